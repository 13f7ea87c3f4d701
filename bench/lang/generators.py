# Generators, iterators and itertools-like pipelines.
def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(n, source):
    for _ in range(n):
        yield next(source)


def pairs(source):
    for a in source:
        for b in source:
            yield a, b
            break


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def averager():
    total, n, value = 0, 0, None
    while True:
        value = yield value
        total += value
        n += 1
        value = total // n


avg = averager()
next(avg)
last = 0
for a, b in pairs(take(600000, naturals())):
    last = avg.send(b - a + (b & 7))
print('generators', last, sum(tree(15)), sum(x * x for x in range(400000) if x % 3))
