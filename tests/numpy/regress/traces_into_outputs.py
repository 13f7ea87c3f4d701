"""Traces with a type or an output are sums; lines without data are counted from the file's first; the owner of a view's memory."""
import io

from _programs import A, np, outcome

x = np.array([[1 + 2j, 0], [0, 3]])
print(outcome(lambda: x.trace(dtype='f4')))
print(outcome(lambda: x.trace(out=np.zeros((), 'i4'))))
print(outcome(lambda: np.trace(x, 0, 0, 1, int, np.zeros(()))))
print(outcome(lambda: A((2, 3), 'f8').trace(out=np.zeros((), 'i4'))))
print(outcome(lambda: A((2, 3), 'i4').trace(dtype='f2', out=np.zeros((), 'u1'))))
print(outcome(lambda: A((2, 3, 2), 'c16').trace(out=np.zeros(2))))
print(outcome(lambda: A((2, 3, 2), 'c16').trace(out=np.zeros(3))))
print(outcome(lambda: A((2, 3), 'f8').trace(out=np.zeros((), 'U8'))))
print(outcome(lambda: A((2, 3), '?').trace(dtype='?')))
for skip in range(3):
    print(outcome(lambda: np.loadtxt(io.StringIO('-1,0\n1,2\n\n3,4'), int, skiprows=skip, delimiter=',', max_rows=3 - skip)))
y = np.arange(6.).reshape(2, 3)
print(np.array(memoryview(y), copy=False).base.obj is y, np.asarray(memoryview(y)[1:]).base.obj is y)
