"""Buffers beside the stream give the object back, hidden fields of struct sequences, quoted strings, names in circles."""
import io
import pickle
import re
import sys
import time
import types


class Zero(bytes):
    def __reduce_ex__(self, protocol):
        return Zero.again, (pickle.PickleBuffer(self),)

    @classmethod
    def again(cls, obj):
        with memoryview(obj) as m:
            return m.obj if type(m.obj) is cls else cls(m.obj)


z, buffers = Zero(b'foo'), []
data = pickle.dumps(z, 5, buffer_callback=buffers.append)
print(pickle.loads(data, buffers=buffers) is z)
t = time.gmtime(0)
for protocol in range(6):
    again = pickle.loads(pickle.dumps(t, protocol))
    print(again.tm_zone, again.tm_gmtoff, again == t, end=' ')
print(t.__reduce__()[1])
for text in b"S'a'\n.", b"S'a' \n.", b"S'a\n.", b"S'\n.":
    try:
        print(pickle.loads(text))
    except pickle.UnpicklingError as e:
        print(e)


class Recursive:
    pass


Recursive.mod = sys.modules[__name__]
Recursive.__qualname__ = 'Recursive.mod.Recursive'
print([pickle.loads(pickle.dumps(Recursive, p)) is Recursive for p in range(6)])
u = pickle.Unpickler(io.BytesIO())
for memo in {-1: None}, {'a': 1}:
    try:
        u.memo = memo
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for call in (lambda: time.asctime((-2**31 + 1899,) + (0,) * 8), lambda: time.strftime('%S\0', t),
             lambda: re.sub(b'y', bytearray(b'a'), b'xyz'), lambda: re.sub(b'y', bytearray(b'\\n'), b'xyz')):
    try:
        print(call())
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)


class Loader:
    @classmethod
    def module_repr(cls, m):
        return f'<made {m.__name__}>'


m = types.ModuleType('foo')
m.__loader__ = 5
print(m)
m.__loader__ = Loader
m.__file__ = '/tmp/foo.py'
print(m)
del m.__name__
print(m)
