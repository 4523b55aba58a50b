String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('No experiments are configured for this pom; nothing to do.') == 2
return true
