"""Events of code that has run often and does several steps at once then: calls of one instruction with the last argument,
super() with its method."""
import sys
class B:
    def m(self, *a): return self
    def __len__(self): return 3
class C(B):
    def m(self, *a):
        return super(
           ).m(
              *a)
    def k(self, n):
        return (super()
           .m(
              n))
def g(n): return n
def f(n, x):
    y = g(
       n - 1)
    z = g(
       n + 1)
    x.m(
     ).m(
     )
    x.k(
     n)
    len(
      x)
    C(
     )
    for i, j in zip(
        [n], [1]):
        pass
    if (n
        == 3): pass
    while (n <
           4): n += 1
    g(n=
      n)
    [i
     for i in (1,
      2)]
    x.a = (
      n)
    y = x.a + (
      n)
    y = [1, 2][
       0]
    y = {n:
       n}[
       n]
    y[
      0] = 2
def tr(fr,ev,arg):
    print(fr.f_code.co_name, ev, fr.f_lineno - fr.f_code.co_firstlineno)
    return tr
for i in range(200):
    try: f(i, C())
    except TypeError: pass
sys.settrace(tr)
try: f(2, C())
except TypeError as e: print(e)
sys.settrace(None)
