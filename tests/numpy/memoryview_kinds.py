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
