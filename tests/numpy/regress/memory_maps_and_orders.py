# Arrays over files, the other byte order, unique along axes of text, einsum_path, error states, fromregex.
import numpy as np, tempfile, os
d=tempfile.mkdtemp(); p=os.path.join(d,'a.dat')
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
x=np.memmap(p,dtype='f4',mode='w+',shape=(3,4)); x[:]=np.arange(12).reshape(3,4); x.flush()
y=np.memmap(p,dtype='f4',mode='r',shape=(3,4)); t(lambda:y); t(lambda:y.sum()); t(lambda: y.mode); t(lambda: os.path.basename(y.filename)); t(lambda: y[1:]); t(lambda: type(y+1)); t(lambda: type(y[0])); t(lambda: y[0].mode)
def w(): y[0,0]=5
t(w)
z=np.memmap(p,dtype='f4',mode='r+'); z[0]=99; z.flush(); t(lambda: np.fromfile(p,'f4')[:2]); t(lambda: z.shape)
c=np.memmap(p,dtype='f4',mode='c'); c[0]=-1; t(lambda: (c[0],np.fromfile(p,'f4')[0])); t(lambda: np.memmap(p,dtype='f4',mode='r',offset=16,shape=2)); t(lambda: np.memmap(p,mode='x')); t(lambda: np.memmap(p,dtype='f8',mode='r',shape=(2,2),order='F'))
q=os.path.join(d,'b.npy'); np.save(q,np.arange(6.).reshape(2,3)); m=np.load(q,mmap_mode='r'); t(lambda:m); t(lambda:type(m)); m2=np.load(q,mmap_mode='r+'); m2[0]=7; del m2; t(lambda: np.load(q))
o=np.lib.format.open_memmap(os.path.join(d,'c.npy'),mode='w+',dtype='i4',shape=(2,)); o[:]=[4,5]; o.flush(); t(lambda: np.load(os.path.join(d,'c.npy')))
import io
t(lambda: np.fromregex(io.StringIO('1312 foo\n1534 bar\n444 qux'), r'(\d+)\s+(...)', [('num', np.int64), ('key', 'S3')]))
t(lambda: np.genfromtxt(io.StringIO('1,2,\n4,,6'),delimiter=',',usemask=True))
t(lambda: np.genfromtxt(io.StringIO('1,2,N/A\n4,,6'),delimiter=',',usemask=True,missing_values='N/A',filling_values=-1).mask)
with np.errstate(divide='call',call=lambda *a: print('cb',a)):
    np.array([1.])/0
class L:
    def write(self,s): print('log',s.strip())
with np.errstate(all='log',call=L()):
    np.array([1.,0])/0; np.float64(1e308)*10
t(lambda: np.seterrcall(5))
with np.errstate(divide='call',call=None): t(lambda: np.array([1.])/0)
t(lambda: np.unique(np.array([['b','a'],['b','a'],['a','z']]),axis=0)); t(lambda: np.unique(np.array([[1,'x'],[1,'x']],dtype=object),axis=0)); t(lambda: np.unique(np.array([['b','a'],['b','a'],['a','z']]),axis=1,return_index=True,return_counts=True,return_inverse=True))
t(lambda: np.einsum_path('ij,jk,kl->il', np.ones((2,3)), np.ones((3,4)), np.ones((4,5))))
t(lambda: np.einsum_path('ij,jk,kl->il', np.ones((2,30)), np.ones((30,4)), np.ones((4,50)),optimize='greedy')); print(np.einsum_path('ij,jk,kl->il', np.ones((2,30)), np.ones((30,4)), np.ones((4,50)),optimize='optimal')[1]); print(np.einsum_path('ij,jk->ik', np.ones((2,30)), np.ones((30,4)))[1])
t(lambda: np.float32(1e300)); t(lambda: np.array([1e300]).astype('f4')); t(lambda: np.dtype('S5')); t(lambda: np.sort(np.ones((2,3)).T).flags.f_contiguous)
b=np.array([1.5,2],'>f8'); t(lambda: b.mean()); t(lambda: b*2); t(lambda: np.save(os.path.join(d,'d.npy'),b)); t(lambda: np.load(os.path.join(d,'d.npy'))); t(lambda: b.astype('<f8')); t(lambda: b[::-1]); t(lambda: np.concatenate([b,b])); t(lambda: b==b); t(lambda: b.byteswap().view('<f8')); t(lambda: np.frombuffer(b'\0\1\0\2','>i2')); t(lambda: np.zeros(2,'>i4')); t(lambda: b.newbyteorder()); t(lambda: np.dtype([('a','>i4')])); t(lambda: np.array([(1,)],dtype=[('a','>i4')])['a']); import pickle; t(lambda: pickle.loads(pickle.dumps(b)))
