# Records of arrays that cannot be written: neither can they, and they have a hash.
import numpy as np
x=np.array([(1,2)],'i4,i4'); x.flags.writeable=False
try: x[0]['f0']=5; print(x)
except Exception as e: print(type(e).__name__, e)
v=x[0]
try: v[0]=5; print(x, v)
except Exception as e: print(type(e).__name__, e)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(x[0].flags.writeable, np.zeros(1,'i4,i4')[0].flags.writeable)
z=np.array([(1,(1,2),[3,4])],[('a','i4'),('b','i4,i4'),('c','i4',2)]); z.flags.writeable=False
def f(): z[0]['b']['f0']=9; return z
t(f)
def f(): z[0]['c'][0]=9; return z
t(f)
def f(): z['b'][0]['f0']=9; return z
t(f)
def f(): z[0][['a']]['a']=9; return z
t(f)

a=np.array([(1, 2), (1, 2)], dtype='i1,i2'); a.flags.writeable=False
b=np.array([(1, 2), (3, 4)], dtype=[('num1', 'i1'), ('num2', 'i2')]); b.flags.writeable=False
t(lambda:(hash(a[0])==hash(a[1]),hash(a[0])==hash(b[0]),hash(a[0])!=hash(b[1]),len({a[0],a[1]})))
t(lambda:hash(np.zeros(1,'i4,i4')[0]))
w=np.zeros(2,'i4,i4'); w[0]['f0']=3; w[1]=w[0]; t(lambda:w)
r=np.rec.array([(1,2)],dtype='i4,i4'); r.flags.writeable=False
def f(): r[0].f0=5; return r
t(f)
r2=np.rec.array([(1,2)],dtype='i4,i4'); r2[0].f0=5; t(lambda:r2)
t(lambda:[v['f0'] for v in x])
for v in x:
    def f(): v['f0']=1; return x
    t(f)

import copy, pickle
v = np.array([(1, 2)], 'i4,i4')[0]
for c in pickle.loads(pickle.dumps(v)), copy.copy(v), copy.deepcopy(v), pickle.loads(pickle.dumps(x[0])), copy.copy(x[0]):
    print(c, c.flags.writeable)
