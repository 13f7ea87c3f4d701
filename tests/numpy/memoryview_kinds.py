# What memoryviews of text, objects, records and numbers in the other order show, and writing through them.
import numpy as np
d=np.dtype({'names': [], 'formats': [], 'offsets': [], 'itemsize': 3})
print(d, d.names, d.fields, d.itemsize)
x=np.zeros(2,d); print(repr(x)); print(x.tobytes()); x[0]
# write through
a=np.array(['ab','c'],'U2'); m=memoryview(a); a[0]='zz'; print(m.tobytes())
c=m.cast('B'); c[0]=ord('q'); print(a); c[4:8]=b'x\0\0\0'; print(a, m[1:].tobytes())
m2=m[1:]; a[1]='y'; print(m2.tobytes(), m2.shape, m2.obj is a)
r=np.zeros(3,'i4,f8'); m=memoryview(r); v=np.asarray(m); v['f0'][1]=7; print(r, m.cast('B')[12:16].tobytes()); 
r2=np.zeros(3,'u1,i4'); m=memoryview(r2); c=m.cast('B'); c[1]=5; print(r2); r2['f1'][2]=9; print(m[2:].tobytes())
o=np.array([1,'a',None],object); m=memoryview(o); m[0:1]=m[1:2]; print(o)
import io
b=io.BytesIO(b'a\0\0\0b\0\0\0'); t=np.array(['x','y'],'U1'); print(b.readinto(t), t)
s=np.array([b'abc',b'd']); m=memoryview(s)[::-1]; print(m.tobytes(), m.strides); 
n=np.array([[1,2],[3,4]],'>i2'); m=memoryview(n); print(m.format,m.tobytes(), np.asarray(m), np.asarray(m).base is not None); np.asarray(m)[0,0]=9; print(n)
try: n.resize(9)
except ValueError as e: print(e)
del m
print(memoryview(np.array(['2001'],'M8[D]').view('i8')).tolist())
z=np.array(['a','b']); z.flags.writeable=False; print(memoryview(z).readonly)
print(bytes(memoryview(np.array([('a',1)],'U1,i2'))))
print(memoryview(np.array([1,2],'>i4'))==memoryview(np.array([1,2],'<i4')), memoryview(np.array([b'ab']))==memoryview(np.array([b'ab'])))

# Who asks for memory in one piece is refused others; what stands on a view; orders of checks.
import io
import zlib


def told(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


a = np.arange(12, dtype='u1').reshape(3, 4)
for v in (a[:, ::2], a.T, memoryview(a)[::2], memoryview(a.T), a[:1]):
    for f in (io.BytesIO, zlib.crc32, lambda v: b'-'.join([v, v]), lambda v: np.frombuffer(v, 'u1').tolist(), bytes, bytearray,
              lambda v: int.from_bytes(v, 'big'), lambda v: io.BytesIO().write(v)):
        r = told(lambda: f(v))
        print(r.getvalue() if isinstance(r, io.BytesIO) else r)
m = memoryview(np.zeros(2, 'c8'))
for key in (0, ..., (), 'a', slice(0, 1), (0, 0), (slice(0, 1),), None):
    print(key, told(lambda: type(m[key]).__name__), told(lambda: type(memoryview(np.zeros((), 'c8'))[key]).__name__))
for v in (memoryview(b'abc'), bytearray(b'ab'), memoryview(np.zeros(0, 'c8')), memoryview(np.zeros((0, 2), '>i4'))):
    x = np.asarray(v)
    print(type(x.base).__name__, x.base is v, x.dtype, x.shape, x.flags.writeable)
s = np.float64(2)
print(s.__array_wrap__(np.arange(2) + 5), told(lambda: s.__array_wrap__()), told(lambda: s.__array_wrap__(1)))
print(a.__array_function__(np.sum, (np.ndarray,), (a,), {'axis': 0}), a.__array_function__(np.sum, (int,), (a,), {}))
print(a.__array_prepare__(np.arange(2)), told(lambda: a.__array_prepare__(1)), told(lambda: a.__array_prepare__()))
