# __round__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['r', None]:
    class A:
        def __round__(self, n=None): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: round(A()))
    show(lambda: round(A(), 2))
class A:
    def __round__(self, n=None): raise LookupError('raised')
show(lambda: round(A()))
show(lambda: round(A(), 2))
class A: __round__ = None
show(lambda: round(A()))
show(lambda: round(A(), 2))
