class C:
    def __init__(self): self._x = 0
    @property
    def x(self):
        """the x"""
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): print('deleted')
    ro = property(lambda self: 1)
    wo = property(None, lambda self, v: print('set', v))
c = C(); c.x = 4; print(c.x, C.x.__doc__, C.x.fget.__name__); del c.x; c.wo = 3
for f in (lambda: setattr(c, 'ro', 1), lambda: delattr(c, 'ro'), lambda: c.wo, lambda: property(1, 2, 3, 4, 5)):
    try: f()
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
p = property(doc='d'); print(p.__doc__, p.fget, property().getter(len).fget)
class D(C):
    @C.x.getter
    def x(self): return 'D'
d = D(); d.x = 1; print(d.x)
class E(property): pass
class F:
    e = E(lambda s: 'sub')
print(F().e, isinstance(F.e, property))
