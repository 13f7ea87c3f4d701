# __contains__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [True, 0, 'yes', None, []]:
    class A:
        def __contains__(self, o): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: 1 in A())
    show(lambda: 1 not in A())
class A:
    def __contains__(self, o): raise LookupError('raised')
show(lambda: 1 in A())
show(lambda: 1 not in A())
class A: __contains__ = None
show(lambda: 1 in A())
show(lambda: 1 not in A())
