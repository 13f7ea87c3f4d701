"""A tracer or profiler that raises in the middle of a call, at each of its events in turn: what was computed for the call is released."""
import sys, gc
class X:
    def m(self, *a, **k): return self
def g(a,b=1,c=2): return a
def gen(x):
    yield (X(),
      1)
    yield [
       x]
class C:
    def __init__(s, a): s.a=a
class S(C):
    def __init__(s, a):
        super(
         ).__init__(
         a)
def f(x, n):
    y = g(X(),
          X(),
          x)
    y.m(X(),
        X())
    y.m(X(),
        k=X())
    g(X(),
        c=X())
    g(*[X()],
      **{'b': X(),
         'c': 1})
    len([X(),
         X()])
    C(
      X())
    S(
      X())
    str(
      X())
    for i in gen(
          X()):
        list(
          [X()])
    [].append(
       X())
    return y
def run(n, setter):
    count=0
    def tr(fr,ev,arg):
        nonlocal count
        count+=1
        if count==n: raise ValueError(n)
        return tr
    setter(tr)
    try: f(X(),1)
    except ValueError as e: pass
    try: setter(None)
    except ValueError: setter(None)
    return count
for s in sys.settrace, sys.setprofile:
  for n in range(1,500):
    if run(n, s)<n: break
    print(n, end=' ')
gc.collect()
print(sum(type(o) is X for o in gc.get_objects()))
