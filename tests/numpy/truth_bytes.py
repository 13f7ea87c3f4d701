# Truth values whose bytes, written through another type, are neither 0 nor 1: all operations take them as true.
import numpy as np
nb=np.array([0,3,-7],dtype=np.int8).view(bool)
for t in '?bBhHiIlLqQefdgFDGO':
    print(t, nb.astype(t), np.array(nb,t), nb.astype(t,casting='unsafe').sum())
print(nb.tolist(), nb[1], nb.sum(), nb.mean(), nb+1, nb*2.5, nb|False, ~nb, nb==True, nb.astype('U'), nb.astype('S'), np.where(nb,1,2), nb.any(), nb.all(), np.count_nonzero(nb), nb.nonzero(), nb.max(), -1*nb, nb&nb, nb^True, np.logical_not(nb), np.add(nb,nb), nb.cumsum(), nb.prod(), nb@np.arange(3), np.dot(nb,nb), nb.view('i1'), nb.copy().view('i1'), np.arange(3)[nb], nb.astype('M8[s]') , nb.astype('m8[s]'))
x=np.zeros(3,'f4'); x[...]=nb; print(x)
x=np.zeros((3,3)); x[:]=nb; print(x)
x=np.zeros(3,'i4'); x[::2]=nb[::2]; print(x)
nb2=np.array([[0,3,-7]]*4,dtype=np.int8).view(bool)
print(nb2.T.astype(int), nb2[:,::2].astype('f4'), nb2.sum(0), nb2.sum(1))
big=np.tile(np.array([0,3,-7,5],dtype=np.int8),100).view(bool)
print(big.astype('f8').sum(), big.astype('i2').sum(), big.sum(), big.mean(), (big*1).sum(), (big+0.5).sum())
nb=np.array([0,3,-7,5],dtype=np.int8).view(bool)
b2=np.array([1,1,0,-1],dtype=np.int8).view(bool)
for f in ('equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor maximum minimum fmax fmin add multiply'.split()):
    print(f, getattr(np,f)(nb,b2), getattr(np,f)(nb,True), getattr(np,f)(False,nb), getattr(np,f)(nb,b2).view('u1'))
for f in ('abs','logical_not','invert','positive','sign','square','conjugate','isnan','isfinite'):
    try: print(f, getattr(np,f)(nb), getattr(np,f)(nb).view('u1'))
    except Exception as e: print(f,type(e).__name__)
