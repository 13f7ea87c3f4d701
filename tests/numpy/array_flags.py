# flags of arrays: every name, what can be set and what not, and setflags.
import numpy as np

# flags
y=np.arange(6.).reshape(2,3)
for k in [dict(write=0),dict(write=1),dict(align=0),dict(align=1),dict(uic=1),dict(uic=0),dict(write=0,align=0),dict(write=None,align=None,uic=None)]:
    z=y.copy()
    try: print(k,z.setflags(**k)); print(z.flags.writeable,z.flags.aligned,z.flags.behaved,z.flags.carray,z.flags.num,z.flags.farray,z.flags.owndata,z.flags.writebackifcopy)
    except Exception as e: print(k,type(e).__name__,e)
z=y.copy()
for k in ['WRITEABLE','W','ALIGNED','A','WRITEBACKIFCOPY','X','C_CONTIGUOUS','C','OWNDATA','BEHAVED','foo','FNC',3]:
    for v in (False,True):
        try: z.flags[k]=v; print(k,v,z.flags[k])
        except Exception as e: print(k,v,type(e).__name__,e)
for k in ['writeable','aligned','writebackifcopy','c_contiguous','owndata','foo','behaved','num','fnc']:
    for v in (False,True,0,'a'):
        try: setattr(z.flags,k,v); print(k,v,getattr(z.flags,k))
        except Exception as e: print(k,v,type(e).__name__,e)
try: del z.flags.writeable
except Exception as e: print(type(e).__name__,e)
b=np.broadcast_to(y,(2,2,3))
for k in [dict(write=1),dict(align=1)]:
    try: b.setflags(**k); print(b.flags)
    except Exception as e: print(k,type(e).__name__,e)
f=np.frombuffer(b'abcdefgh','u1')
try: f.setflags(write=1)
except Exception as e: print(type(e).__name__,e)
try: f.flags.writeable=True
except Exception as e: print(type(e).__name__,e)
v=y[:1]; y.setflags(write=False); 
try: v.setflags(write=True); print('ok',v.flags.writeable)
except Exception as e: print(type(e).__name__,e)
w=y[:1]
try: w.setflags(write=True); print('ok',v.flags.writeable)
except Exception as e: print(type(e).__name__,e)
y.setflags(write=True); w.setflags(write=True); print(w.flags.writeable)
print(z.flags, z.flags==z.flags, hash is None)
q=np.ndarray((1,),'f8',bytearray(16),1)
print(q.flags.aligned,q.flags.num); q.setflags(align=0); print(q.flags.aligned)
try: q.setflags(align=1)
except Exception as e: print(type(e).__name__,e)
u=np.zeros(10,'i4'); u.setflags(align=False); print(u.flags.aligned,(u+1).flags.aligned,u[1:].flags.aligned,u.copy().flags.aligned,u.view().flags.aligned, np.require(u,requirements='A').flags.aligned)
z=np.arange(6.).reshape(2,3)
for k in ["C","F","W","B","O","A","X","CA","FA","FNC","FORC","BEHAVED","CARRAY","FARRAY","OWNDATA","ALIGNED","WRITEABLE","C_CONTIGUOUS","F_CONTIGUOUS","WRITEBACKIFCOPY","CONTIGUOUS","FORTRAN","U","c",""]:
    try: print(k,z.flags[k],z.T.flags[k])
    except Exception as e: print(k,type(e).__name__,e)
print([n for n in dir(z.flags) if n[:1]!='_'])
print(type(z.flags), z.flags==z.flags, z.flags!=z.flags, z.flags==z.T.flags, z.flags==3)
try: print(hash(z.flags))
except Exception as e: print(e)
try: z.flags.foo
except Exception as e: print(e)
import numpy.core.multiarray as m
print(m.flagsobj is type(z.flags))
f=m.flagsobj(); print(f, f.num)
