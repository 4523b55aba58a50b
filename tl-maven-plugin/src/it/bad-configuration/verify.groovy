String log = new File(basedir, 'build.log').getText('UTF-8')
[
    "The configuration of tl-maven-plugin in pom.xml has 8 problems:",
    "<dataset><directory>: ${'$'}{no.such.property} is not defined",
    "<thread>: is not known; did you mean <threads>?",
    "<device>: must be auto, cpu, gpu or gpu:N",
    "<experiments><probe><model>: 'efficientnet_light0' is not known; did you mean efficientnet_lite0?",
    "<experiments><probe><epochs>: must be a whole number of 1 or more, was 'three'",
    "<experiments><twin>: is given more than once",
    "<gates><prob>: must be named after an experiment: 'prob' is not known; did you mean probe?",
    "To fix: ",
].each { assert log.contains(it) : "not in build.log: " + it }
assert !log.contains('\tat io.github.tlmaven') : 'a stack trace'
assert !new File(basedir, 'target/tl').exists()
return true
