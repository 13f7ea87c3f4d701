# __divmod__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['d', (1, 2), NotImplemented]:
    class A:
        def __divmod__(self, o): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: divmod(A(), 2))
    show(lambda: divmod(2, A()))
class A:
    def __divmod__(self, o): raise LookupError('raised')
show(lambda: divmod(A(), 2))
show(lambda: divmod(2, A()))
class A: __divmod__ = None
show(lambda: divmod(A(), 2))
show(lambda: divmod(2, A()))
