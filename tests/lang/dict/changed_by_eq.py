# A comparison that removes other keys meanwhile is made once; hints of reversed(); docs of built-in types.
import operator


class K:
    def __init__(self, n, h=1):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        print('compare', self.n, other.n)
        if victims:
            del d[victims.pop()]
        return self.n == other.n


victims = []
d = {}
for n in range(3):
    d[K(n)] = n
others = [K(n, n) for n in range(10, 14)]
for k in others:
    d[k] = k.n
victims += others
d[K(5)] = 5
print([k.n for k in d])
victims += [k for k in d if k.n == 5]
print(d[K(2)])
print([k.n for k in d])


class Long:
    calls = 0

    def __len__(self):
        self.calls += 1
        if self.calls > 2:
            raise ZeroDivisionError
        return 4 - self.calls

    def __getitem__(self, i):
        return i


r = reversed(Long())
print(operator.length_hint(r))
try:
    operator.length_hint(r)
except ZeroDivisionError as e:
    print(repr(e))
print([t.__name__ for t in (bytes, bytearray, dict, set, frozenset, range, slice, memoryview, staticmethod, classmethod,
                            super, enumerate, zip, map, filter, reversed) if not t.__doc__])
b = bytearray()
print(b.__alloc__())
b += b'x' * 50
print(b.__alloc__() > 50)
import io
for buffer in b'abc', 'abc', 3, memoryview(b'x'):
    try:
        io.BytesIO(b'12').readinto(buffer)
    except TypeError as e:
        print(e)
