"""A view of a view is one of the same exporter, and lives on when the first is released."""
import array
m = memoryview(b'abcdef')
n = memoryview(m)
print(n.obj, memoryview(n).obj, n == m, n.readonly)
m.release()
print(bytes(n), n.tolist())
b = bytearray(b'12345678')
m = memoryview(b)[2:6:2]
n = memoryview(m)
n[0] = 65
print(n.obj is b, n.tolist(), n.strides, b, n.contiguous)
try:
    memoryview(m).release(); m.release(); b.append(1)
except BufferError as e:
    print(e)
n.release()
b.append(1)
print(b)
x = memoryview(array.array('d', [1, 2, 3])).cast('B').cast('d')
y = memoryview(x)
print(y.format, y.tolist(), y.shape, type(y.obj).__name__)
try:
    memoryview(m)
except ValueError as e:
    print(e)
z = memoryview(bytes(range(12))).cast('B', (3, 4))
w = memoryview(z)
print(w.shape, w.strides, w.tolist(), w.ndim, w[1, 2])
