import numpy as np
def f(a,d):
    a.dtype=d; return a
for s in ["f(np.array(['ab','cd']),'i4')","f(np.array(['ab','cd']),'U1')","f(np.array([97,98],'u4'),'U1')","f(np.array(['ab']),'>U2').tobytes()","f(np.zeros(2,'i4,f4'),'i8')","f(np.arange(2),'M8[s]')","f(np.arange(2),'i4,i4')","f(np.array([b'ab']),'V2')","f(np.array([1,'a'],object),'i8')","f(np.arange(3),'>i8').tolist()","f(np.array([1],'M8[s]'),'>M8[s]').tobytes()"]:
    try: print(s,repr(eval(s)))
    except Exception as e: print(s,type(e).__name__,e)

# a memoryview keeps the memory that x.dtype = takes from the array
x = np.zeros(36, 'u1')
m = memoryview(x)
x.dtype = 'i4,f8'
m2 = memoryview(x)
del x
junk = [bytes(36) for _ in range(100)]
for i in range(36):
    m[i] = 120
print(bytes(m), m2.shape)
