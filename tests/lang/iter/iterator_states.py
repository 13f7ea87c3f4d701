"""__setstate__() of iterators keeps to their length, and what __reduce__() tells when they are over."""
import itertools

def state(it, *values):
    kind = type(it).__name__
    for value in values:
        try:
            it.__setstate__(value)
            print(kind, value, it.__reduce__()[1:], end=' ')
        except (TypeError, OverflowError) as e:
            print(kind, value, type(e).__name__, e)
    rest = list(itertools.islice(it, 9))
    print(rest, it.__reduce__())
    it.__setstate__(0)
    print(it.__reduce__())

for values in (), (3, -1, 100, 1), (7,), ('x',), (-9,):
    for make in lambda: iter((1, 2)), lambda: iter([1, 2]), lambda: iter('ab'), lambda: iter('é'), lambda: iter(b'ab'), lambda: iter(bytearray(b'ab')), lambda: reversed([1, 2]), lambda: reversed((1, 2)):
        state(make(), *values)
for value in 1, 1.5, -2.5, None, 'x', True, 10**9:
    it = iter(range(2 ** 70, 2 ** 70 + 3))
    try:
        it.__setstate__(value)
        print(it.__reduce__()[2], list(it), it.__reduce__()[2])
    except TypeError as e:
        print(e)
def over(it):
    list(it)
    return [type(x).__name__ for x in it.__reduce__()[1]]
print(over(itertools.islice('abc', 2)), over(itertools.zip_longest('ab', 'c')), over(itertools.zip_longest('a', 'bc', 'd')))
