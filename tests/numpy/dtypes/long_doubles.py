# Arrays and numbers of long doubles, and of the integers that only NumPy keeps apart: making, printing, arithmetic, reductions.
import copy, io, os, pickle, re, tempfile, warnings
import numpy as np
warnings.simplefilter('always')
warnings.showwarning=lambda m,c,f,l,*a: print('   W',c.__name__,m)
def show(label,f):
    try:
        r=f()
        def one(x):
            return f"{x!r} {getattr(x,'dtype',None) and x.dtype.char} {type(x).__name__}"
        text = ', '.join(map(one, r)) if isinstance(r, tuple) else one(r)
        print(label, re.sub(r'dtype\[\w+\]', 'dtype', text))
    except Exception as e: print(label,'!!',type(e).__name__,e)
L = np.longdouble
t3 = L(1) / 3
g = np.array([t3, 2, -1, t3 * 7, 0, 5.5, -t3], 'g')
G = g[:3] + 1j * g[1:4]
LINES = r"""
np.zeros(3,'g')
np.ones((2,2),'G')
np.empty(0,'g')
np.full(3,t3)
np.full(3,0.1,'g')
np.full((2,),L('1e4000'))
np.arange(3,dtype='g')
np.arange(L(3))
np.arange(0,1,L('0.1'))
np.arange(0.5,3,0.7,dtype='g')
np.arange(L(0),L(1),L(1)/7)[-1]
np.arange(3,dtype='G')
np.arange(3,dtype='q')
np.arange(np.longlong(3))
np.arange(np.longlong(3)).dtype.char
np.arange(3,dtype='Q')
np.arange(np.longlong(1),5,2).dtype.char
np.linspace(0,1,4,dtype='g')
np.linspace(L(0),1,4)
np.linspace(L(0),L(1),7,retstep=True)
np.linspace(0,L(1)/3,4,endpoint=False)
np.linspace(L(0),10,4,dtype=int)
np.linspace(0,1j,3,dtype='G')
np.linspace(L(0),1j,3)
np.linspace(np.zeros(2,'g'),1,3)
np.logspace(L(0),1,3)
np.logspace(0,1,3,dtype='g')
np.geomspace(L(1),8,4)
np.geomspace(1,8,4,dtype='g')
np.eye(2,dtype='g')
np.identity(2,dtype='G')
np.tri(2,dtype='g')
np.diag(g[:2])
np.vander(g[:2])
np.fromfunction(lambda i,j:i+j,(2,2),dtype='g')
np.fromiter([1,2.5],'g')
np.fromiter([1,2],'q').dtype.char
np.fromstring('1 0.1 1e400',dtype='g',sep=' ')
np.fromstring('1,2',dtype='q',sep=',')
np.frombuffer(g.tobytes(),'g')
np.frombuffer(g.tobytes(),'<f16')[0]
np.frombuffer(b'\\x01'*8,'q')
np.array([1,2.5,3],'g')
np.array(['0.1','2'],dtype='g')
np.array([b'0.1'],dtype='g')
np.array(['x'],dtype='g')
np.array(['1+2j'],dtype='G')
np.array([1,2],'G')
np.array([True],'g')
np.array([1,None],'g')
np.array([2**64-1],'g')
np.array([2**63+1],'Q')
np.array([1.5],'q')
np.array([-1],'Q')
np.array([2**64],'Q')
np.array([np.longlong(1),np.int64(2)]).dtype.char
np.array([np.int64(1),np.longlong(2)]).dtype.char
np.asarray(g,'d')
g.astype('f4')
g.astype('e')
g.astype('i4')
g.astype('U')
g.astype('S')
g.astype(object)
np.array([L('1e4000')]).astype('f4')
np.array([1.5,2]).astype('g').astype('>f16')
np.array([1.5,2],'>f16')
np.array([1.5,2],'>f16')+1
np.array([1.5,2],'>c32')
np.array([1,2],'>i8').astype('q').dtype.char
g.byteswap().byteswap()
g.newbyteorder()[0]*0==0
g.view('u1').shape
g.view('u2')[:8]
G.view('g')
g[:6].view('G')
g.real is g
G.imag
g[1:3]
g[[0,2]]
g[g>0]
g[::-1]
G[[0,1]]
G[G.real>0]
G[::-1].copy()
np.where(g>0,g,0)
np.where(g>0,1,0.5)+t3
g.copy('F').flags.f_contiguous
g.itemsize,g.nbytes,g.strides
repr(g)
str(g)
repr(g.reshape(7,1))
np.array2string(g,precision=30)
np.array2string(g,precision=3)
np.array2string(g*1e10)
np.array2string(g,floatmode='fixed',precision=20)
np.array2string(g,floatmode='unique')
np.array2string(g,floatmode='maxprec_equal',precision=4)
np.array2string(g,formatter={'longfloat':lambda x:'L%.2f'%x})
np.array2string(g,formatter={'float_kind':lambda x:'K%.2f'%x})
np.array2string(g,formatter={'float':lambda x:'K%.2f'%x})
np.array2string(G,formatter={'longcomplexfloat':lambda x:'C'})
np.array2string(g,suppress_small=True)
np.array2string(np.array([L('1e-20'),1]),suppress_small=True)
np.array2string(np.array([L('1e300'),1]))
np.array2string(np.array([L('1e4000'),1]),suppress_small=True)[:30]
np.array([L('1e-4940'),L('1e4000')])
np.format_float_positional(t3)
np.format_float_positional(L('1e20'))
np.format_float_positional(L('1e4000'))[:20]
np.format_float_positional(t3,precision=5)
np.format_float_positional(t3,precision=30,unique=False)
np.format_float_scientific(t3)
np.format_float_scientific(L('1e4000'))
np.format_float_scientific(t3,precision=4)
np.format_float_scientific(t3,unique=False,precision=25)
np.format_float_scientific(L('1.5e-4940'),exp_digits=3)
np.format_float_positional(L('0.1'),trim='-')
np.format_float_positional(L(5),trim='k',fractional=False,precision=3)
[repr(L(s)) for s in ('1e16','1e15','123456789012345678','0.0001','0.00009','1e-5','12345678901234567890','0.1','0.3','1e22','9007199254740993','4.9e-324','2.2250738585072014e-308','-0.0','1e100','3.14159265358979323846264338327950288')]
[str(np.clongdouble(complex(a,b))) for a in (0,1,-0.5,float('nan'),float('inf')) for b in (0.0,-0.0,2,float('-inf'))]
'%r %s'%(t3,t3)
'{:.5f} {} {:>30}'.format(t3,t3,t3)
'%.3f %d %e'%(t3,L(3.7),t3)
f'{t3:e} {t3!r:>30}'
pickle.loads(pickle.dumps(g,2))
pickle.loads(pickle.dumps(t3))
pickle.loads(pickle.dumps(np.longlong(3)))
type(pickle.loads(pickle.dumps(np.longlong(3))))
pickle.loads(pickle.dumps(np.array([1],'q'))).dtype.char
copy.deepcopy(g)
copy.copy(t3)
hash(t3)==hash(float(t3))
hash(np.longlong(5))==5
{L(1):2}[1]
L('0.1') in (0.1,)
bool(L(0)),bool(np.clongdouble(0)),bool(t3)
np.random.default_rng(1).normal(L(1),L(2))
np.random.default_rng(1).choice(g,3)
np.random.default_rng(1).permutation(g)
np.random.RandomState(1).shuffle(g.copy())
np.random.default_rng(1).random(2,dtype='g')
np.random.default_rng(1).integers(5,dtype='q')
np.random.default_rng(1).integers(5,dtype=np.longlong,size=2).dtype.char
np.random.RandomState(1).randint(0,5,3,dtype=np.longlong).dtype.char
np.random.default_rng(1).uniform(L(0),g[:2]+2)
np.random.default_rng(1).poisson(L(3))
np.testing.assert_allclose(g,g)
np.testing.assert_array_equal(g,g)
np.testing.assert_almost_equal(t3,L(1)/3)
np.testing.assert_array_almost_equal_nulp(g,g)
np.testing.assert_array_max_ulp(g,g)
np.testing.assert_equal(t3,t3)
np.testing.assert_allclose(g,g+1)
np.linalg.inv(np.eye(2,dtype='g'))
np.linalg.det(np.eye(2,dtype='g'))
np.linalg.solve(np.eye(2),np.ones(2,'g'))
np.linalg.norm(g)
np.linalg.norm(G)
np.linalg.norm(g.reshape(7,1))
np.linalg.norm(g,1)
np.linalg.norm(g,np.inf)
np.linalg.norm(g,3)
np.linalg.eig(np.eye(2,dtype='G'))
np.linalg.svd(np.eye(2,dtype='g'))
np.linalg.qr(np.eye(2,dtype='g'))
np.linalg.cholesky(np.eye(2,dtype='g'))
np.linalg.lstsq(np.eye(2,dtype='g'),np.ones(2),rcond=None)
np.linalg.pinv(np.eye(2,dtype='g'))
np.linalg.matrix_rank(np.eye(2,dtype='g'))
np.linalg.matrix_power(np.eye(2,dtype='g')*t3,3)
np.linalg.multi_dot([np.eye(2,dtype='g')]*3)
np.linalg.cond(np.eye(2,dtype='g'))
np.linalg.eigvalsh(np.eye(2,dtype='g'))
np.linalg.slogdet(np.eye(2,dtype='g'))
np.linalg.tensorinv(np.eye(4,dtype='g').reshape(2,2,2,2))
np.fft.fftshift(g)
np.fft.fftfreq(4,L(1)/3)
np.einsum('i,i',g,g)
np.einsum('i,j->ij',g[:2],G[:2])
np.einsum('ij,jk',np.eye(2,dtype='g'),np.eye(2,dtype='g')*t3)
np.einsum('ii',np.eye(2,dtype='q')).dtype.char
g@g
np.dot(g.reshape(7,1),g.reshape(1,7))[0]
np.vdot(G,G)
np.matmul(np.eye(2,dtype='q'),np.eye(2,dtype='q')).dtype.char
np.inner(g,g)
np.tensordot(g,g,1)
np.convolve(g,[1,t3])
np.correlate(G,G)
np.polyfit([1,2,3],np.array([1,2,3],'g'),1)
np.polyval(np.array([t3,1]),2)
np.poly1d(np.array([1,t3]))
np.add.reduce(g)
np.add.accumulate(g)
np.add.reduceat(g,[0,3])
np.multiply.outer(g[:2],g[:2])
np.add.reduce(np.array([1,2],'q')).dtype.char
np.add.reduce(g,dtype='f4')
np.add.reduce([1,2,3],dtype='g')
np.maximum.reduce(g)
np.logical_and.reduce(g)
np.add(1,2,dtype='g')
np.add(g,1,dtype='d')
np.add(g,1,out=np.zeros(7,'g'))
np.add(g,1,out=np.zeros(7,'d'))
np.add(1,1,out=np.zeros((),'g'))
np.sin(g,where=g>0,out=np.zeros(7,'g'))
np.add(g,1,casting='no')
np.sqrt(4,dtype='g')
np.sqrt(L(-1))
np.exp(L(20000))
np.log(L(0))
np.add.at(g.copy(),[0,0],1)
np.nan_to_num(np.array([np.nan,np.inf,-np.inf,1],'g'))
np.finfo(g).max
np.spacing(L(1))
np.nextafter(L(1),2)
np.modf(g)
np.frexp(g)
np.ldexp(g,3)
np.divmod(g,0.3)
np.round(g,3)
np.around(t3,20)
t3.round(3)
np.iinfo('q'),np.iinfo(np.ulonglong).max
np.unwrap(g)
np.median(g),np.percentile(g,30),np.quantile(g,L('0.3'))
np.histogram(g,bins=3)
np.digitize(g,np.array([0,1,2],'g'))
np.bincount(np.array([1,2],'q'))
np.bincount(np.array([1,2],'Q'))
np.bincount([0,1],weights=np.array([t3,1]))
np.unique(g,return_index=True,return_inverse=True,return_counts=True)
np.sort(g)[::-1]
np.sort(G)
np.argsort(g,kind='stable')
np.partition(g,2)
np.lexsort((g,g))
np.searchsorted(np.sort(g),t3)
np.searchsorted([0.1,0.2],L('0.1'))
g.max(),g.argmax(),g.ptp(),g.mean(),g.std(),g.sum(),g.prod()
G.mean(),G.std(),G.sum(),G.var()
np.mean(np.array([1,2],'q')),np.sum(np.array([1,2],'Q')).dtype.char
np.cumsum(np.array([1,2],'q')).dtype.char
np.prod(np.array([1,2],'Q')).dtype.char
np.average(g,weights=abs(g))
np.cov(g,g)
np.trapz(g)
np.gradient(g)
np.clip(g,0,1)
np.clip(g,None,t3)
g.clip(0)
np.isclose(g,g.astype('d'))
np.allclose(g,g)
np.array_equal(g,g)
np.interp(g,[0,1],[1,2])
np.interp(0.5,np.array([0,1],'g'),[1,2])
np.interp(0.5,[0,1],np.array([1,2],'g'))
np.real_if_close(G)
np.angle(G)
np.conj(G)
abs(G)
G**2
G**0.5
g**2
g**0.5
g**-1
g**3
2**g
g%0.3
g//0.3
-g
+g
g+G
g+1j
g*np.float32(2)
np.float32(2)*t3
np.ones(2,'f4')*t3
np.ones(2,'f4')*L('1e40')
np.ones(2,'f4')+np.ones((),'g')
np.ones(2,'i4')*t3
np.ones(2,'F')*t3
np.ones(2,'F')*L('1e40')
np.ones(2,'?')*t3
np.float64(1)/L(3)
1.0/L(3)
L(1)/3.0
L(3)>np.float64(2)
L(7)//2,L(7)%3,divmod(L(-7),3)
-L(7)//2
L(2)**10,L(2)**L(-2),L(-1)**0.5
L('1e4900')**2
np.float16(1)+L(1)
np.int8(1)+L(1)
np.clongdouble(1)+1
np.clongdouble(1j)*np.clongdouble(1j)
np.clongdouble(1j)**2
np.clongdouble(1)/0
abs(np.clongdouble(3+4j))
np.clongdouble(1)<2
np.clongdouble(1+2j)==1+2j
np.clongdouble(1)//1
np.longlong(7)//2,np.longlong(7)/2,np.longlong(7)%4,np.longlong(7)**2,-np.longlong(7),~np.longlong(7)
type(np.longlong(7)*np.int32(2)),type(np.int32(2)*np.longlong(7)),type(np.uint64(2)*np.longlong(7)),type(np.longlong(7)*2.0)
type(np.ulonglong(7)*np.uint64(2)),type(np.ulonglong(7)*np.int8(2)),type(np.ulonglong(7)*2)
np.longlong(2**62)*4
np.ulonglong(1)-np.ulonglong(2)
[1,2,3][np.longlong(1)]
range(np.longlong(3))
"ab"*np.longlong(2)
np.longlong(5)&3
isinstance(np.longlong(1),np.int64),isinstance(np.longlong(1),np.signedinteger),issubclass(np.longdouble,np.floating)
np.issubdtype(np.longdouble,np.floating)
np.zeros(3,[('a','g'),('b','i1'),('c','G')])
np.array([(1,t3)],dtype=[('x','q'),('y','g')])
np.array([(1,t3)],dtype=[('x','q'),('y','g')])['y']
np.zeros(2,'3g').shape
memoryview(g).format,memoryview(g).itemsize,memoryview(G).format
np.array(memoryview(g))
np.asarray(memoryview(np.array([1,2],'q'))).dtype.char
memoryview(t3).nbytes
bytes(t3)[:10]
t3.tobytes()[:10]
t3.data.nbytes
g.tolist()
G.tolist()
type(g.tolist()[0]),type(g.item(0)),type(G.tolist()[0]),type(np.array([1],'q').tolist()[0])
list(np.nditer(g))[:2]
[x for x in g.flat][:2]
np.ma.array(g,mask=g>1).sum()
np.ma.default_fill_value(g),np.ma.minimum_fill_value(g),np.ma.default_fill_value(np.array([1],'q'))
np.matrix(g)
np.lib.stride_tricks.sliding_window_view(g,3)[0]
np.apply_along_axis(sum,0,g)
np.vectorize(lambda x:x*2)(g)
np.frompyfunc(lambda x:x,1,1)(g[:2])
np.asfarray(g)
np.asfarray([1],dtype='g')
np.ascontiguousarray(g)
np.require(g,'d')
np.may_share_memory(g,g)
np.common_type(g)
np.result_type(g,'f4'),np.result_type('q','Q'),np.result_type('g','F'),np.result_type(t3,'f4'),np.result_type('q',1).char
np.min_scalar_type(t3)
np.dtype('>g').char,np.dtype('>G').str
np.dtype('g').newbyteorder('>')
np.dtype([('a','i1'),('b','g')]).itemsize
np.dtype([('a','i1'),('b','g')],align=True)
np.dtype([('a','i1'),('b','G'),('c','q')],align=True).fields
np.dtype([('a','q'),('b','Q')])
np.dtype([('a','q')])==np.dtype([('a','l')])
np.dtype('(2,3)g')
np.dtype('g,i4')
np.dtype({'names':['a'],'formats':['g'],'offsets':[16]})
np.dtype(np.longdouble),np.dtype('longdouble'),np.dtype('float128'),np.dtype('f16'),np.dtype('clongdouble'),np.dtype('c32'),np.dtype('complex256')
np.dtype('longlong').char,np.dtype('ulonglong').char,np.dtype('q').name,np.dtype('i8').char,np.dtype('p').char,np.dtype('P').char,np.dtype('int').char
np.dtype('longfloat')
np.dtype('longcomplex')
np.dtype('clongfloat')
np.dtype('f12')
np.dtype('f32')
np.dtype('c64')
np.dtype('i16')
np.dtype('u16')
np.dtype('float96')
np.dtype('g').alignment,np.dtype('g').isbuiltin,np.dtype('g').kind,np.dtype('g').byteorder,np.dtype('g').descr,np.dtype('g').flags,np.dtype('g').isnative,np.dtype('g').hasobject
np.dtype('q') is np.dtype(np.longlong),np.dtype('q')==np.dtype('l'),np.dtype('q')!='i8',np.dtype('q') is np.dtype('l')
np.dtype('g')<np.dtype('G'),np.dtype('d')<np.dtype('g'),np.dtype('g')>np.dtype('i8'),np.dtype('q')>=np.dtype('l'),np.dtype('q')>np.dtype('l')
"""
for s in LINES.strip().splitlines():
    show(s, lambda: eval(s))

for m in (('savetxt',),):
    b=io.StringIO(); np.savetxt(b,g); print(b.getvalue())
    b=io.StringIO(); np.savetxt(b,G); print(b.getvalue())
b=io.BytesIO(); np.save(b,g); print(b.getvalue()[:80]); b.seek(0); print(repr(np.load(b)))
b=io.BytesIO(); np.save(b,np.array([1],'q')); b.seek(0); print(b.getvalue()[:80],np.load(b).dtype.char)
b=io.BytesIO(); np.savez(b,g=g,G=G); b.seek(0); z=np.load(b); print(repr(z['g']),repr(z['G']))
print(repr(np.loadtxt(io.StringIO('0.1 2\n3 4'),dtype='g')))
print(repr(np.genfromtxt(io.StringIO('0.1 2\n3 4'),dtype='g')))
warnings.simplefilter('ignore')
p=tempfile.mktemp(); g.tofile(p); print(repr(np.fromfile(p,'g'))); g.tofile(p,sep=','); print(open(p).read()); print(repr(np.fromfile(p,'g',sep=',')))
m=np.memmap(p,'g','w+',shape=(2,)); m[:]=t3; print(m[0],m.dtype); os.unlink(p)
a=np.zeros(3,'g'); a[0]=t3; a[1]='0.1'; a[2]=2**70; print(a); a[:]=[1,'2',t3]; print(a); a+=1; print(a); a[1:]=np.float32(.1); print(a); a.fill(t3); print(a)
a=np.zeros(3); a[0]=t3; a[1:]=g[:2]; print(a)
a=np.zeros(3,int); a[0]=L(3.7); a[1:]=g[1:3]; print(a)
try: a[0]=L('nan'); print(a)
except Exception as e: print(type(e).__name__,e)
a=np.zeros(2,'G'); a[0]=t3; a[1]=np.clongdouble(1j)*t3; a.imag=t3; print(a)
