String log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /mobilenet_v2 +IMAGENET1K_V2 +BSD-3-Clause +3,504,872 +224 +72\.154/
assert log.contains('boundaries: ')
assert log.contains("tl.family names no family of models: 'alexnet'.")
assert log.contains('choose from efficientnet, mobilenet, resnet, vgg')
assert !log.contains('\tat io.github.tlmaven') : 'a stack trace'

List<String> rows = new File(basedir, 'target/tl/models.csv').readLines('UTF-8')
assert rows[0] == 'model,family,parameters,input,weights,top1,top5,licence,sha256,url,boundaries'
assert rows.size() == 6
assert rows.tail().every { it.startsWith('mobilenet_v') }
return true
