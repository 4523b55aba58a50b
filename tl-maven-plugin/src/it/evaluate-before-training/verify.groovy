String log = new File(basedir, 'build.log').getText('UTF-8')
[
    'There is no trained model to evaluate in',
    'probe with seed 1, trained by tl:extract',
    'To fix: run mvn tl:extract tl:finetune tl:evaluate',
    'tl.experiment names what is not configured: prob.',
    'To fix: choose from probe.',
].each { assert log.contains(it) : "not in build.log: " + it }
return true
