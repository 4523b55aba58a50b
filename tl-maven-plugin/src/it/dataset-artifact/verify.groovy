import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').getText('UTF-8')
File target = new File(basedir, 'target')

// Fetched by tl:resolve, and unpacked by the first goal that reads pictures.
assert log.contains('Pictures of dataset: ') && log.contains('drawings-1.zip, 0.')
assert log.contains('Pictures of others: ') && log.contains('others-1.zip, 0.')
assert log.count('dataset from it.pictures:drawings:1:zip, SHA-256 ') == 2
assert log.count("evaluation set 'others' from it.pictures:others:1:zip, SHA-256 ") == 2
assert log.count(', unpacked into ') == 2
assert log.count(', was unpacked into ') == 2

def dataset = new JsonSlurper().parse(new File(target, 'tl/dataset.json'))
assert dataset.archives.collect { it.set + ' ' + it.name } ==
    ['dataset it.pictures:drawings:1:zip', 'others it.pictures:others:1:zip']
assert dataset.pictures.train.sum() + dataset.pictures.validation.sum() + dataset.pictures.test.sum() == 24
assert dataset.pictures.others == [3, 3]
assert new File(target, 'tl/probe/seed-1/predictions-others.csv').readLines('UTF-8').size() == 1 + 6

// Whose pictures they are stands in the report.
String report = new File(target, 'site/tl-report/index.html').getText('UTF-8')
assert report.contains('Drawings by somebody, CC BY 4.0')
assert report.contains('Others by somebody else')
assert report.contains('Archive of others')
return true
