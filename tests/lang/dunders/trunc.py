# __trunc__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['t', 5]:
    class A:
        def __trunc__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: math.trunc(A()))
class A:
    def __trunc__(self): raise LookupError('raised')
show(lambda: math.trunc(A()))
class A: __trunc__ = None
show(lambda: math.trunc(A()))
