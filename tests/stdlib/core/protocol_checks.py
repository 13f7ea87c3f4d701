# Which checks of protocols are errors, and which are allowed while abc or functools ask.
from typing import *
import functools
@runtime_checkable
class P(Protocol):
    x: int
class C: x = 1
class B: pass
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
tr(lambda: isinstance(C(), P)); tr(lambda: isinstance(B(), P)); tr(lambda: issubclass(B, P)); tr(lambda: P.register(B)); tr(lambda: isinstance(B(), P))
class Q(Protocol):
    def m(self): pass
tr(lambda: isinstance(B(), Q)); tr(lambda: issubclass(B, Q)); tr(lambda: Q.register(B)); tr(lambda: isinstance(B(), Q))
@runtime_checkable
class R(Protocol):
    def m(self): pass
class D:
    def m(self): pass
tr(lambda: isinstance(D(), R)); tr(lambda: issubclass(D, R)); tr(lambda: issubclass(B, R)); tr(lambda: issubclass(3, R)); tr(lambda: R.register(B)); tr(lambda: issubclass(B, R))
@functools.singledispatch
def f(a): return 'obj'
@f.register(P)
def _(a): return 'P'
tr(lambda: f(C())); tr(lambda: f(3))
class M(type): pass
class S(R, Protocol): 
    y: int
tr(lambda: issubclass(D, S)); tr(lambda: isinstance(D(), S))
