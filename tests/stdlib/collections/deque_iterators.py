"""The two types of iterators of deques: their constructors, copies and pickles."""
import copy, pickle
from collections import deque
d=deque([1,2,3])
r=reversed(d); f=iter(d); next(r); next(f)
print(type(r), type(f), r.__reduce__(),f.__reduce__(), r.__length_hint__())
R=type(r);F=type(f)
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
sh(lambda: list(R(d,1))); sh(lambda: list(F(d,1))); sh(lambda: R()); sh(lambda: R(5)); sh(lambda: R(d,1,2)); sh(lambda: F(d,'a')); sh(lambda: F([])); sh(lambda: list(R(d,-5))); sh(lambda: list(R(d,9)))
print(R.__name__, R.__module__, R.__qualname__)
for p in range(6): print(list(pickle.loads(pickle.dumps(r, p))), list(pickle.loads(pickle.dumps(f, p))))
print(list(copy.copy(r)), list(copy.deepcopy(f)))
list(r); print(list(copy.copy(r)))
