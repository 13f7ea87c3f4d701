"""Matrices, overriding classes, records, objects, text, einsum, padding, ufunc methods."""
from _core import run

CASES = r"""
np.matrix([[1,2]]).T
np.asmatrix([1,2]).shape
np.matrix([[1,2],[3,4]])**2
np.matrix([[1,2],[3,4]]).sum(axis=0)
np.matrix([[1,2],[3,4]])[0]
np.matrix([[1,2],[3,4]]).A1
exec("class U(np.ndarray):\n  def __array_ufunc__(self, ufunc, method, *inputs, **kw):\n    ins=[x.view(np.ndarray) if isinstance(x,U) else x for x in inputs]\n    r=super().__array_ufunc__(ufunc,method,*ins,**kw)\n    return ('wrapped',ufunc.__name__,method,r)\nx=np.arange(3).view(U)");; x+1, np.add(x,1), np.sin(x)[1], 1+x, x*x
exec("class D:\n  def __init__(s,v): s.v=v\n  def __array__(s,dtype=None): return np.array(s.v)\nd=D([1,2])");; np.asarray(d), np.array([1,1])+d, np.sum(d), np.add(d,1)
exec("class D:\n  __array_ufunc__=None\n  def __radd__(s,o): return 'radd'\nd=D()");; np.array([1])+d
exec("class D:\n  def __radd__(s,o): return 'radd'\n  def __rmul__(s,o): return 'rmul'\nd=D()");; np.float64(1)+d
np.array([1,2]).choose([[1,2],[3,4],[5,6]])
np.array([1]).__array_interface__['shape']
np.math.factorial(4)
np.issubsctype(np.int32,np.integer)
np.datetime64('2020-01-01') if False else 0
x=np.zeros(3,dtype='i4,f8'); x['f0']=[1,2,3];; x, x.dtype
x=np.array([('Rex',9,81.0)],dtype=[('name','U10'),('age','i4'),('weight','f4')]);; x, x[0], x['name'], x['age'][0]
np.array([1,'2',None,[3]],dtype=object)
np.array([[1,2],['a','b']],dtype=object).shape
np.array([1,2],dtype=object)**2
np.array([1.5,2],dtype=object).mean()
np.array(['a','b'],dtype=object)*2
np.array([3,1,2],dtype=object).argsort()
np.array([None,1],dtype=object)==None
np.array([1,2],object).max()
np.array([True,False],object).any()
np.array([1,2],object)>1
-np.array([1,2],object)
np.array([[1,2],[3,4]],object).sum(axis=0)
np.array([1,2],object).cumsum()
np.array([1,2],object).tolist()
np.array([10**30])*2
x=np.array([1,2,3],object); x[1]='a'; x[[0,2]]=[None,5];; x, x.shape, x[::-1], x.reshape(3,1), x.T, x.copy(), x[x==5] if False else 0
x=np.empty(3,object); x[:]=[[1],[2,3],'a'];; x
x=np.empty((2,2),object); x[0,0]={'a':1}; x.fill(0);; x
np.array(['a','b'])=='a'
np.array(['a','b'])<'b'
np.array(['apple','fig'])[0][:2]
np.array(['x','yy']).astype('U1')
np.array(['1','2'],dtype='i4') if True else 0
np.array(['a','b']).tolist()
np.array([['a','b'],['c','d']]).T
np.concatenate((['a'],['bcd']))
np.array(['b','a']).max() if False else 0
np.sort(np.array(['b','a']))
np.array(['ab','c']).itemsize
np.where(np.array([1,0]),'yes','no')
np.repeat(['a','b'],2)
np.tile(['a'],2)
np.array(['a',1,2.5])
np.full(2,'x')
np.zeros(2,'U3')
np.array(['a']).dtype.kind
len(np.array(['a','b']))
np.array(['a','b'])[[1,0]]
np.array([b'a',b'bc'])
np.array(['a','b'],dtype='S1')
np.array(['é'])
np.append(['a'],'bb')
np.unique(['b','a','b'],return_counts=True)
np.isin(['a','b'],['a'])
np.vstack((['a','b'],['c','d']))
np.array(['a b','c']).astype(object)
np.char.add(['a'],['b'])
np.char.split('a b')
np.array_equal(['a'],['a'])
np.flip(['a','b'])
np.delete(['a','b'],0)
np.insert(['a','b'],1,'c')
np.any(np.array(['a',''])=='')
x=np.array(['a','b','c']); x[1]='hello'; x[x=='c']='z';; x
np.array(['a']).sum()
np.array(['a','b']).max()
np.array(['a'])*2
np.array(['a'])+['b']
np.array(['a']).mean()
np.array(['x']).astype(float)
np.array(['a']).astype(int)
np.array([1,2,3]).astype('U')
np.array([1.5]).astype('S')
np.array([True,False]).astype(str)
np.array([1,2]).astype(object)
np.array([1.7,-1.7]).astype(int)
np.array([0,1,2]).astype(bool)
np.array([1+2j]).astype(complex)
np.array([1e10]).astype('f4')
np.array([1+2j]).astype(float)
x=np.arange(3); x.dtype='f8';; x.dtype
x=np.arange(4,dtype='u1').view('u2');; x
np.arange(3,dtype='u1').view('u2')
np.ndarray((2,2)).shape
np.ndarray((2,),dtype=int,buffer=np.array([1,2,3]))
np.ndarray(shape=(2,),dtype='u1',buffer=b'\x01\x02\x03',offset=1)
np.lexsort((['b','a'],[1,1]))
np.nonzero(np.array([[1,0],[0,2]]))
np.transpose(np.nonzero([[1,0],[0,2]]))
np.array([0,3,0]).nonzero()[0][0]
np.argwhere([0,1,1]).ravel()
np.einsum('i->',[1,2,3])
np.einsum('ij->j',b)
np.einsum('ii->i',np.arange(9).reshape(3,3))
np.einsum('i,i',[1,2],[3,4])
np.einsum('ij,j',b,[1,1,1,1])
np.einsum('bij,bjk->bik',np.ones((2,2,2)),np.ones((2,2,2)))
np.einsum('i,j->ij',[1,2],[3,4])
np.einsum('...ij,...jk',np.ones((2,2,2)),np.ones((2,2,2))).shape
np.einsum('ijk->kji',t3).shape
np.einsum('ij,ij->',b,b)
np.einsum('a,b,c->abc',[1,2],[1,2],[1,2]).shape
np.einsum('ik,kj->ij',[[1,2],[3,4]],[[5,6],[7,8]],optimize=True)
np.pad([[1,2],[3,4]],((1,1),(2,2)),mode='constant',constant_values=((1,2),(3,4)))
np.pad([1,2,3],(2,3),'reflect')
np.pad([1,2,3],5,'wrap')
np.pad([1,2,3],4,'symmetric')
np.pad([1,2],(1,0),'minimum')
np.pad([1.,2.],2,'median')
np.pad([1,2,3],2,'reflect',reflect_type='odd')
np.pad([[1,2]],1,'edge')
np.pad([1,2,3],(2,2),'linear_ramp',end_values=(5,-4))
np.gradient([1,2,4,7],2)
np.gradient([1,2,4],[0,1,3])
np.gradient([[1,2],[3,4]],axis=0)
np.gradient([1,4,9,16],edge_order=2)
np.trapz([[1,2],[3,4]],axis=0)
np.trapz([1,2],dx=2)
np.diff([1,2],prepend=0)
np.diff([[1,3],[2,6]])
np.cross([[1,0,0],[0,1,0]],[[0,1,0],[0,0,1]])
np.outer([1,2],[3,4])
np.kron([[1,2]],[[1],[1]])
np.vander([1,2,3],3)
np.tri(2,k=1)
np.vectorize(lambda a,b=1:a+b)(np.array([1,2]),b=2), np.vectorize(len,otypes=[int])(['a','bb']), np.vectorize(lambda x:(x,x*2))([1,2]), np.vectorize(lambda a,v:a@v,signature='(n),(n)->()')([[1,2],[3,4]],[1,1]), np.vectorize(lambda x: x)([]) if False else 0
np.vectorize(lambda x:x)([])
np.apply_along_axis(lambda x:x.mean(),0,b), np.apply_along_axis(lambda x:[x.min(),x.max()],1,b), np.piecewise([-1.,0,1],[np.array([-1.,0,1])<0],[0,1]), np.fromfunction(lambda i:i,(3,)), np.frompyfunc(divmod,2,2)([5,6],[2,4])
[tuple(int(v) for v in t) for t in np.broadcast([1,2],[[3],[4]])]
np.nditer(b[:2,:2],order='F').__class__.__name__
[int(v) for v in np.nditer(b[:2,:2],order='F')]
[int(v) for v in np.nditer(b.T)]
[v.tolist() for v in np.nditer(b,flags=['external_loop'])]
it=np.nditer([np.arange(3),None]); exec("for x,y in it: y[...]=x*2");; it.operands[1]
np.ogrid[:2,:3]
np.mgrid[0:2,0:1:2j]
np.ix_([True,False],[1,2])
np.r_['-1',[1],[2]]
np.c_[np.array([1,2]),np.array([3,4])]
np.s_[::2]
np.index_exp[...,1]
np.unravel_index([3,4],(2,3))
np.ravel_multi_index([[0,1],[1,2]],(2,3))
np.diag_indices(2)
np.tril_indices(2)
np.triu_indices_from(np.eye(2))
np.mask_indices(2,np.triu)
np.indices((2,2))[0]
x=np.eye(2); np.fill_diagonal(x,5);; x
np.packbits([1,0,1])
np.unpackbits(np.array([5],'u1'))
np.binary_repr(5)
np.base_repr(10,3)
np.bitwise_or.reduce([1,2])
np.logical_xor.reduce([1,1,1])
np.hypot.reduce([3,4])
np.power.accumulate([2,2,2])
np.divide.outer([1,2],[1,2])
np.add.reduce(np.ones((2,3)),axis=(0,1))
np.add.reduce([1,2],initial=5)
np.maximum.reduce([[1,5],[3,2]],axis=1)
np.add.accumulate([[1,2],[3,4]],axis=1)
np.multiply.reduceat([1,2,3,4],[0,2])
x=np.array([1,2,3]); np.multiply.at(x,[0,0],5); np.negative.at(x,[2]);; x
x=np.arange(5.); np.exp(x,out=x,where=x>2);; x
x=np.zeros(3); r=np.add([1,2,3],1,out=x);; r is x, x
x=np.zeros(2,int); np.true_divide([1,2],2,out=x)
x=np.zeros(2,int); np.true_divide([1,2],2,out=x,casting='unsafe');; x
np.copysign([1,2],-1)
np.isclose(np.nan,np.nan,equal_nan=True)
np.float_power(2,-1)
np.heaviside(0.,0.5)
np.nan_to_num(np.inf)
np.nan_to_num([np.nan,1],nan=7)
np.interp([1,2.5],[1,2,3],[10,20,30])
np.convolve([1,2],[1,1,1],'same')
np.sinc([0,0.5])
np.trunc([1.7])
np.around(1234.5678,-2)
np.round([1.25,1.35],1)
np.rint([0.5,1.5])
np.ceil(-0.5)
np.fix([2.7,-2.7])
np.sign([1+1j])
np.angle([1,1j])
np.real_if_close([1+0j])
np.cumsum([[1,2],[3,4]])
np.prod([[1,2],[3,4]],axis=1)
np.amax([[1,2],[3,4]],axis=0)
np.nanargmin([np.nan,2,1])
"""

run(CASES)
