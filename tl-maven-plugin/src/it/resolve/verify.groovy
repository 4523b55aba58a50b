List<String> log = new File(basedir, 'build.log').readLines('UTF-8')
int count(List<String> lines, String... parts) {
    lines.count { line -> parts.every { line.contains(it) } }
}

// Online and offline alike: the worker's jars, with PyTorch's, and each experiment's weights.
assert count(log, "The worker's class path: ", ' jars, ') == 3
assert count(log, 'Weights of artifact: ', 'net-1.safetensors, 0.0 MiB') == 2
assert count(log, 'Weights of other: none, nothing to fetch') == 2
assert count(log, 'Weights of embedded: default, nothing to fetch') == 2

// Offline a worker starts, computes features and trains: once from random numbers, once from the weights in the runtime's jar.
['other', 'embedded'].each {
    assert new File(basedir, "target/tl/${it}/seed-1/model.safetensors").length() > 0 : "${it} was not trained"
}

// Offline both missing files stand in one message.
[
    '- <experiments><artifact>: Cannot resolve it.weights:net:2:safetensors',
    '- <experiments><other>: https://example.invalid/net.pth is not in the cache',
    'To fix: run mvn tl:resolve once without -o.',
].each { assert count(log, it) > 0 : "not in build.log: " + it }
return true
