"""Too many arguments by name and position; counting from odd starts; unknown typecodes; triangular()."""
import array
import collections
import io
import itertools
import random
import struct


def sh(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


sh(lambda: collections.deque(1, 2, a=3))
sh(lambda: collections.deque(a=1, b=2, c=3))
sh(lambda: [].sort(x=1, y=2, z=3))
sh(lambda: io.StringIO(1, 2, x=3))
sh(lambda: io.BytesIO(1, x=3))
sh(lambda: property(a=1, b=2, c=3, d=4, e=5))
sh(lambda: struct.Struct('i', x=1))
for c in (itertools.count(1), itertools.count(2 ** 70), itertools.count(1.5), itertools.count(1, 2), itertools.count(True),
          itertools.count(0j), itertools.count(True, 2)):
    print(c.__reduce__()[1], next(c), next(c), c.__reduce__()[1])
for args in (('x', 'ab'), ('x', 1j), ('x',), ('x', [1])):
    sh(lambda: array.array(*args))
sh(lambda: float.fromhex('\ud800'))
sh(lambda: random.Random(5).triangular(1, 5, 2))
sh(lambda: random.Random(5).triangular())
sh(lambda: random.Random(5).triangular(1, 1, 2))
sh(lambda: random.Random(5).triangular(len))
it = itertools.islice([1, 2, 3], 2)
for v in ((), 1.5, 2 ** 70, type):
    sh(lambda: it.__setstate__(v))
