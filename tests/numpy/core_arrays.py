"""Arrays: text, attributes, methods, operators, indexing, creation."""
from _core import run

CASES = r"""
a
b
f
i8
c
bo
z
e
f4
t3
s
o
str(f)
a.shape
a.strides
b.strides
b.T.strides
a.dtype
a.size
a.ndim
a.itemsize
a.nbytes
F
F.strides
F.T
b.T
b.reshape(4,3)
b.reshape(-1)
b.reshape(5,5)
b.reshape(2,-1,order='F')
b.ravel()
b.ravel('F')
b.flatten('F')
b.transpose(1,0)
t3.transpose(2,0,1).shape
t3.transpose()
t3.swapaxes(0,2).shape
b.astype(float)
b.astype('f4')
a.astype(int)
n.astype(int)
a.view('i8')
a.view(np.uint8).shape
b.copy().base is None
b[1:].base is b
b[1:][0].base is b
b.T.base is b
b.sum()
b.sum(0)
b.sum(axis=1,keepdims=True)
b.sum(axis=(0,1))
b.sum(dtype=float)
b.sum(axis=3)
b.prod()
b.min()
b.max()
b.argmin()
b.argmax()
b.min(0)
b.max(1)
b.argmax(0)
b.mean()
b.std()
b.var()
b.mean(0)
b.std(1)
b.var(0,ddof=1)
bo.any()
bo.all()
bo.sum()
bo.mean()
a.cumsum()
a.cumprod()
b.cumsum()
b.cumsum(1)
b.ptp()
b.ptp(0)
f.round(1)
np.round(2.567,2)
np.round(a)
np.round(-5.5)
np.round(0.5)
np.round(15,-1)
a.clip(1.5,2.5)
b.clip(3,7)
b.clip(min=3)
np.clip(5,0,3)
np.sort(a)
a.argsort()
np.sort(b,axis=0)[::-1]
x=a.copy(); x.sort();; x
np.partition(a,1)
np.argpartition(a,1)
a.searchsorted(2)
np.searchsorted([1,2,3],[0,1.5,5],side='right')
b.nonzero()
b.take([0,2],axis=1)
b.take([0,11])
x=b.copy(); x.put([0,1],[9,8]);; x
a.repeat(2)
b.repeat([1,2,0],axis=0)
np.choose([0,1,0],[[1,2,3],[4,5,6]])
b.compress([True,False,True],axis=0)
b.diagonal()
b.diagonal(1)
b.trace()
t3.trace()
a.dot(a)
b.dot(b.T)
a@a
b@b.T
np.ones((1,3,1)).squeeze().shape
x=np.arange(4); x.resize(2,3);; x
x=np.zeros(3); x.fill(2);; x
a.item(1)
b.item(1,2)
z.item()
a.tolist()
b.tolist()
a.item()
x=b.copy(); x.itemset((0,0),99);; x
a.tobytes()
b.astype('u1').tobytes('F')
i8.byteswap()
np.array([1,256],'i2').byteswap()
c.conj()
c.real
c.imag
c.conjugate()
x=c.copy(); x.real=0;; x
a+1
1+a
a-1
1-a
a*2
a/2
2/a
a//2
a%2
a**2
2**a
-a
+a
abs(-a)
b//3
b%3
b**2
b<<1
b>>1
b&3
b|1
b^5
~b
divmod(b,5)
a<2
a==2
a!=2
a>=2
a==None
a=='x'
a==[3,1,2]
bool(a)
bool(e)
bool(np.array([1]))
if_ = 1 if np.array(0) else 2;; if_
for_ = [x for x in b];; for_
3 in a
7 in a
len(a)
len(z)
hash(a)
format(z,'.2f')
f'{a}'
format(a,'.2f')
int(z)
float(z)
complex(z)
int(a)
float(np.array([1,2]))
[1,2,3][np.array(1)]
[1,2,3][np.array(1.0)]
memoryview(a).tolist()
bytes(memoryview(u8))
a[5]
a['x']
a[1.5]
b[0,0,0]
b[...,0]
b[:,None].shape
b[1:,::2]
b[[0,2],[1,3]]
b[[0,2]][:,[1,3]]
b[b>5]
b[bo]
b[:,[0,-1]]
b[np.ix_([0,2],[1,3])]
b[-1]
b[::-1,::-1]
b[1,...]
t3[:,[0,1],1]
t3[0,[0,1]]
t3[[0,1],:,[1,2]]
b[5]
b[[5]]
b[np.array([True,False])]
b[()].shape
z[()]
z[0]
z[...]
b[1:1]
x=b.copy(); x[1]=0; x[:,0]=[7,8,9]; x[x>9]=-1;; x
x=b.copy(); x[[0,1],[0,1]]=5; x[...,-1]+=100;; x
x=b.copy(); x[0]=[1,2];; x
x=b.copy(); x[0]=1.7;; x
x=b.copy(); x[0,0]=np.nan;; x
x=b.copy(); x[bo]=[[1,2,3,4],[5,6,7,8]];; x
x=a.copy(); x[0]='12.5';; x
x=a.copy(); x[0]='z';; x
x=a.copy(); x[:]=1j;; x
x=a.copy(); x+=1; x*=2; x-=1; x/=3; x**=2; x//=1;; x
x=b.copy(); x+=1.5;; x
x=b.copy(); x/=2;; x
x=i8.copy(); x+=1000;; x
i8+1
i8+1000
i8*2.0
i8+np.int16(3)
i8/2
u8+u8
u8+1
u8-300
i8+u8
f4+1
f4*2.5
f4+1e300
f4+np.float64(1)
f4+a
f4+i8
np.array([1],'i4')+np.array([1],'u4')
np.array([1],'i8')+np.array([1],'u8')
np.float32(3)+1
type(np.float32(3)+1)
np.int8(100)+np.int8(100)
bo+bo
bo*2
bo-bo
-bo
bo&True
~bo
bo^bo
bo|False
a@b
b@a
np.ones((2,3))+np.ones((3,2))
np.ones((2,3))@np.ones((2,3))
np.dot(np.ones((2,3)),np.ones((2,3)))
a/0
b/0
b//0
b%0
np.array([0.])/0
np.sqrt(-1.)
np.log(0.)
np.log([-1.,0,1])
np.exp(1000.)
np.arcsin(2.)
np.sqrt([4,9])
np.sqrt(4)
np.sqrt(np.float32(2))
np.exp(i8)
np.sin(u8)
np.sqrt(bo)
np.array([1,2,3],dtype=float)
np.array([1,2.5])
np.array([[1,2],[3,4]])
np.array([True,2])
np.array([1,2j])
np.array(5)
np.array([])
np.array([[]])
np.array([1,[2,3]])
np.array([[1,2],[3]])
np.array([[1,2],[3]],dtype=object)
np.array(['a','bcd'])
np.array([1,'a'])
np.array([b'x',b'yz'])
np.array([1.5,'a'])
np.array(None)
np.array([None,1])
np.array({1:2})
np.array([{}])
np.array('abc')
np.array(b'abc')
np.array([2**63])
np.array([2**64])
np.array([-2**63])
np.array([2**63,-1])
np.array([1,2],ndmin=3)
np.array(range(3))
np.array((1,2))
np.array([np.float32(1),2])
np.array([a,a])
np.array([1.5,2.5],int)
np.array(['1','2'],int)
np.array(['1.5'],float)
np.array([300],'u1')
np.asarray(a) is a
np.asarray(a,float) is a
np.asarray(a,int) is a
np.asanyarray(a) is a
np.zeros(3)
np.zeros((2,3),int)
np.ones(2,bool)
np.full((2,2),7)
np.full(2,1.5,'f4')
np.empty(0)
np.zeros(())
np.full(2,'ab')
np.zeros(-1)
np.zeros((2,-3))
np.zeros('a')
np.zeros(2.5)
np.zeros_like(b)
np.ones_like(f4)
np.full_like(b,2.7)
np.empty_like(b).shape
np.zeros_like(F).flags.f_contiguous
np.arange(5)
np.arange(2,5)
np.arange(0,1,0.25)
np.arange(5.)
np.arange(5,0,-2)
np.arange(3,dtype='f4')
np.arange(0)
np.arange(10,2)
np.arange()
np.arange(1,5,0)
np.linspace(0,1,5)
np.linspace(0,10,3,dtype=int)
np.linspace(0,1,4,endpoint=False)
np.linspace(0,1,3,retstep=True)
np.linspace(1,1,1)
np.linspace(0,1,0)
np.linspace([0,1],[1,2],3)
np.logspace(0,2,3)
np.geomspace(1,1000,4)
np.geomspace(1000,1,4)
np.eye(3)
np.eye(2,3,1)
np.identity(2)
np.eye(3,k=-1,dtype=int)
np.diag([1,2])
np.diag([1,2],1)
np.diag(b)
np.diagflat([[1,2]])
np.tri(3)
np.tril(b)
np.triu(b,1)
np.tri(2,3,1,int)
np.meshgrid([1,2],[3,4,5])
np.meshgrid([1,2],[3,4],indexing='ij',sparse=True)
np.indices((2,3)), np.fromfunction(lambda i,j:i+j,(2,3)), np.fromfunction(lambda i,j:i*j,(2,2),dtype=int)
np.frombuffer(b'\x01\x02',dtype='u1')
np.frombuffer(b'\x01\x00\x00\x00',dtype='<i4')
np.frombuffer(b'abc',dtype='u2')
np.fromiter((i*i for i in range(4)),int)
np.fromstring('1 2 3',sep=' ')
np.fromstring('1,2',dtype=int,sep=',')
np.mgrid[0:3,0:2]
np.mgrid[0:1:3j]
np.ogrid[0:2,0:3]
np.r_[1:4,0,4]
np.r_[1.,2]
np.c_[[1,2],[3,4]]
np.r_['0,2',[1,2],[3,4]]
np.s_[1:2,None]
np.index_exp[1]
"""

run(CASES)
