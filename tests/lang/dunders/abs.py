# __abs__

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __abs__(self): return 'abs of A'
class N: pass
class R:
    def __abs__(self): raise KeyError('k')
class Off: __abs__ = None
show(lambda: abs(A())); show(lambda: abs(N())); show(lambda: abs(R())); show(lambda: abs(Off())); show(lambda: A().__abs__()); show(lambda: A.__abs__())
a = A(); a.__abs__ = lambda: 'of the instance'
show(lambda: abs(a))
for v in 'x', [1], None, {}, object: show(lambda: abs(v))
