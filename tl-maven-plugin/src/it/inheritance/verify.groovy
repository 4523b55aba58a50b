String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('The configuration is valid. Experiments: of-parent; seeds: 2;')
assert log.contains('The configuration is valid. Experiments: of-child, of-parent; seeds: 2;')
return true
