# __neg__

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __neg__(self): return 'neg of A'
class N: pass
class R:
    def __neg__(self): raise KeyError('k')
class Off: __neg__ = None
show(lambda: -A()); show(lambda: -N()); show(lambda: -R()); show(lambda: -Off()); show(lambda: A().__neg__()); show(lambda: A.__neg__())
a = A(); a.__neg__ = lambda: 'of the instance'
show(lambda: -a)
for v in 'x', [1], None, {}, object: show(lambda: -v)
