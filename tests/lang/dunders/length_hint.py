# __length_hint__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [4, NotImplemented, 0]:
    class A:
        def __length_hint__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: operator.length_hint(A()))
    show(lambda: operator.length_hint(A(), 7))
for value in [-1, 1.5, 'x', None]:
    class A:
        def __length_hint__(self): return value
    print('--', ascii(value))
    show(lambda: operator.length_hint(A()))
    show(lambda: operator.length_hint(A(), 7))
class A:
    def __length_hint__(self): raise LookupError('raised')
show(lambda: operator.length_hint(A()))
show(lambda: operator.length_hint(A(), 7))
class A: __length_hint__ = None
show(lambda: operator.length_hint(A()))
show(lambda: operator.length_hint(A(), 7))
