# arithmetic and comparisons of scalars of all types with each other and with Python's numbers, at the edges
import operator
import warnings

import numpy as np

values = {
    np.bool_: [0, 1], np.int8: [0, 1, -1, 3, 100, -128, 127], np.int16: [0, 300, -32768], np.int32: [0, 1, -3, 2**31 - 1, -2**31, 12345],
    np.int64: [0, 1, -1, 2**63 - 1, -2**63, 10**10, -7], np.uint8: [0, 1, 255, 200], np.uint16: [0, 65535], np.uint32: [0, 2, 2**32 - 1],
    np.uint64: [0, 1, 2**64 - 1], np.float16: [1.5, 60000], np.float32: [0, -0.0, 1.5, -2.25, 1e38, np.inf, np.nan, 7.1],
    np.float64: [0, -0.0, 1.5, 0.1, 1e308, -np.inf, np.nan, 5e-324, 1 / 3], np.complex128: [1 + 2j]}
scalars = [t(v) for t, vs in values.items() for v in vs]
plain = [0, 1, -1, 127, 255, 2**31, 2**63 - 1, -2**63, 10**20, 0.0, -0.0, 1.5, float('inf'), float('nan'), True, 1j, 2**50, -2**49]
for op in 'add sub mul truediv floordiv mod and_ or_ xor lt le eq ne gt ge'.split():
    f, seen, n, last = getattr(operator, op), 0, 0, {}
    for a in scalars + plain:
        for b in scalars + plain if isinstance(a, np.generic) else scalars:
            if 10**20 in (a, b) or op in ('and_', 'or_', 'xor') and 'float' in str(type(a)) + str(type(b)):
                continue
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter('always')
                try:
                    r = f(a, b)
                    text = f'{type(r).__name__} {r!r}'
                except Exception as e:
                    text = f'{type(e).__name__} {e}'
            for c in f'{text} {[str(w.message) for w in told]}\n'.encode():
                seen = (seen * 1000003 + c) % 2**61
            kind = type(a).__name__, type(b).__name__
            last[kind] = text.split()[0]
            n += 1
    print(op, n, seen)
    if op in ('add', 'truediv'):
        for kind, text in last.items():
            print('   ', *kind, text)
for t, vs in values.items():
    x = t(vs[-1])
    if t is not np.bool_ and vs[-1] == vs[-1] and t is not np.uint64:
        with np.errstate(over='ignore'):
            print(t.__name__, repr(-x), repr(abs(x)), repr(+x))


class Loud(np.float64):
    def __add__(self, other):
        return 'loud', float(other)

    def __lt__(self, other):
        return 'less'


class Right(np.int64):
    def __radd__(self, other):
        return 'right', int(other)


print(Loud(1) + np.float64(2), Loud(1) + 2, np.float64(2) + Loud(1), Loud(1) < 2, Loud(3) * np.float64(2), type(Loud(3) - 1).__name__)
print(np.int64(1) + Right(2), 1 + Right(2), Right(2) + 1, type(Right(2) * Right(3)).__name__, Right(2) == 2, Right(2) < np.int64(3))
total = np.int64(0)
for i in range(100):
    total += i * np.int32(2)
    total -= np.uint8(i)
print(repr(total), repr(np.float32(1) / np.float32(3)), repr(np.int64(7) // np.int64(-2)), repr(np.int64(-7) % np.int64(3)), repr(np.uint8(3) - np.uint8(2)))
