# Classes with an __array_ufunc__ of their own are asked by methods of ufuncs and by reductions too.
import numpy as np
class U:
    def __array_ufunc__(self, f, m, *a, **k): return f.__name__, m, len(a), sorted(k.items())
u=U()
print(np.add(u,1), np.add.reduce(u), np.add.reduce(u,axis=1,keepdims=True), np.add.accumulate(u), np.multiply.outer(u,[1,2]), np.add.reduceat(u,[0]), np.sin(u), np.add(1,u))
class S(np.ndarray):
    def __array_ufunc__(self, f, m, *a, **k):
        a=[x.view(np.ndarray) if isinstance(x,S) else x for x in a]
        print('call',f.__name__,m)
        return getattr(f,m)(*a,**k)
s=np.arange(4.).view(S)
print(np.add.reduce(s), s.sum(), np.max(s), s+1, np.cumsum(s), np.multiply.accumulate(s), s.mean())
