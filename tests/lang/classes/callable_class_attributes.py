def f(self): return self
class A: a = f; b = len; c = int; d = lambda self: 'd'; e = staticmethod(f); g = f.__get__(5); h = print
x = A(); print(x.a() is x, x.b([1]), x.c('5'), x.d(), x.e(3), x.g(), type(A.a).__name__, type(x.a).__name__, x.a == x.a, x.a is x.a, x.a.__self__ is x, x.a.__func__ is f)
x.own = f
try: x.own()
except TypeError as e: print(e)
import types
x.own = types.MethodType(f, x); print(x.own() is x)
