"""Arrays of records: truth, comparison, promotion, casts, views and what is refused."""
import warnings

import numpy as np


def flags(x):
    f = x.flags
    return ('C' if f.c_contiguous else '-') + ('F' if f.f_contiguous else '-') + ('W' if f.writeable else '-')


def told(v):
    if isinstance(v, tuple):
        return '; '.join(map(told, v))
    if isinstance(v, np.dtype):
        return repr(v)
    return f'{flags(v)} {v!r}' if isinstance(v, np.ndarray) else f'{type(v).__name__} {v!r}'


def after(x, f):
    f(x)
    return x


r = np.array([(0,0.),(1,2.),(0,3.)],dtype=[('a','i4'),('b','f8')])
q = np.array([(1,'ab'),(1,''),(0,'b'),(1,'ab')],dtype=[('x','i2'),('s','U3')])
v = np.array([((1,2),3),((0,0),0),((1,2),3)],dtype=[('p','f4',(2,)),('q','u1')])
n = np.array([((1,2.),'a'),((0,0),'')],dtype=[('in',[('u','i1'),('w','f4')]),('t','S2')])
o = np.array([(None,1),('x',0)],dtype=[('o','O'),('i','i4')])
one = np.array([(3,),(0,)],dtype=[('k','i4')])
sp = np.array([(' ',),('',),('a',)],dtype=[('k','U2')])
w = np.array([b'ab',b'\0\0'],dtype='V2')
r2=r.reshape(3,1)
m = np.array([(1,2),(3,4)],dtype=[('b','f4'),('a','i8')])
for line in r'''
np.count_nonzero(r)
np.count_nonzero(q)
np.count_nonzero(v)
np.count_nonzero(n)
np.count_nonzero(o)
np.count_nonzero(one)
np.count_nonzero(sp)
np.count_nonzero(w)
np.nonzero(r)
np.nonzero(r2)
np.any(r)
np.all(r)
r.any()
r.all()
np.any(one)
np.any(w)
np.flatnonzero(r)
np.argwhere(r2)
bool(r[0]), bool(r[1])
bool(r[:1])
bool(r[1:2])
bool(w[0]), bool(w[1]), bool(w[:1])
bool(n[0]), bool(n[1])
np.where(r)
r.astype(bool)
one.astype(bool)
one.astype('f8')
r.astype('f8')
r.astype('U5')
one.astype('U5')
r.astype('O')
r.astype('V12')
r.astype('V4')
w.astype(bool)
w.astype('i2')
w.astype('S2')
w.astype('V4')
w.astype('O')
np.where(v==v[0])
v==v[0]
r==r[1]
r==(1,2.)
r[1]==(1,2.)
r==1
r!=1
r=='a'
r==q
r==m
r<r
r>=r[0]
np.less(r,r)
q==q[0]
n==n[1]
o==o
w==w
w!=w[0]
w<w
r+r
-r
np.insert(r,1,(5,6))
np.insert(r,[0,2],r[1])
np.append(r,r[0])
np.append(r,m)
np.delete(r,1)
np.concatenate([r,m])
np.concatenate([r,q])
np.concatenate([r,r[:1]])
np.concatenate([r,[1,2]])
np.stack([r,r])
np.vstack([r,r])
np.hstack([r,r])
np.sort(r)
np.sort(r,order='b')
np.sort(q)
np.sort(q,order=['s','x'])
np.sort(v)
np.sort(n)
np.sort(o)
np.argsort(r)
np.argsort(q,order='s')
np.argsort(q)
r.sort()
np.sort(w)
np.argsort(w)
np.unique(r)
np.unique(q)
np.unique(q,return_index=True,return_inverse=True,return_counts=True)
np.unique(v)
np.unique(n)
np.unique(w)
np.unique(q,axis=0)
np.partition(q,1)
np.searchsorted(np.sort(q),q)
np.searchsorted(np.sort(r),r[1])
np.lexsort((r['a'],r['b']))
np.argmax(r)
np.argmin(q)
np.max(r)
r.max()
np.maximum(r,r)
np.isin(q,q[:1])
np.in1d(q,q[1:2])
np.intersect1d(q,q[:2])
np.union1d(q,q)
np.setdiff1d(q,q[:1])
np.promote_types(r.dtype,m.dtype)
np.promote_types(r.dtype,r.dtype)
np.promote_types([('a','i4')],[('a','f8')])
np.promote_types([('a','i4')],[('b','f8')])
np.promote_types([('a','i4')],'i4')
np.promote_types('V4','V4')
np.promote_types('V4','V8')
np.promote_types('V4','i4')
np.promote_types([('a','i4'),('b','S2')],[('a','i2'),('b','U4')])
np.result_type(r,m)
np.result_type(one,np.array([(1.5,)],dtype=[('k','f4')]))
np.can_cast(r.dtype,m.dtype)
np.can_cast([('a','i4')],[('b','f8')])
np.can_cast([('a','i4')],[('a','f8')])
np.can_cast([('a','f8')],[('a','i4')],'same_kind')
np.can_cast([('a','f8')],[('a','i4')],'unsafe')
np.can_cast([('a','i4'),('b','i4')],'i4','unsafe')
np.can_cast([('a','i4')],'i4','unsafe')
np.can_cast([('a','i4')],'i8')
np.can_cast('i4',[('a','i4')])
np.can_cast('i4',[('a','i4')],'unsafe')
np.can_cast('V4','V8')
np.can_cast('V8','V4')
np.can_cast('i4','V4')
np.can_cast('V4','i4','unsafe')
np.where([True,False,True],r,r[0])
np.where([True,False,True],r,r[::-1])
np.where([True,False],m,m)
np.where([True,False,True],r,0)
np.choose([0,1,0],[r,r])
np.select([[True,False,True]],[r])
np.repeat(r,2)
np.tile(r,2)
np.roll(r,1)
np.flip(r)
np.take(r,[0,1])
np.compress([True,False,True],r)
np.extract([True,False,True],r)
np.diag(r)
np.diagonal(r.reshape(1,3))
np.tril(r2)
np.array_equal(r,r)
np.array_equal(r,m)
np.array_equal(r,r[::-1])
np.isnan(r)
np.zeros_like(r)
np.ones_like(r)
np.full_like(r,3)
np.ones(2,r.dtype)
np.full(2,(1,2),r.dtype)
np.empty_like(r).dtype
np.full(2,5,r.dtype)
np.full(2,r[1])
np.array([r[0],r[1]])
np.array(r[0])
np.array([r,r])
np.array([(1,2),(3,4)],dtype=r.dtype)
np.array([[1,2],[3,4]],dtype=r.dtype)
np.array([1,2],dtype=r.dtype)
np.array(5,dtype=r.dtype)
np.array('a',dtype=r.dtype)
np.asarray(r,dtype=m.dtype)
r.view([('z','i4'),('y','f8')])
r.view('V12').tolist()
r['a'].view('u1')
r.itemsize, r.nbytes, r.strides
r.fill((7,8))
(r.copy().fill((7,8)), r)
r.tobytes()
r.byteswap()
r.T
r.item(0)
r.item()
r.tolist()
n.tolist()
n['in']['u']
n[0]['in']
n[['in','t']]
r[['b','a']]
r[['b']]
r[[]]
r[['a','a']]
r[['zz']]
r['zz']
r[0]['zz']
r[0][0], r[0][-1]
r[0][5]
r[0][1.5]
len(r[0]), list(r[0])
r[0] == r[0]
r[0] == r[2]
r[0] < r[1]
r[0] + 1
hash(r[0])
repr(r[0]), str(r[0])
repr(w[0]), str(w[0])
w.tolist()
w
str(w)
np.void(b'abc')
np.void(3)
np.void(b'abc').tobytes()
np.void(b'abc', dtype='i1,i2')
np.void((1,2.), dtype=r.dtype)
r.dtype.fields
r.dtype == m.dtype
r.dtype.newbyteorder('>')
r.newbyteorder('>') 
r.dtype.isnative
np.dtype([('a','i4'),('b','i4')])['a']
np.dtype([('a','i4'),('b','i4')])[1]
np.dtype([('a','i4'),('b','i4')])[['b']]
np.dtype([('a','i4'),('a','i4')])
np.dtype([('','i4'),('','f8')])
np.dtype([(('title','a'),'i4')])
np.dtype([(('title','a'),'i4')]).fields
np.dtype({'names':['a','b'],'formats':['i4','f8'],'offsets':[0,8]})
np.dtype({'names':['a','b'],'formats':['i4','f8'],'titles':['T1','T2']})
np.dtype({'a':('i4',0),'b':('f8',4)})
np.dtype([('a','i1'),('b','i4')],align=True)
np.dtype([('a','i1'),('b','i4')],align=True).itemsize
np.dtype('i4,(2,3)f8,S5')
np.dtype((np.record,[('a','i4')]))
np.dtype([('a','i4',(2,3))])['a'].subdtype
np.cumsum(r)
np.sum(r)
np.sum(one)
np.mean(r)
np.ptp(r)
r.round()
np.add(one,one)
np.place(r.copy(), [True,False,True], r)
np.put(r.copy(), 0, (5,6))
after(r.copy(), lambda x: np.put(x,[0],r[1]))
after(r.copy(), lambda x: np.place(x,[True,False,True],r[1:]))
after(r.copy(), lambda x: np.putmask(x,[True,False,True],r[1:]))
after(r.copy(), lambda x: np.copyto(x,r[1]))
after(r.copy(), lambda x: x.__setitem__(slice(None),5))
after(r.copy(), lambda x: x.__setitem__(1,(8,9)))
after(r.copy(), lambda x: x.__setitem__([0,1],(8,9)))
after(r.copy(), lambda x: x.__setitem__([0,1],[(8,9),(1,1)]))
after(r.copy(), lambda x: x.__setitem__(['a','b'],m[0]))
after(r.copy(), lambda x: x[['a','b']].__setitem__(0,(1,1)))
after(r.copy(), lambda x: x.__setitem__(x['a']>0,(4,4)))
after(r.copy(), lambda x: x[0].__setitem__('a',4))
after(r.copy(), lambda x: x.__setitem__(1,'a'))
after(r.copy(), lambda x: x.__setitem__(1,[1,2]))
after(r.copy(), lambda x: x.__setitem__(1,(1,2,3)))
after(r.copy(), lambda x: x.__setitem__(1,None))
np.fromiter([(1,2.),(3,4.)],dtype=r.dtype)
np.frombuffer(r.tobytes(),dtype=r.dtype)
np.fromstring(r.tobytes(),dtype=r.dtype)
np.nditer(r).itviews
[x for x in np.nditer(r)]
np.array2string(r)
r.shape, r.ndim, r.size
np.pad(r,1)
np.resize(r,5)
np.rot90(r2)
np.trim_zeros(r)
np.ediff1d(r)
np.diff(r)
np.histogram(r)
np.meshgrid(r,[1])
np.split(r,3)
np.broadcast_to(r,(2,3))
np.atleast_2d(r)
np.expand_dims(r,0)
np.squeeze(r2)
np.iscomplexobj(r), np.isrealobj(r), np.isreal(r)
np.real(r)
np.imag(r)
np.shape(r)
np.min_scalar_type(r[0])
np.issubdtype(r.dtype,np.void)
'''.strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = told(eval(line))
        except Exception as e:
            text = f'{type(e).__name__}: {e}'
    print(line, '=>', text)
    for w in caught:
        print('   ', w.category.__name__, w.message)
