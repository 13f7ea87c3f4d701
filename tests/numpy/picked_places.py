# Values stored to places that arrays pick: what is converted, and what is looked at first.
import numpy as np, warnings
def sh(s):
    with warnings.catch_warnings(record=True) as c:
        warnings.simplefilter('always')
        try: exec(s); t=repr(x)
        except Exception as e: t='!%s: %s'%(type(e).__name__,str(e)[:130])
    print(s,'->',t,'|'.join(w.category.__name__+': '+str(w.message)[:60] for w in c))
for n in ('3', '0'):
  for d in ('f8','>i4','U2','i1','O',"'i4,f4'"):
    x0="np.zeros(%s,%s)"%(n,repr(d) if d[0]!="'" else d)
    for k in ('[5,7]','[0,1]','[5]','np.array([1,9])','[[0,5]]'):
      for v in ('[1,2,3]','[]','np.array([np.nan,1.,2])','np.array([7,8])','5','np.uint64(1<<63)','np.float32(np.inf)','"a"','None','[np.inf,1]'):
        x=eval(x0); sh('x[%s]=%s'%(k,v))
