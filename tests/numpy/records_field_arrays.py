"""Casts of fields that hold arrays: spread, cut or filled up, by astype, array and assignment."""
import numpy as np
for v in (np.arange(2.), np.arange(6).reshape(2,3), np.arange(2), np.array(3), np.arange(4).reshape(2,2)):
  for d in ('i4,i4',[('a','i4',(2,))],[('a','i4',(2,)),('b','f4')],[('a','i4',(2,3))],[('a',[('x','i4'),('y','i4',2)])]):
    for f in (lambda: np.array(v,d), lambda: v.astype(d), lambda: np.asarray(v,d), lambda: np.full(v.shape, v, d), lambda: np.array(v.tolist(), d), lambda: np.array([v,v],d)):
        try: r=f()
        except Exception as e: r=type(e).__name__+str(e)
        print(repr(v),d,repr(r))

def asg(a,t,k):
    b=np.ones(2,[("y","f8",t)]); b[k]=a[k]; return b
for s in ('()', '(1,)','(2,)','(3,)','(2,2)','(1,2)','(2,1)','(3,2)'):
  for t in ('()', '(1,)','(2,)','(3,)','(2,2)','(1,2)','(2,1)','(3,2)'):
    a=np.zeros(2,[('x','i4',eval(s))]); a['x'][...]=np.arange(a['x'].size).reshape(a['x'].shape)+1
    for u in (lambda: asg(a,eval(t),...), lambda: asg(a,eval(t),[1,0]),lambda: asg(a,eval(t),0), lambda: a.astype([('y','f8',eval(t))]), lambda: np.array(a, [('y','f8',eval(t))])):
        try: r=u()
        except Exception as e: r=type(e).__name__+str(e)
        print(s,t,repr(r))
