"""multiprocessing.shared_memory.ShareableList."""
from multiprocessing.shared_memory import ShareableList, SharedMemory
import pickle
def err(f,*a):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, e)
s=ShareableList(['howdy', b'HoWdY', -273.154, 100, None, True, 42, 'é'*3, b'', ''])
print(len(s), list(s), s.format, [type(x).__name__ for x in s])
s[0]='abc'; s[2]=5; s[3]=False; s[4]=1.5; print(list(s), s.format)
err(s.__setitem__, 0, 'x'*100); err(s.__setitem__, 1, b'x'*9); err(s.__getitem__, 10); err(s.__setitem__, 10, 1);
print( s.count(5), s.index(42)); err(s.index, 'nope'); err(s.__getitem__, 'a')
err(s.__setitem__, 4, [1])
t=ShareableList(name=s.shm.name); t[6]=43; print(s[6], list(t)==list(s))
u=pickle.loads(pickle.dumps(s)); print(u[6]); u.shm.close()
print(repr(s).replace(s.shm.name,'N'))
t.shm.close(); s.shm.close(); s.shm.unlink()
e=ShareableList([]); print(len(e), list(e), e.format); e.shm.close(); e.shm.unlink()
e=ShareableList(range(3)); print(len(e), list(e), e.format, 3 in e, 2 in e, list(reversed(e)) if hasattr(e,'__reversed__') else list(reversed(e))); e.shm.close(); e.shm.unlink()
