"""Iterators before their first item in pickles, bytes against bytearrays, errors of some odd keys and orders."""
import collections
import copy
import itertools
import pickle
import typing
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
sh(lambda: typing.Sized[int]); sh(lambda: typing.Hashable[int, str]); sh(lambda: typing.List[int, str]); sh(lambda: typing.Dict[int])
g = itertools.groupby(['b', 'a', 'a'], lambda x: [x]); next(g); print(g.__reduce__()[2]); next(g); print(g.__reduce__()[2])
h = itertools.groupby('aabbc'); next(h); i = pickle.loads(pickle.dumps(h, 2)); print([(k, list(v)) for k, v in i]); j = copy.deepcopy(h); print([k for k, v in j])
p = itertools.product([1, 2], []); print(p.__reduce__()[1], list(p), p.__reduce__()[1]); print(list(itertools.product(repeat=0)), list(itertools.product([], repeat=0)), list(itertools.product([], repeat=2)), list(itertools.product('ab', repeat=2)))
b, a = b'x', bytearray(b'y')
for op in ('__lt__', '__eq__', '__ne__', '__gt__'):
    print(op, getattr(b, op)(a), getattr(a, op)(b), getattr(b, op)(memoryview(b'x')), getattr(a, op)(memoryview(b'y')), getattr(b, op)(b), getattr(b, op)(1), getattr(b, op)('x'))
print(b < a, a < b, b == bytearray(b'x'), bytearray(b'x') == b, b != a, b == memoryview(b'x'), memoryview(b'x') == b, sorted([a, b]), b in [bytearray(b'x')])
class B(bytes): pass
class A(bytearray): pass
print(B(b'x') == b, b == B(b'x'), B(b'x') == a, A(b'x') == b, b == A(b'x'), B(b'x') < A(b'y'), B(b'x').__eq__(A(b'x')))
for v in ('\ud800', 'x', 'C', None):
    sh(lambda: memoryview(b'ab').tobytes(v))
o = collections.OrderedDict(a=1)
for k in (KeyError('k'), (1, 2), 5, []):
    sh(lambda: o.move_to_end(k))
