"""Functions: joining, logic, products, reductions, ufuncs, dtypes, scalars."""
import copy
import json
import math
import pickle
import warnings

import numpy as np

a = np.array([3., 1., 2.])
b = np.arange(12).reshape(3, 4)
f = np.linspace(0, 1, 6).reshape(2, 3)
i8 = np.array([1, -2, 100], 'i1')
u8 = np.array([1, 200, 255], 'u1')
c = np.array([1 + 2j, 3 - 1j])
bo = np.array([True, False, True])
z = np.array(5.0)
e = np.array([])
f4 = np.array([1.5, 2.5, -0.1], 'f4')
t3 = np.arange(24).reshape(2, 3, 4)
n = np.array([1., np.nan, 3.])
s = np.array(['b', 'abc', 'a'])
o = np.array([1, 'x', None], object)
F = np.asfortranarray(b.astype(float))



def show(v):
    if isinstance(v, np.ndarray):
        return f'{v!r}|{v.dtype}|{v.shape}'
    if isinstance(v, (tuple, list)):
        return type(v).__name__ + '(' + ', '.join(map(show, v)) + ')'
    if isinstance(v, dict):
        return '{' + ', '.join(f'{k!r}: {show(x)}' for k, x in v.items()) + '}'
    if isinstance(v, np.dtype):
        return repr(v)
    return f'{type(v).__name__}:{v!r}'


CASES = r"""
np.vstack([[1,2],[3,4]])
np.hstack([[1,2],[3]])
np.dstack([[1,2],[3,4]])
np.column_stack([[1,2],[3,4]])
np.stack([[1,2],[3,4]],axis=1)
np.concatenate([b,b],axis=1)
np.concatenate([b,[1,2]],axis=None)
np.concatenate([a,b])
np.concatenate([b,np.ones((3,3))])
np.concatenate([])
np.stack([a,b])
np.split(np.arange(6),3)
np.split(np.arange(6),[2,4])
np.array_split(np.arange(7),3)
np.hsplit(b,2)
np.vsplit(b,3)
np.split(np.arange(5),2)
np.tile([1,2],2)
np.tile(b,(1,2)).shape
np.repeat(3,4)
np.roll(a,1)
np.roll(b,1,axis=1)
np.roll(b,1)
np.rot90(b)
np.flip(a)
np.flip(b,0)
np.fliplr(b)
np.flipud(b)
np.pad(a,1)
np.pad(a,(1,2),constant_values=9)
np.pad(b,((1,0),(0,1)))
np.pad(a,2,mode='edge')
np.pad(a,2,mode='reflect')
np.pad(a,2,'wrap')
np.pad(a,2,'symmetric')
np.pad(a,2,'linear_ramp')
np.pad(a,1,'mean')
np.pad(a,2,'maximum')
np.expand_dims(a,0).shape
np.expand_dims(a,(0,2)).shape
np.squeeze(np.ones((1,2,1)),0).shape
np.moveaxis(t3,0,-1).shape
np.rollaxis(t3,2).shape
np.swapaxes(t3,0,1).shape
np.squeeze(np.ones((1,2)),1)
np.broadcast_to(a,(2,3))
np.broadcast_to(a,(2,3)).flags.writeable
np.broadcast_to(a,(2,4))
np.broadcast_arrays([1,2],[[1],[2]])
np.broadcast_shapes((1,2),(3,1))
np.broadcast(a,b[:,:1]).shape
np.atleast_1d(1)
np.atleast_2d([1,2])
np.atleast_3d([[1]])
np.atleast_1d(1,[2])
np.append([1,2],3)
np.append(b,[[1,2,3,4]],axis=0)
np.insert([1,2,3],1,9)
np.insert([1,2,3],[0,2],[8,9])
np.insert(b,1,5,axis=1)
np.delete([1,2,3],1)
np.delete(b,[0,2],axis=0)
np.delete(b,slice(0,2),1)
np.delete([1,2,3],-1)
np.insert(b,1,[7,8,9],axis=1)
np.insert(b,[1,1],100,axis=0)
np.delete([1,2],5)
np.append(b,[1],axis=0)
np.resize([1,2,3],(2,2))
np.trim_zeros([0,1,2,0])
np.where(a>1)
np.where(bo,a,-a)
np.where([True,False],1,2.5)
np.where(b>5,b,0)
np.select([a<2,a>2],[a,a*10])
np.select([a<2,a>2],[a,a*10],-1)
np.choose([0,1],[[1,2],[3,4]])
np.argwhere(b>9)
np.flatnonzero(b>9)
np.extract(b>9,b)
np.nonzero(bo)
x=a.copy(); np.place(x,x>1,[9]);; x
x=a.copy(); np.putmask(x,x>1,[7,8,9]);; x
x=a.copy(); np.put(x,[0,2],[5,6]);; x
x=a.copy(); np.copyto(x,[1,2,3]);; x
x=b.copy(); np.copyto(x,1.5);; x
np.take_along_axis(b,np.argsort(-b,axis=1),axis=1)
np.take(b,[0,1],axis=1)
np.take(b,-1)
np.take(a,[0,5],mode='clip')
x=b.copy(); np.put_along_axis(x,np.array([[0],[1],[2]]),99,axis=1);; x
np.sort([3,1,2])
np.sort(['b','a'])
np.argsort([3,1,2])
np.lexsort(([1,0,1],[0,1,0]))
np.sort(b,axis=None)
np.sort(c)
np.sort(n)
np.msort(b)
np.searchsorted(a,2.5)
np.searchsorted([1,2,3],[2,2.5])
np.digitize([0.5,1.5],[0,1,2])
np.allclose(a,a+1e-9)
np.isclose([1,2],[1,2.1])
np.array_equal(a,a)
np.array_equal([1],[1,2])
np.array_equiv([1],[1,1])
np.allclose([1,np.nan],[1,np.nan],equal_nan=True)
np.array_equal(n,n,equal_nan=True)
np.isnan(n)
np.isinf([np.inf,1])
np.isfinite(n)
np.isneginf([-np.inf,1.])
np.isposinf([np.inf])
np.signbit([-1.,0.])
np.iscomplex(c)
np.isreal(c)
np.isscalar(3)
np.isscalar(a)
np.iscomplexobj(c)
np.logical_and(bo,True)
np.logical_or(0,1)
np.logical_not(bo)
np.logical_xor(bo,bo)
np.any(b>3,axis=0)
np.all([])
np.any([])
np.matmul(b,b.T)
np.vdot(c,c)
np.inner(a,a)
np.outer(a,[1,2])
np.cross([1,0,0],[0,1,0])
np.cross([1,2],[3,4])
np.tensordot(b,b,axes=([0],[0])).shape
np.tensordot(a,a,1)
np.kron([1,2],[1,10])
np.kron(np.eye(2),np.ones((1,2)))
np.einsum('ij->ji',b)
np.einsum('ii',np.eye(3))
np.einsum('ij,ij->i',b,b)
np.einsum('i,j',a,a)
np.einsum('ijk,ikl->ijl',np.ones((2,3,4)),np.ones((2,4,5))).shape
np.einsum('...i->...',b)
np.einsum('ij,jk,kl->il',b,b.T,b).shape
np.einsum(b,[0,1],[1,0])
np.einsum('ijk',b)
np.nansum(n)
np.nanmean(n)
np.nanmax(n)
np.nanmin(n)
np.nanstd(n)
np.nanvar(n)
np.nanprod(n)
np.nancumsum(n)
np.nanargmax(n)
np.nanmean([[np.nan,np.nan],[1,np.nan]],axis=1)
np.nanstd([[np.nan,np.nan],[1,np.nan]],axis=1)
np.mean([])
np.max(a)
np.min(b,axis=0)
np.max([])
np.argmax([])
np.std([])
np.median([1,3,2])
np.median(b,axis=0)
np.percentile(a,50)
np.quantile(a,[0.25,0.75])
np.average([1,2,3],weights=[3,2,1])
np.histogram([1,2,1],bins=3)
np.bincount([1,1,3])
np.unique([3,1,1])
np.interp(2.5,[1,2,3],[3,2,0])
np.corrcoef([1,2,3],[1,2,4])
np.cov([1,2,3])
np.diff([1,4,9])
np.diff(b,axis=0)
np.diff([1,2,4,8],n=2)
np.ediff1d([1,2,4])
np.gradient([1,4,9.])
np.gradient(b.astype(float))[0]
np.trapz([1,2,3])
np.trapz([1,2,3],x=[4,6,8])
np.convolve([1,2,3],[0,1,0.5])
np.convolve([1,2,3],[0,1],'same')
np.convolve([1,2,3],[0,1],'valid')
np.correlate([1,2,3],[0,1,0.5])
np.correlate([1,2,3],[0,1,0.5],'full')
np.correlate([1,2,3],[0,1,0.5],'same')
np.cumsum(b,axis=0)
np.cumprod([1,2,3])
np.add.accumulate([1,2,3])
np.multiply.accumulate(b,axis=1)
np.maximum.accumulate([1,3,2])
np.subtract.accumulate([5,1,1])
np.add.reduce(b)
np.add.reduce(b,axis=1)
np.multiply.reduce([1,2,3])
np.maximum.reduce(b,axis=None)
np.logical_and.reduce([1,0])
np.bitwise_or.reduce([1,2,4])
np.subtract.reduce([5,1,1])
np.add.reduce([])
np.add.reduceat([0,1,2,3,4,5],[0,3])
np.add.outer([1,2],[10,20])
np.multiply.outer([1,2],[1,2])
np.minimum.reduce([])
x=np.zeros(3,int); np.add.at(x,[0,0,1],1);; x
x=np.zeros(3); np.add(a,1,out=x);; x
np.add(a,1,where=bo,out=np.zeros(3))
np.add(1,2,dtype=float)
np.add([1,2],[3,4],dtype='f4')
np.add([1.5],1,dtype=int)
np.add([1],[1.5],out=np.zeros(1,int))
np.add(a,foo=1)
np.add('a','b')
np.add([1],'b')
np.sqrt('a')
np.sqrt(['a'])
np.sqrt(None)
np.add
np.add.nin
np.add.nout
np.add.identity
np.add.__name__
np.exp.nin
np.multiply.identity
np.maximum.identity
np.divmod([5,6],3)
np.modf([1.5,-2.5])
np.frexp([8.,0.3])
np.ldexp(0.5,3)
np.hypot(3,4)
np.arctan2(1,1)
np.floor(2.7)
np.ceil([1.2])
np.trunc(-1.5)
np.rint(2.5)
np.fix(-1.5)
np.sign([-2,0,3.])
np.abs(-3)
np.absolute(c)
np.square(3)
np.reciprocal(2.)
np.reciprocal(2)
np.power(2,3)
np.power(2.,-1)
np.mod(-3,2)
np.fmod(-3,2)
np.remainder(5.5,2)
np.exp2(3)
np.log2(8)
np.log10(1000)
np.log1p(0)
np.expm1(0)
np.deg2rad(180)
np.degrees(np.pi)
np.gcd(12,18)
np.lcm(4,6)
np.maximum(1,[0,2])
np.fmax(np.nan,1)
np.heaviside([-1,0,1],0.5)
np.copysign(1,-0.)
np.nextafter(1,2)
np.spacing(1.)
np.sinc(0.5)
np.float_power(2,3)
np.invert(5)
np.left_shift(1,3)
np.bitwise_and(6,3)
np.logaddexp(1,2)
np.clip([1,5],2,3)
np.angle(1j)
np.angle(1j,deg=True)
np.real(c)
np.imag(c)
np.conj(c)
np.nan_to_num([np.nan,np.inf,-np.inf])
np.unwrap([0,7.])
np.positive([1])
np.negative(1)
np.power(2,-1)
np.vectorize(lambda x: x+1)([1,2]), np.vectorize(lambda x,y: x if x>y else y)([1,5],[3,2]), np.vectorize(lambda x: 'a' if x else 'b')([0,1]), np.apply_along_axis(np.sum,0,b), np.apply_along_axis(lambda r: r[::-1],1,b), np.apply_over_axes(np.sum,t3,[0,2]).shape, np.frompyfunc(lambda x: x*2,1,1)([1,2])
list(np.ndenumerate([[1,2],[3,4]]))
list(np.ndindex(2,2))
[int(x) for x in np.nditer(b)]
[x for x in np.ndindex(())]
np.can_cast('i4','i8')
np.can_cast(float,int)
np.can_cast(300,'u1')
np.can_cast('f8','f4','same_kind')
np.result_type('i4','f4')
np.result_type(1,1.5)
np.result_type(np.int8,3)
np.promote_types('i8','u8')
np.issubdtype(np.int32,np.integer)
np.issubdtype(float,np.floating)
np.issubdtype('f4',np.float64)
np.min_scalar_type(300)
np.find_common_type([np.int32],[np.float64])
np.promote_types('i4','U3')
np.dtype('f4').name
np.dtype(int).kind
np.dtype('i2').itemsize
np.dtype('f8').char
np.dtype('u1').str
np.dtype('f4')==np.float32
np.dtype('f4')=='float32'
np.dtype(float)!=int
np.dtype('U5')
np.dtype('S3').itemsize
np.dtype('O')
np.dtype('>i4')
np.dtype(bool)
np.dtype('complex64').type
str(np.dtype('U3'))
np.dtype('f8').num
np.dtype('i4').alignment
np.dtype('f4').byteorder
hash(np.dtype('f4'))==hash(np.dtype(np.float32))
np.dtype([('a','i4'),('b','f8')])
np.dtype('foo')
np.dtype(3)
np.iinfo('i2').max
np.iinfo(np.uint8).min
np.iinfo(int)
np.finfo(float).eps
np.finfo('f4').max
np.finfo(np.float32)
np.finfo(float)
np.iinfo(float)
np.finfo(int)
np.float32(0.1)
np.float16(0.1)
np.float64('nan')
np.int8(5)
np.uint64(2**63)
np.complex64(1+2j)
np.bool_(0)
np.str_('a')
np.float32(1e10)
np.float32(1e16)
np.float32(1)/3
np.float64(1)/3
np.float16(1)/3
str(np.float32(0.1))
float(np.float32(0.1))
repr(np.complex64(0.1j))
np.float32(16777216)
np.float32(-0.)
np.complex128(1-0j)
np.float32(0.1)+np.float32(0.2)
np.float32(0.1)*2
2**np.float64(3)
np.int32(7)//2
np.int32(7)/2
np.int64(7)%3
-np.int8(5)
abs(np.float32(-1))
~np.int8(5)
np.int8(5)&3
np.int8(1)<<3
np.float64(3)>2
np.int64(3)==3.0
np.float64(1.5)//1
divmod(np.float64(7),2)
round(np.float64(2.567),1)
round(np.float32(2.567),1)
np.float64(2)**-1
np.uint8(5)-np.uint8(6)
int(np.float64(3.9))
np.int64(5).bit_length() if hasattr(np.int64(5),'bit_length') else 0
np.float64(3).shape
np.float64(3).dtype
np.float64(3).ndim
np.float64(3).item()
np.float32(3).sum()
np.float64(3).reshape(1)
np.int64(3).astype(float)
np.float64(2.5).round()
np.float64(3).tolist()
np.float64(3).T
np.float64(4).conj()
np.float64(3).mean()
np.float64(2.5).max()
np.float64(3)[()]
np.float64(3)[None]
np.float64(3).real
np.complex64(1j).imag
np.int8(3).nbytes
isinstance(np.float64(1),float)
isinstance(np.int64(1),int)
isinstance(np.bool_(1),bool)
isinstance(np.str_('a'),str)
isinstance(np.float32(1),np.floating)
isinstance(np.int8(1),np.integer)
isinstance(np.int8(1),np.number)
issubclass(np.float64,np.inexact)
np.float64.__mro__
np.generic
np.bool_.__name__
np.float64(3).foo
np.float64(3)[0]
np.int64('a')
np.float64('a')
np.int8([1,2])
s=='a'
s[0]
type(s[0])
s.dtype
s.itemsize
np.char if False else 0
np.sort(s)
s.argsort()
s.tolist()
s.reshape(3,1)
s!='b'
np.concatenate([s,['zzzz']])
s.astype('U1')
s[s=='a']
np.unique(s)
s.astype(object)
np.where(s=='a')
np.array(['1','2']).astype(int)
np.array([1,2]).astype(str)
np.array([1.5,2]).astype(str)
np.array([True]).astype(str)
s.shape
s.T
'a' in s
s[::-1]
s[[0,1]]
x=s.copy(); x[0]='toolong';; x
o
o[0]
o.dtype
o.tolist()
o==1
o.shape
np.array([1,2],object)+1
np.array([1,2],object)*np.array([3,4],object)
np.array([1,2],object).sum()
np.array(['a','b'],object)+'c'
np.array([[1,2],[3]],object)
np.empty(2,object)
np.zeros(2,object)
o[1:]
o.astype(str)
np.array([1,2],object).astype(int)
x=o.copy(); x[0]=[1,2];; x
np.array([(1,2.5),(3,4.5)],dtype=[('a','i4'),('b','f8')])
np.array([(1,2.5)],dtype=[('a','i4'),('b','f8')])['a']
np.zeros(2,dtype=[('x','f4'),('y','i4')])
np.array([(1,'ab')],dtype=[('a','i4'),('s','U5')])[0]
np.dtype([('a','i4'),('b','f8')]).names
np.dtype([('a','i4'),('b','f8')]).itemsize
x=np.zeros(2,dtype=[('x','f4'),('y','i4')]); x['x']=[1,2]; x[0]['y']=7; x[1]=(5,6);; x
np.set_printoptions(precision=3);; np.array([1.23456,2])
"""

for line in CASES.strip().splitlines():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            if ';;' in line:
                setup, line_ = line.split(';;')
                names = dict(globals())
                exec(setup.strip(), names)
                r = show(eval(line_.strip(), names))
            else:
                r = show(eval(line))
        except Exception as e:
            r = type(e).__name__ + ': ' + str(e)
    print(line, '->', r, [f'{x.category.__name__}: {x.message}' for x in w])
