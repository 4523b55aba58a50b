String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains("<experiments>: no experiment is configured;")
assert log.contains("The execution 'train' has experiments, but this call does not read it: run mvn tl:validate@train")
assert log.contains('The configuration is valid. Experiments: probe;')
return true
