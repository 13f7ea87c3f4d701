# __sizeof__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [100, True]:
    class A:
        def __sizeof__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: sys.getsizeof(A()))
for value in [-1, 'x', 1.5]:
    class A:
        def __sizeof__(self): return value
    print('--', ascii(value))
    show(lambda: sys.getsizeof(A()))
class A:
    def __sizeof__(self): raise LookupError('raised')
show(lambda: sys.getsizeof(A()))
class A: __sizeof__ = None
show(lambda: sys.getsizeof(A()))
