# __hash__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [5, -1, True, 2**61]:
    class A:
        def __hash__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: hash(A()))
    show(lambda: {A(): 1}[A()] if 0 else 2)
for value in [1.5, 'x', None]:
    class A:
        def __hash__(self): return value
    print('--', ascii(value))
    show(lambda: hash(A()))
    show(lambda: {A(): 1}[A()] if 0 else 2)
class A:
    def __hash__(self): raise LookupError('raised')
show(lambda: hash(A()))
show(lambda: {A(): 1}[A()] if 0 else 2)
class A: __hash__ = None
show(lambda: hash(A()))
show(lambda: {A(): 1}[A()] if 0 else 2)
