# Loops that unpack pairs, over every iterator that makes pairs, one site seeing several of them.

def pairs(it):
    out = []
    for a, b in it:
        out.append((a, b))
    return out


class Twos:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n, 'two'


def gen():
    yield 1, 2
    yield [3, 4]


def broken():
    yield 'ok'
    raise KeyError('broken')


for source in (enumerate('ab'), zip([1, 2, 3], 'xy'), {'k': 1, 'l': 2}.items(), enumerate([5, 6], 10),
               [(1, 2), 'ab'], gen(), Twos(2), zip(range(2), Twos(9)), enumerate(gen()), zip([1], [2], strict=True),
               enumerate(['big'], 2 ** 48 - 1), enumerate(['bigger', 'biggest'], 2 ** 63 - 1), zip(gen(), gen()),
               zip(), map(lambda x: (x, -x), [1, 2]), {}.items(), enumerate([]), zip([], [1])):
    print(pairs(source))
for make in (lambda: zip([1, 2], [3], strict=True), lambda: zip([1], [2], [3]), lambda: zip([1], broken()),
             lambda: enumerate(broken()), lambda: zip([1, 2], broken()), lambda: [1], lambda: 'abc', lambda: ['abc']):
    try:
        print(pairs(make()))
    except (ValueError, KeyError, TypeError) as e:
        print(type(e).__name__, e)


def only(it):
    for a, b in enumerate(it):
        if b == 3:
            break
    else:
        return 'all', a, b
    return a, b


print(only([1, 2, 3, 4]), only([1, 2]), only('xy'))
d = {'a': 1, 'b': 2, 'c': 3}
try:
    for k, v in d.items():
        print(k, v)
        d[k + 'x'] = v
except RuntimeError as e:
    print(e)
for k, v in d.items():
    d[k] = v * 2
print(d, {v: k for k, v in d.items()}, [k * v for k, v in d.items() if v > 2])
kept = []
for i, x in enumerate([object(), object()]):
    kept.append(x)
    del x
    try:
        x
    except NameError:
        kept.append(i)
print(len(kept), kept[1], kept[3])
l = [1, 2]
for i, x in enumerate(l):
    if x < 5:
        l.append(x + 2)
print(l)
for (a, b), c in zip([(1, 2), (3, 4)], 'xy'):
    print(a, b, c)
for i, (a, b) in enumerate({'k': 'v'}.items()):
    print(i, a, b)
shared = iter('abcdef')
print([x + y for x, y in zip(shared, shared)])
