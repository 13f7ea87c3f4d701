"""Promotion, scalars, broadcasting products, printing of many kinds of numbers."""
from _core import run

CASES = r"""
np.array([[1,2],[3,4]]).T.copy().flags.c_contiguous
np.array([1,2,3]).astype('f4').astype(str)
np.char.upper(['a','b'])
np.zeros((2,3)).strides
np.zeros((2,3),order='F').strides
np.zeros((2,3))[:,::2].strides
x=np.zeros((2,3)); x[0,:]=[1,2,3]; x[:,1]=np.array([7,8]);; x
x=np.zeros((3,3)); x[np.diag_indices(3)]=1; x[np.triu_indices(3,1)]=2;; x
x=np.arange(10); x[x%2==0]*=10;; x
x=np.arange(10); x[2:5]=x[5:8]; x[1:]=x[:-1];; x
x=np.arange(6).reshape(2,3); x[:, [0,2]] = x[:, [2,0]];; x
np.arange(6).reshape(2,3).tolist()
np.arange(3).tolist()[0].__class__
np.array([1,2,3]).dot(2)
np.dot(2,3)
np.dot(np.eye(2),[1,2])
np.array([[1,2],[3,4]])@[1,1]
[1,1]@np.array([[1,2],[3,4]])
np.ones((2,3,4))@np.ones((4,5))
(np.ones((2,3,4))@np.ones((2,4,5))).shape
np.matmul(np.ones((5,2,3)),np.ones(3)).shape
np.array([1,2,3],dtype=np.uint8)-np.array([2,2,2],dtype=np.uint8)
np.array([250],np.uint8)+10
np.array([250],np.uint8)+np.uint8(10)
np.uint8(250)+10
np.int32(5)*2.0
np.float32(1)/np.int32(3)
np.float16(1)+np.float32(1)
np.int8(1)+np.uint8(1)
np.uint64(1)+np.int64(1)
np.uint64(1)+1
np.array(1)+np.array(2)
type(np.array(1)+np.array(2))
type(np.array(1)[()])
np.array(1.5).round()
type(np.array([1,2]).sum())
type(np.array([1.5])[0])
type(np.sum([1,2]))
type(np.mean([1,2]))
type(np.array([1])[0].item())
np.sum([[1,2],[3,4]],axis=0)
np.sum([1,2],keepdims=True)
np.sum([1,2],initial=10)
np.sum([1,2,3],where=[True,False,True])
np.max([1,2],initial=5)
np.mean([1,2,3],where=[True,False,True])
np.std([1,2,3],where=[True,False,True])
np.prod([])
np.sum([])
np.sum(np.ones((2,0)),axis=1)
np.sum(np.array([1,2],dtype='i1'))
np.sum(np.array([1,2],dtype='i1')).dtype
np.sum(np.array([1,2],'u1')).dtype
np.cumsum(np.array([1,2],'i2')).dtype
np.mean(np.array([1,2],'f4')).dtype
np.sum(np.array([True,True]))
np.prod(np.array([2,3],'i4')).dtype
np.mean(np.array([1,2],'f2'))
np.std(np.array([1,2],'f4')).dtype
np.var([1,2,3,4],ddof=1)
np.all(np.array([[1,0],[1,1]]),axis=0)
np.any([[0,0],[0,1]],axis=1,keepdims=True)
np.count_nonzero([[1,0],[2,3]],axis=0)
np.count_nonzero([True,False])
np.argmin([[3,1],[0,2]],axis=1)
np.argmax([1,3,3])
np.minimum([1,2],[2,1])
np.maximum(np.nan,1)
np.fmin([np.nan,1],[1,np.nan])
np.clip([1,2,3],None,2)
np.clip([1.5,2.5],1,2)
np.abs([-1.5,2])
np.sign(-0.)
np.floor_divide(7,2)
np.floor_divide(-7.,2)
np.true_divide(1,2)
np.mod([-1,1],3)
np.square([1,2])
np.exp([0,1])
np.log([1,np.e])
np.sqrt(2)
np.sin(np.pi/2)
np.tan(0)
np.arctan2([1,-1],[1,1])
np.hypot([3],[4])
np.degrees(np.pi)
np.radians([180])
np.sinh(1)
np.cosh(0)
np.tanh([0,1])
np.arcsinh(1)
np.arccosh(1)
np.bitwise_and([1,2],3)
np.bitwise_xor(5,3)
np.invert([0,1])
np.invert(True)
np.left_shift([1,2],1)
np.right_shift(8,[1,2])
np.logical_and([1,0],[1,1])
np.equal(1,1.0)
np.not_equal([1],[2])
np.less([1,2],2)
np.greater_equal(3,[3,4])
np.isclose(1,1+1e-10)
np.array_equal([1,2],(1,2))
np.nan==np.nan
np.isnan(np.nan)
np.inf>1
-np.inf
np.array([np.nan]).max()
np.nanmax([1,np.nan])
np.pi
np.e
np.newaxis
np.euler_gamma
np.unique([1,2,2,3],return_counts=True)
np.unique([3,1,2],return_index=True,return_inverse=True)
np.unique([[1,2],[2,1]])
np.unique(['b','a','b'])
np.in1d([1,2],[2])
np.isin([1,2,3],[1,3])
np.union1d([1],[2])
np.intersect1d([1,2],[2,3])
np.setdiff1d([1,2],[2])
np.unique([[1,2],[1,2]],axis=0)
np.histogram([1,2,1],bins=[0,1,2,3])
np.digitize([1,5],[0,3,6])
np.cov([[1,2],[3,4]])
np.corrcoef([[1,2,3],[1,2,2]])
np.median([[1,2],[3,4]],axis=1)
np.percentile([1,2,3,4],[25,75])
np.average([[1,2],[3,4]],axis=0,weights=[1,3])
np.ptp([1,5])
np.nanmedian([1,np.nan,3])
np.nanpercentile([1,np.nan,3],50)
np.polyfit([0,1,2],[1,3,5],1)
np.polyval([1,2],3)
np.roots([1,-3,2])
np.poly1d([1,2])(3)
np.polyadd([1],[1,2])
np.linalg.norm([3,4])
np.linalg.det([[1,2],[3,4]])
np.linalg.inv([[1,2],[3,4]])
np.linalg.solve([[1,2],[3,4]],[1,2])
np.linalg.eigvals([[2,0],[0,3]])
np.linalg.matrix_rank(np.eye(3))
np.trace(np.eye(3))
np.linalg.matrix_power([[1,1],[0,1]],3)
np.fft.fft([1,0,0,0])
np.fft.fftfreq(4)
np.lib.stride_tricks.sliding_window_view(np.arange(5),3)
np.lib.stride_tricks.as_strided(np.arange(4),(2,2),(8,8))
np.iterable([1])
np.ndim([[1]])
np.shape([[1,2]])
np.size([1,2])
np.isscalar('a')
np.ndim(3)
np.shape(3)
np.array([3,1,2]).argsort()[::-1]
np.array([[3,1],[2,4]]).argsort(axis=0)
np.argsort([3,1,2],kind='stable')
np.array([3,1,2]).argmin()
np.array(['b','a']).argsort()
np.bool8 is np.bool_
np.int_ is np.int64
np.float_ is np.float64
np.double
np.intp
np.single
np.byte
np.uint
np.object_
np.unicode_
np.int
np.float
np.bool
np.object
np.foo
np.array([1,2,3]).mean(axis=0)
np.array([[1,2],[3,4]]).mean(axis=1,keepdims=True)
np.array([1,2,3]).var()
np.array([1,2,3]).std(ddof=1)
np.array([[1,2],[3,4]]).max(axis=(0,1))
np.array([1,2]).prod()
np.array([[1,2],[3,4]]).cumsum(axis=0)
np.array([1,2]).any()
np.array([1.55]).round(1)
str(np.array([1.0,2.5e-8]))
str(np.array([[1,2],[3,4]]))
str(np.array(3))
str(np.array([]))
str(np.array([True]))
str(np.array(['a']))
repr(np.array([1],'i4'))
repr(np.array([],'i4'))
repr(np.zeros((0,3)))
repr(np.array(1.5,'f4'))
repr(np.array([1.],'f2'))
repr(np.array([1+0j]))
repr(np.random.RandomState(42).randn(2,2))
repr(np.array([1e-300,1e300]))
repr(np.array([1.,np.nan]))
repr(np.array([-1.,10.,100.]))
repr(np.array([0.1,0.25,1/3]))
repr(np.array([1e6,1e7]))
repr(np.array([123456.789]))
repr(np.array([1e15]))
repr(np.arange(0,1,0.1))
x=np.empty((2,2)); x[:]=1;; x
x=np.array([1,2,3]); y=x; y[0]=9;; x
x=np.array([1,2,3]); y=x[:]; y[0]=9;; x, y.base is x
x=np.array([1,2,3]); y=x.copy(); y[0]=9;; x
x=np.array([1,2,3]); x=np.append(x,4);; x
np.concatenate(([1,2],[3.5]))
np.concatenate((np.array([1],'i4'),np.array([2],'f4'))).dtype
np.stack(([1,2],[3,4]),axis=-1)
np.vstack(([1,2],[3,4])).T
np.block([[np.eye(2),np.zeros((2,1))],[np.ones((1,2)),5]])
for_=[i for i in np.nditer(np.arange(3))];; for_
[r.tolist() for r in np.arange(4).reshape(2,2)]
[float(x) for x in np.array([1,2])]
sum(np.array([1,2]))
max(np.array([3,1]))
np.array([1,2]) in [np.array([1,2])] if False else 0
len(np.zeros((3,2)))
enumerate
list(map(int,np.array([1.,2.])))
'%s' % np.float32(0.1)
'%r' % np.int64(3)
f'{np.float64(1)/3:.3f}'
f'{np.array([1.5])}'
str(np.float32(1/3))
repr(np.float16(1/3))
str(np.complex64(1+2j))
'{:5d}'.format(np.int32(3))
'{:e}'.format(np.float32(3.5))
f'{np.bool_(True)}'
f'{np.str_("x"):>3}'
"""

run(CASES)
