"""marshal: values written and read back, the bytes of version 2, errors."""
import io
import marshal

values = [None, True, False, ..., StopIteration, 0, -1, 2**31 - 1, 2**31, -2**100, 1.5, float('inf'), 2j, b'ab', 'text',
          'é\ud800', '', (1, 2), [1, [2]], {1: 'a', 'b': [None]}, {3}, frozenset({4}), (), 'x' * 300, tuple(range(300))]
for v in values:
    for version in range(5):
        back = marshal.loads(marshal.dumps(v, version))
        assert back == v and type(back) is type(v), (v, version, back)
print(marshal.dumps([1, 2**40, 1.5, b'x', (None,)], 2))
print(marshal.dumps(-2**40, 0), marshal.dumps(0.1, 1))
loop = [1]
loop.append(loop)
back = marshal.loads(marshal.dumps(loop))
print(back[1] is back)
same = 'spam spam'
a, b = marshal.loads(marshal.dumps([same, same]))
print(a is b)
print(marshal.loads(marshal.dumps(bytearray(b'abc'))))
f = io.BytesIO()
marshal.dump({'a': 1}, f)
marshal.dump(2, f)
f.seek(0)
print(marshal.load(f), marshal.load(f))
for bad in b'', b'[', b'i\1', b'\x9f', b'r\0\0\0\0', b'0', b'[\1\0\0\0000':
    try:
        marshal.loads(bad)
    except (EOFError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    marshal.dumps(object())
except ValueError as e:
    print(e)
print(marshal.version)
