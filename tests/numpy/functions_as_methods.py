# Functions leave objects of other classes than ndarray to their methods of the same name.
import numpy as np
names='take reshape choose repeat put swapaxes transpose partition argpartition sort argsort argmax argmin searchsorted squeeze diagonal trace ravel nonzero compress clip sum any all max min prod cumsum cumprod ptp mean std var round copy'.split()
class S(np.ndarray): pass
class P: pass
def mk(n):
    def f(self,*a,**k):
        return (n,a,sorted(k))
    return f
for n in names:
    setattr(S,n,mk(n)); setattr(P,n,mk(n))
s=np.arange(4.).reshape(2,2).view(S); p=P()
for obj in (s,p):
  for t in ["take(x,[0])","reshape(x,4)","reshape(x,4,order='F')","choose(x,[1,2])","repeat(x,2)","repeat(x,2,0)","put(x,[0],1)","swapaxes(x,0,1)","transpose(x)","transpose(x,(1,0))","argpartition(x,1)","argsort(x)","argsort(x,axis=0)","argmax(x)","argmin(x,0)","searchsorted(x,1)","squeeze(x)","squeeze(x,0)","diagonal(x)","trace(x)","ravel(x)","nonzero(x)","compress([1],x)","clip(x,0,1)","sum(x)","sum(x,0)","sum(x,dtype=int)","sum(x,keepdims=True)","sum(x,where=True)","any(x)","all(x,0)","max(x)","amin(x,0)","prod(x)","cumsum(x)","cumprod(x,0)","ptp(x)","mean(x)","mean(x,0)","mean(x,keepdims=True)","std(x)","var(x,ddof=1)","around(x)","round_(x,2)","copy(x)","sort(x)","shape(x)","ndim(x)","size(x)","cumproduct(x)","product(x)","sometrue(x)","alltrue(x)","median(x)"]:
    try: r=repr(eval('np.'+t,{'np':np,'x':obj}))
    except Exception as e: r=type(e).__name__+' '+str(e)
    r = r.split(' object at')[0]
    print(t,r)
