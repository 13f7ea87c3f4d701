# __call__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['called']:
    class A:
        def __call__(self, *a, **k): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: A()(1, *[2], k=3))
    show(lambda: callable(A()))
class A:
    def __call__(self, *a, **k): raise LookupError('raised')
show(lambda: A()(1, *[2], k=3))
show(lambda: callable(A()))
class A: __call__ = None
show(lambda: A()(1, *[2], k=3))
show(lambda: callable(A()))
