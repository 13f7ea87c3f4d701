"""lstsq by the types of its operands: what it computes in, gives back and refuses."""
import numpy as np
for d in 'f2','f4','f8','g','c8','c16','i4','?','u1','G','O','U2','m8[s]':
  for e in 'f2','f4','f8','g','c8','i4','O','?':
    try:
        a=np.array([[1,2],[3,4],[5,7]]).astype(d); b=np.array([1,2,3]).astype(e); r=np.linalg.lstsq(a,b,rcond=None); print(d,e,r[0].dtype,r[0].round(4),r[1].dtype,r[2],r[3].dtype)
    except Exception as x: print(d,e,type(x).__name__,x)
