"""Reference values of DrawsTest, by the published functions written down a second time.

splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014 (constants of its public
implementation). FNV-1a, 64 bits: Fowler, Noll and Vo. Bounded numbers: Lemire, "Fast random integer generation in an
interval", 2019. Normal numbers: Box and Muller, 1958. Run it without arguments; it first checks both functions against published test vectors.
"""

import math

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z &= MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def splitmix64(state):
    while True:
        state = (state + GAMMA) & MASK
        yield mix(state)


def draws(seed, purpose, epoch, item):
    key = mix(seed + GAMMA)
    key = mix(key ^ fnv1a(purpose))
    key = mix(key ^ mix(epoch + GAMMA))
    return splitmix64(mix(key ^ fnv1a(item)))


def bounded(numbers, bound):
    threshold = (1 << 32) % bound
    while True:
        product = (next(numbers) >> 32) * bound
        if product & 0xFFFFFFFF >= threshold:
            return product >> 32


def unit(numbers):
    return (next(numbers) >> 11) / 2**53


def gaussian(numbers):
    radius = math.sqrt(-2 * math.log(1 - unit(numbers)))
    return radius * math.cos(2 * math.pi * unit(numbers))


def signed(value):
    return value - (1 << 64) if value >> 63 else value


if __name__ == "__main__":
    first = splitmix64(1234567)
    assert [next(first) for _ in range(3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert fnv1a("a") == 0xAF63DC4C8601EC8C and fnv1a("foobar") == 0x85944171F73967E8
    for case in [(1, "ORDER", 0, ""), (-7, "DROPOUT", 3, "animal/ant.jpg"), (2**62, "INITIALISATION", 0, "größe")]:
        numbers = draws(*case)
        print(case, [signed(next(numbers)) for _ in range(4)])
    numbers = draws(1, "AUGMENTATION", 2, "x")
    print("doubles", [repr((next(numbers) >> 11) / 2**53) for _ in range(3)])
    numbers = draws(1, "AUGMENTATION", 2, "x")
    print("bound 10", [bounded(numbers, 10) for _ in range(12)])
    numbers = draws(1, "AUGMENTATION", 2, "x")
    print("bound 3 * 2**29", [bounded(numbers, 3 * 2**29) for _ in range(6)])
    numbers = draws(1, "INITIALISATION", 0, "x")
    print("normal", [repr(gaussian(numbers)) for _ in range(3)])
