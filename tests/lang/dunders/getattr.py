# __getattr__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['attr']:
    class A:
        def __getattr__(self, name): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: A().x)
    show(lambda: getattr(A(), "y", 0))
    show(lambda: hasattr(A(), "z"))
class A:
    def __getattr__(self, name): raise LookupError('raised')
show(lambda: A().x)
show(lambda: getattr(A(), "y", 0))
show(lambda: hasattr(A(), "z"))
class A: __getattr__ = None
show(lambda: A().x)
show(lambda: getattr(A(), "y", 0))
show(lambda: hasattr(A(), "z"))
