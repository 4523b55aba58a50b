import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').getText('UTF-8')
File output = new File(basedir, 'target/tl')

assert log.count('The configuration is valid. Experiments: probe;') == 3
assert log.contains('audit: 30 fingerprints computed, 0 read from the cache')
assert log.contains('audit: 2 fingerprints computed, 24 read from the cache')
assert log.contains('audit: 0 fingerprints computed, 24 read from the cache')

// A network looks at all pictures, at each once, and knows mirror images; it is not asked where pixels show what fails.
assert log.contains('audit: features of probe: 30 computed, 0 stored')
assert log.contains('audit: features of probe: 2 computed, 24 stored')
assert log.count('audit: features of probe compared') == 2
assert log =~ /\d x similarFeatures \(warn\): .*animal\/ant\.png, other animal\/mirrored\.png: similar features, cosine 0\.9/

// What was found stands in the message and in the files, although the build stopped.
assert log.contains('The audit of the pictures found what must not be, 18 times:')
assert log.contains('animal/ant.png, other animal/ant.png: the same file')
def audit = new JsonSlurper().parse(new File(output, 'audit.json'))
assert audit.pictures == 48
assert audit.findings.count { it.kind == 'leakage' && it.severity == 'fail' } == 18
assert new File(output, 'audit.html').length() > 0
assert !new File(output, 'probe').exists()
return true
