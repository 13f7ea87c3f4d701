"""Print options, errors, subclasses, pickling, iteration, messages."""
from _core import run

CASES = r"""
np.set_printoptions(precision=3); r=repr(np.array([1.23456,2])), str(np.array([1e-5,1.])); np.set_printoptions(precision=8);; r
np.set_printoptions(suppress=True); r=repr(np.array([1.23456e-5,2])); np.set_printoptions(suppress=False);; r
np.set_printoptions(threshold=5,edgeitems=2); r=repr(np.arange(20)),repr(np.arange(100).reshape(10,10)); np.set_printoptions(threshold=1000,edgeitems=3);; r
np.set_printoptions(formatter={'float':lambda x:'%.1f'%x}); r=repr(np.array([1.23456,2])),str(np.array([[1,2.5]])); np.set_printoptions(formatter=None);; r
np.set_printoptions(threshold=np.inf); r=len(repr(np.arange(2000))); np.set_printoptions(threshold=1000);; r
np.set_printoptions(linewidth=40); r=repr(np.arange(30.)); np.set_printoptions(linewidth=75);; r
np.get_printoptions()
np.array2string(f,precision=2,separator=', '), np.array2string(a,formatter={'float_kind':lambda x:'%.2f'%x}), np.array_repr(f), np.array_str(f,precision=1), np.array2string(b,prefix='xx '), np.array2string(a,max_line_width=8), np.array2string(bo), np.array2string(np.array(1.5)), np.array2string(np.array([])), np.array2string(s)
np.format_float_positional(0.1+0.2)
np.format_float_scientific(12345.678)
np.format_float_positional(1e20)
np.format_float_positional(1.5,precision=3,unique=False)
np.format_float_positional(3.14159,precision=2)
np.format_float_scientific(0.00012,precision=2)
np.format_float_positional(2.0,trim='-')
np.format_float_positional(np.float32(0.1))
repr(np.arange(1001))
str(np.arange(1001.).reshape(7,143))
repr(np.random.RandomState(0).rand(3,30))
repr(np.zeros((2,2,2,1)))
np.array([1e10,1.5])
np.array([1e-10,1])
np.array([np.inf,-np.inf,np.nan])
np.array([1+1e-10j])
np.array([0.1+0.2j,1e10j])
np.array([1e16])
np.array([123456789.123])
np.array([1e5,1e-5])
np.array([0.00001])
np.array([1.0,1e-3])
np.array(['a'*40,'b'])
np.array([None])
np.array([[1,None],['a',2.5]])
np.array([b'a'])
np.array(['é','日本'])
with_ = np.errstate(all='ignore');; with_.__class__.__name__
old=np.seterr(all='ignore'); r=(np.array([1.])/0, np.float64(1)/0, np.log(0.)); np.seterr(**old);; r, old
old=np.seterr(divide='raise');  exec("try:\n np.array([1.])/0\nexcept Exception as e: r=repr(e)"); np.seterr(**old);; r
old=np.seterr(divide='raise');  exec("try:\n np.float64(1)/0\nexcept Exception as e: r=repr(e)"); np.seterr(**old);; r
exec("with np.errstate(divide='ignore',invalid='ignore'):\n  r=np.array([0.,1])/0");; r, np.geterr()
class_ = type('A',(np.ndarray,),{});; x=class_
exec("class A(np.ndarray):\n  def __new__(cls,data,info=None):\n    o=np.asarray(data).view(cls); o.info=info; return o\n  def __array_finalize__(self,obj):\n    self.info=getattr(obj,'info',None)\nx=A([1,2,3],'hi')");; x, type(x), x.info, x[1:].info, (x+1).info, type(x+1), type(x.sum()), x.view(np.ndarray), type(np.asarray(x)), type(np.asanyarray(x)), x.copy().info, type(x*x), type(x.reshape(3,1)), repr(x), str(x), np.add(x,1), x.astype(float).info, isinstance(x,np.ndarray), x.mean()
import pickle; r=pickle.loads(pickle.dumps(b));; r
import pickle; r=[pickle.loads(pickle.dumps(v)) for v in (a,F,s,o,np.float64(1.5),np.int8(3),np.dtype('f4'),np.bool_(True),i8[::2])];; r
import copy; r=copy.copy(a),copy.deepcopy(b),copy.deepcopy([a,b])[0] is a;; r
r=np.array([1,2,3]); r.setflags(write=False); exec("try:\n r[0]=1\nexcept Exception as e: q=repr(e)");; q, r.flags.writeable
r=np.array([1,2,3]); r.flags.writeable=False; exec("try:\n r+=1\nexcept Exception as e: q=repr(e)");; q
a.flags
b.T.flags
x=np.arange(4); x.shape=(2,2);; x
x=np.arange(4); x.shape=(3,);; x
x=b.copy(); x.T[0]=9;; x
x=b.copy(); x.flat[3]=99; x.flat[[0,1]]=7;; x, x.flat[5], x.flat[2:4], list(x.flat)[:3], len(x.flat)
x=b.copy(); x.flat=1;; x
list(zip(a,b))
[r.sum() for r in b]
sum(a)
max(a)
min(b[0])
sorted(a)
list(reversed(a))
tuple(a)
set(b[0].tolist())
dict(enumerate(a))
[x*2 for x in a]
a.tolist()==[3.,1.,2.]
'%d %s %.2f'%(b[1,1],a[0],f[1,1])
'{:.2f} {}'.format(a[0],b[0])
f'{b[1,2]:05d} {a[0]:>8}'
'%s'%a
str(b[0])
f'{np.float32(1.5)}'
'%d'%np.float64(3.7)
f'{np.int64(5):x}'
f'{np.float64(0.5):.0%}'
'{:,}'.format(np.int64(1234567))
'%5.1f|'%np.float32(2.25)
range(np.int64(3))
[10,20,30][np.int8(1)]
'abc'[np.int64(0)]
[1]*np.int64(2)
list(range(np.array(3)))
np.int64(5) in [5]
{np.int64(1):'a'}[1]
{1:'a'}[np.int64(1)]
bin(np.int64(5))
hex(np.uint8(255))
chr(np.int64(65))
round(np.float64(2.5))
pow(np.int64(2),3)
divmod(7,np.int64(2))
abs(np.int64(-3))
math_ if False else 1
import math; r=math.sqrt(np.float64(4)), math.floor(np.float32(2.5)), math.isnan(np.float64('nan')), math.gcd(np.int64(4),6), math.pi*np.float32(2), math.ceil(np.float64(1.2)), math.factorial(np.int64(5));; r
import json; r=json.dumps(np.float64(1.5)), json.dumps(a.tolist());; r
import json; json.dumps(np.int64(1))
import json; json.dumps(a)
np.float64(0.1)+0.2==0.1+0.2
np.float64(1)==1
np.int64(1)==True
np.bool_(True)==1
np.bool_(True) is np.True_
np.float64(1) is np.float64(1)
bool(np.float64(0))
not np.bool_(False)
np.bool_(True) and 5
np.int64(3) if np.bool_(1) else 0
all(a>0)
any(a>5)
(a>1).all()
True in bo
np.True_
np.any([0,1])
np.all(bo)
type(np.all(bo))
type(a.any())
type(bool(np.all(bo)))
x=[np.array([1,2]),np.array([3,4])];; np.array(x), np.asarray(x).shape, np.concatenate(x), np.mean(x,axis=0), sum(x), np.sum(x)
np.array([[1,2],[3,4]]).tolist()
np.array(5).tolist()
np.float64(3).tolist()
np.array([np.nan]).tolist()
np.array([1+2j]).tolist()
np.array([True]).tolist()
np.array(['a']).tolist()
f4.tolist()
np.array([1,2,3])[[True,False,True]]
np.array([1,2,3])[[-1]]
np.array([1,2,3])[(0,)]
np.array([[1,2],[3,4]])[(0,1)]
np.array([[1,2],[3,4]])[[0,1],[0,1]]
np.array([1,2,3])[np.array([],int)]
np.array([1,2,3])[[]]
b[np.array([[0,1],[1,0]])].shape
b[...,None].shape
b[None].shape
b[:,np.newaxis,:].shape
np.array([1,2,3])[[True,False]]
np.array([1,2,3])[[1.0]]
np.array([1,2,3])['a']
np.array([1,2,3])[1,2]
np.array([1,2,3])[None,5]
np.array([1,2,3])[[0,5]]
np.array([[1,2]])[:,3]
np.array([1,2,3])[1:'a']
a.foo
a.shape.foo
a.reshape(2,2)
a.reshape('x')
b.transpose(0,0)
b.transpose(0)
b.swapaxes(0,5)
np.expand_dims(a,5)
np.concatenate((a,b),axis=0)
np.concatenate(([1],[2]),axis=1)
np.stack([])
np.vstack([[1,2],[1,2,3]])
np.hstack([[[1]],[1]])
np.sum(b,axis='x')
np.sum(b,axis=1.5)
np.mean(b,axis=(0,5))
np.argmax(b,axis=3)
np.cumsum(b,axis=2)
np.sort(b,axis=2)
np.arange('a')
np.linspace(0,1,-1)
np.eye(-1)
np.ones((2,2))@np.ones(3)
np.ones(3)@np.ones((2,2))
np.dot(np.ones(3),np.ones(2))
np.inner(np.ones(3),np.ones(2))
np.array([1,2])+'a'
np.array([1,2])+None
np.array([1,2])<None
np.array([1,2]) & np.array([1.,2])
~np.array([1.])
np.array([1.])<<1
np.array([1,2])**-1
np.array([1,2],float)**-1
np.array([2])**np.array([-1])
np.zeros(3)[3]
np.zeros((2,2))[2,0]
np.zeros((2,2))[0,0,0]
np.take(a,5)
np.repeat([1,2],[1,2,3])
np.tile([1,2],-1)
np.roll(b,1,axis=5)
np.array_split(a,0)
np.insert([1,2],5,1)
np.unravel_index(5,(2,3))
np.ravel_multi_index((1,2),(2,3))
np.unravel_index([1,5],(2,3))
np.unravel_index(b.argmax(),b.shape)
np.unravel_index(6,(2,3))
np.searchsorted(b,1)
np.bincount([-1])
np.fromiter([1,2],int,count=3)
np.diag(np.ones((2,2,2)))
np.float32('x')
np.dtype([('a','i4'),('a','f4')])
np.nditer(a,flags=['multi_index']).multi_index
[ (x.copy(),y.copy()) for x,y in np.nditer([a,[1,2,3]])]
it=np.nditer(b,flags=['multi_index']); r=[]; exec("while not it.finished:\n  r.append((it.multi_index,int(it[0]))); it.iternext()");; r[:3], len(r)
exec("x=b.copy()\nwith np.nditer(x,op_flags=['readwrite']) as it:\n  for e in it: e[...]=e*2");; x
"""

run(CASES)
