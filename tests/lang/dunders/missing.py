# __missing__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['miss']:
    class A(dict):
        def __missing__(self, key): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: A()["k"])
    show(lambda: A().get("k"))
    show(lambda: "k" in A())
class A(dict):
    def __missing__(self, key): raise LookupError('raised')
show(lambda: A()["k"])
show(lambda: A().get("k"))
show(lambda: "k" in A())
class A(dict): __missing__ = None
show(lambda: A()["k"])
show(lambda: A().get("k"))
show(lambda: "k" in A())
