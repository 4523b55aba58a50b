import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

String log = new File(basedir, 'build.log').getText('UTF-8')
File target = new File(basedir, 'target')

// Every file that other programs may rely on.
assert new File(target, 'tl/plan.json').isFile()
['probe', 'last-block'].each { experiment ->
    File cell = new File(target, "tl/${experiment}/seed-7")
    ['model.safetensors', 'history.csv', 'predictions-test.csv', 'predictions-other.csv', 'metrics.json', 'run.json'].each {
        assert new File(cell, it).length() > 0 : "no ${experiment}/${it}"
    }
    def run = new JsonSlurper().parse(new File(cell, 'run.json'))
    assert run.device == [requested: 'cpu', resolved: 'cpu']
    assert run.pictures.test == 6
    assert run.pictures.other == 6
    assert run.pictures.train + run.pictures.validation == 18
    assert run.costs.keySet().contains('evaluate')
    assert new File(cell, 'predictions-other.csv').readLines('UTF-8')[0] == 'picture,label,predicted,animal,food'
    assert new File(cell, 'predictions-other.csv').readLines('UTF-8').size() == 1 + 6
}
assert new File(target, 'tl/probe/seed-7/history.csv').readLines('UTF-8').size() == 1 + 2
assert new File(target, 'tl/last-block/seed-7/history.csv').readLines('UTF-8').size() == 1 + 1

File report = new File(target, 'site/tl-report')
['index.html', 'probe/index.html', 'last-block/index.html', 'tl-resources/report.css', 'results.json'].each {
    assert new File(report, it).length() > 0 : "no ${it} in the report"
}
List<String> results = new File(report, 'results.csv').readLines('UTF-8')
assert results[0].startsWith('experiment,model,strategy,set,seed,pictures,accuracy,accuracy_low,accuracy_high,macro_f1')
List<String> rows = results.drop(1).collect { it.split(',')[0, 3, 4, 5].join(' ') }
assert rows == [
    'probe test 7 6', 'probe test mean 6', 'probe other 7 6', 'probe other mean 6',
    'last-block test 7 6', 'last-block test mean 6', 'last-block other 7 6', 'last-block other mean 6',
]
List<String> costs = new File(report, 'costs.csv').readLines('UTF-8')
assert costs[0] == 'experiment,seed,goal,seconds,pictures_per_second,peak_rss_mib,trained_parameters,model_bytes,fold'
assert costs.drop(1).collect { it.split(',')[0, 2].join(' ') } ==
    ['probe extract', 'probe evaluate', 'last-block finetune', 'last-block evaluate']
assert new File(target, 'real-1-tl-report.zip').length() > 0

// Gates: both hold in the first two builds, one is missed in the third, whose report is there all the same.
assert log.count('PASS probe: accuracy >= 0 (') == 3
assert log.count('PASS probe: accuracy on other <= 1 (') == 2
assert log.count('FAIL probe: accuracy on other <= 0 (') == 1
assert log.contains('1 of 2 gates failed')
def suite = new XmlSlurper().parse(new File(target, 'tl-reports/TEST-tl.probe.xml'))
assert suite.@tests.text() == '2'
assert suite.@failures.text() == '1'
assert !new File(target, 'tl-reports/TEST-tl.last-block.xml').exists()

// What is unchanged is not trained again, and says so.
assert log.count('[probe seed 7] is trained now: it has not been yet') == 1
assert log.count('[last-block seed 7] is trained now: it has not been yet') == 1
assert log.count('[probe seed 7] is up to date') == 2
assert log.count('[last-block seed 7] is up to date') == 2
return true
