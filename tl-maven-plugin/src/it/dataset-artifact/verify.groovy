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

// tl:cache tells stored features from damaged ones, and removes both.
List<String> cache = log.substring(log.indexOf('cache (list)')).readLines()
String line(List<String> lines, String words) {
    return lines.find { it.contains(words) }
}
assert line(cache, 'tf_efficientnet_lite0') =~ / float32 +30 /
assert line(cache, 'networks at a boundary').contains('1 networks at a boundary')
int stored = (line(cache, ' files read, 0 damaged') =~ /(\d+) files read/)[0][1] as int
assert stored > 1
String flipped = line(cache, 'Flipped a bit of ').split(' ').last()
assert cache.findAll { it.contains('Damaged and removed: ') }.collect { new File(it).name } == [flipped]
assert line(cache, ' files read, 1 damaged').contains(
    "${stored} files read, 1 damaged; their features are computed again when they are needed")
assert line(cache, 'Removed the features of ') =~ /of 1 networks, \d\.\d MiB; 0\.0 MiB are left/
assert cache.findAll { it.contains(' networks at a boundary') }.last().contains('0 networks at a boundary, 0.0 MiB in ')
assert !new File(target, 'cache/features').list().any { it ==~ /[0-9a-f]{64}/ }
return true
