"""bytearray changes, and memoryviews that forbid resizing."""
def do(f):
    x = bytearray(b"abcd")
    try:
        print(repr(f(x)), x)
    except Exception as e:
        print(type(e).__name__, e, x)

def setitem(k, v):
    return lambda x: x.__setitem__(k, v)

for f in (lambda x: x.append(65), lambda x: x.append(300), lambda x: x.append("a"), lambda x: x.extend(b"zz"), lambda x: x.extend([1, 2]), lambda x: x.extend("a"), lambda x: x.extend(5),
          lambda x: x.insert(1, 90), lambda x: x.insert(-100, 90), lambda x: x.pop(), lambda x: x.pop(0), lambda x: x.pop(10), lambda x: x.remove(98), lambda x: x.remove(1), lambda x: x.reverse(),
          lambda x: x.clear(), lambda x: x.copy(), setitem(0, 5), setitem(9, 5), setitem(slice(1, 2), b"QQQ"), setitem(slice(0, 3, 2), b"QR"), setitem(slice(0, 3, 2), b"Q"), setitem(slice(0, 0), [1, 2]),
          setitem(slice(0, 0), 5), setitem(slice(0, 0), "a"), lambda x: x.__delitem__(0), lambda x: x.__delitem__(slice(0, 2)), lambda x: x.__delitem__(slice(None, None, 2)), lambda x: x.__iadd__(b"zz"),
          lambda x: x.__imul__(2), lambda x: x.__iadd__(5), lambda x: bytes(x), lambda x: x + b"z", lambda x: b"z" + x, lambda x: hash(x)):
    do(f)
x = bytearray(b"abcdef")
with memoryview(x) as m:
    m[0] = 90
    m[1:3] = b"YX"
    print(x, m[1:4].tobytes(), m.tolist(), len(m), m.readonly, m.format, m.shape, m[::-2].tolist(), m[::2].strides)
    for f in (lambda: x.append(1), x.clear, x.pop, lambda: m.__setitem__(0, 300), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m[10], lambda: m["a"], lambda: m.cast("q"), lambda: hash(m)):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, e)
x.append(33)
print(x)
try:
    m[0]
except ValueError as e:
    print(e)
r = memoryview(b"abcd")
print(r == b"abcd", hash(r) == hash(b"abcd"), r.readonly, bytes(r), r.hex(), r.cast("H").tolist(), r.cast("B", [2, 2]).tolist(), r.cast("B", [2, 2])[1, 1], r.nbytes)
try:
    r[0] = 1
except TypeError as e:
    print(e)
d = memoryview(bytearray(16)).cast("d")
d[0] = 1.5
d[1] = -2
print(d.tolist(), d.itemsize, d.shape, list(d), d[0], 1.5 in d, d.tobytes().hex())
