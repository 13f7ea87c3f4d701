class A:
    x = 'A.x'
    def f(self): return 'A'
    @classmethod
    def c(cls): return 'A.c', cls.__name__
    @staticmethod
    def s(): return 'A.s'
class B(A):
    x = 'B.x'
    def f(self): return 'B' + super().f() + super(B, self).f()
    @classmethod
    def c(cls): return super().c()
    def attr(self): return super().x, super(B, self).x, super().s()
class C(B):
    def f(self): return 'C' + super().f() + super(B, self).f()
c = C(); print(c.f(), C.c(), c.attr())
s = super(B, c); print(s.__thisclass__.__name__, s.__self_class__.__name__, s.__self__ is c, s.f())
u = super(B); print(u.__self__); print(u.__get__(c, C).f())
for f in (lambda: super(), lambda: super(5), lambda: super(A, 5), lambda: super(C, A()), lambda: super(B, c).nope, lambda: super(1, 2, 3)):
    try: f()
    except (RuntimeError, TypeError, AttributeError) as e: print(type(e).__name__, e)
class D:
    def m(): return super()
    def n(self):
        del self
        return super()
for f in (D.m, lambda: D().n()):
    try: f()
    except RuntimeError as e: print(e)
