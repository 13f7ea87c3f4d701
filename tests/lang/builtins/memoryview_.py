m = memoryview(b'abcdef')
print(m[0], m[1:3].tobytes(), m.tolist(), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m == b'abcdef', m[::2].tolist(), m[::-1].tobytes(), m.hex(), m.hex('-', 2), len(m), hash(m) == hash(b'abcdef'))
b = bytearray(b'abcdef'); w = memoryview(b); w[0] = 122; w[1:3] = b'YY'; print(b, w.readonly, w.toreadonly().readonly)
c = memoryview(b'\1\0\2\0').cast('H'); print(c.tolist(), c.format, c.itemsize, c.cast('B').tolist(), memoryview(bytes(range(6))).cast('B', (2, 3)).tolist(), memoryview(bytes(range(6))).cast('B', (2, 3))[1, 2])
for f in (lambda: memoryview('a'), lambda: m[10], lambda: m['a'], lambda: m.__setitem__(0, 1), lambda: w.__setitem__(0, 300), lambda: w.__setitem__(0, b'a'), lambda: w.__setitem__(slice(0, 2), b'abc'), lambda: m.cast('Q'), lambda: m.cast('xx'), lambda: memoryview(), lambda: w.__delitem__(0), lambda: m[1.5], lambda: b.append(1)):
    try: f()
    except (TypeError, IndexError, ValueError, NotImplementedError, BufferError) as e: print(type(e).__name__, e)
with memoryview(b'x') as v: print(v[0])
try: v[0]
except ValueError as e: print(e)
