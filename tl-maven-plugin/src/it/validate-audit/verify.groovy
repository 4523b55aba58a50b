import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').getText('UTF-8')
File output = new File(basedir, 'target/tl')

assert log.count('The configuration is valid. Experiments: probe;') == 2
assert log.contains('audit: 30 fingerprints computed, 0 read from the cache')
assert log.contains('audit: 0 fingerprints computed, 24 read from the cache')

// What was found stands in the message and in the files, although the build stopped.
assert log.contains('The audit of the pictures found what must not be, 18 times:')
assert log.contains('animal/ant.png, other animal/ant.png: the same file')
def audit = new JsonSlurper().parse(new File(output, 'audit.json'))
assert audit.pictures == 48
assert audit.findings.count { it.kind == 'leakage' && it.severity == 'fail' } == 18
assert new File(output, 'audit.html').length() > 0
assert !new File(output, 'probe').exists()
return true
