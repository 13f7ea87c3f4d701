# Shuffles of arrays that do not keep their elements in rows of the engine: records, text, steps of bytes, classes.
import numpy as np
G=np.random.default_rng
r=np.array([(i,i*1.5,'abc'[i%3]) for i in range(6)],dtype=[('a','i4'),('b','f8'),('c','U1')])
print(G(0).permuted(r)); print(G(0).permuted(r.reshape(2,3),axis=1)); print(G(1).permuted(np.array(list('abcdef'))), G(1).permuted(np.array([1,'a',None,2.5],dtype=object)), G(2).permuted(np.arange(6,dtype='>i4')), G(2).permuted(np.arange(6).astype('M8[D]')))
s=np.zeros(4,[('k','i2'),('t','S3')]); s['t']=[b'a',b'bb',b'ccc',b'd']; v=s['t']; G(0).permuted(v,out=v); print(s); G(0).shuffle(s); print(s); G(0).shuffle(s['t']); print(s)
m=np.ma.array([1,2,3,4],mask=[0,1,0,0]); print(G(0).permuted(m), type(G(0).permuted(m)))
class A(np.ndarray): pass
a=np.arange(5).view(A); print(repr(G(0).permuted(a)), G(0).permuted(np.matrix([[1,2,3]]),axis=1))
b=np.zeros(100,'u1'); q=np.ndarray((3,4),'f8',buffer=b,offset=1,strides=(33,8)); q[:]=np.arange(12).reshape(3,4)+.5; G(0).permuted(q,axis=0,out=q); print(q); G(0).permuted(q,out=q); print(q); G(0).shuffle(q); print(q); G(0).shuffle(q,axis=1); print(q)
for dtype in 'f8', 'i4', 'c16':
    q = np.ndarray((6,), dtype, buffer=np.zeros(200, 'u1'), offset=1, strides=(np.dtype(dtype).itemsize + 1,))[:3]
    q[:] = [1000, 70000, 3]
    G(0).shuffle(q)
    print(dtype, q)
