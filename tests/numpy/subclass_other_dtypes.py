"""Arrays of classes below ndarray with objects, text, times, records and numbers in the other byte order."""
import numpy as np,warnings
warnings.simplefilter('ignore')
class A(np.ndarray): pass
for d in (object,'U2','M8[D]','>f8',[('x','i4')]):
    a=np.array([1,2],'i4').astype(d) if not isinstance(d,list) else np.array([(1,),(2,)],d)
    m=np.zeros(2).view(A)
    s=a.view(A)
    for n,f in [('view',lambda:s),('wrap',lambda:m.__array_wrap__(a)),('prep',lambda:m.__array_prepare__(a)),('astype',lambda:s.astype(d)),('copy',lambda:s.copy()),('getitem',lambda:s[:1]),('T',lambda:s.reshape(2,1).T),('asany',lambda:np.asanyarray(s)),('array',lambda:np.array(s,subok=True)),('array0',lambda:np.array(s)),('like',lambda:np.zeros_like(s)),('take',lambda:s.take([1])),('where',lambda:s[np.array([True,False])]),('real',lambda:s.real),('concat',lambda:np.concatenate([s,s])),('repeat',lambda:s.repeat(2)),('flat',lambda:s.flatten()),('sort',lambda:np.sort(s)),('sq',lambda:s[None].squeeze()),('bc',lambda:np.broadcast_to(s,(2,2),subok=True)),('fancy',lambda:s[[1,0]]),('diag',lambda:np.diag(s)),('roll',lambda:np.roll(s,1)),('eq',lambda:s==s),('ndmin',lambda:np.array(s,ndmin=2,subok=True)),('fort',lambda:np.array(s[None],order='F',subok=True)),('new',lambda:np.ndarray.__new__(A,(1,),d).shape),('asarr',lambda:np.asarray(s)),('pickle',lambda:__import__('pickle').loads(__import__('pickle').dumps(s))),('deepcopy',lambda:__import__('copy').deepcopy(s)),('choose',lambda:np.choose([0,1],[s,s])),('swap',lambda:s.swapaxes(0,0)),('ravelK',lambda:s.ravel('K')),('resize',lambda:np.resize(s,3)),('insert',lambda:np.insert(s,0,s[0])),('split',lambda:np.split(s,2)),('stack',lambda:np.stack([s,s])),('putmask',lambda:(np.putmask(s.copy(),[True,False],s)))]:
        try: r=f(); print(d,n,type(r).__name__,repr(r))
        except Exception as e: print(d,n,type(e).__name__,e)
