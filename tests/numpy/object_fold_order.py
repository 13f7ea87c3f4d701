# Folds of objects take their items as they lie in memory, which operators of their class see.
import numpy as np
log=[]
class V:
    def __init__(s,n): s.n=n
    def __or__(s,o): log.append((s.n,o.n)); return V(s.n+o.n)
    def __add__(s,o): log.append((s.n,o.n)); return V(s.n+o.n)
def arr(shape):
    a=np.empty(shape,object)
    for i,ix in enumerate(np.ndindex(shape)): a[ix]=V('abcdefghijklmnopqrstuvwxyz'[i])
    return a
for f in (np.bitwise_or,np.add):
  for shape in ((2,2),(3,2),(2,3,2),(3,)):
    for axis in (0,-1,None,(0,1)):
      if axis==(0,1) and len(shape)<3: continue
      for kw in ({}, {'initial':V('I')}, {'keepdims':True}, {'initial':V('I'),'where':True}):
        for t in ('C','T'):
          a=arr(shape); a=a.T if t=='T' else a
          log.clear()
          try: f.reduce(a,axis=axis,**kw); print(f.__name__,shape,axis,list(kw),t,log)
          except Exception as e: print(f.__name__,shape,axis,list(kw),t,type(e).__name__,e,log)
