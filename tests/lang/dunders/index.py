# __index__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [1, True]:
    class A:
        def __index__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: operator.index(A()))
    show(lambda: [10, 20, 30][A()])
    show(lambda: range(5)[A()])
    show(lambda: "ab" * A())
    show(lambda: bin(A()))
for value in [1.0, '1', None]:
    class A:
        def __index__(self): return value
    print('--', ascii(value))
    show(lambda: operator.index(A()))
    show(lambda: [10, 20, 30][A()])
    show(lambda: range(5)[A()])
    show(lambda: "ab" * A())
    show(lambda: bin(A()))
class A:
    def __index__(self): raise LookupError('raised')
show(lambda: operator.index(A()))
show(lambda: [10, 20, 30][A()])
show(lambda: range(5)[A()])
show(lambda: "ab" * A())
show(lambda: bin(A()))
class A: __index__ = None
show(lambda: operator.index(A()))
show(lambda: [10, 20, 30][A()])
show(lambda: range(5)[A()])
show(lambda: "ab" * A())
show(lambda: bin(A()))
