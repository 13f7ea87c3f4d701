"""Constructors tell of an argument given twice before one that they do not know, and count before both."""
from contextvars import ContextVar
import io, functools, itertools

def t(f, /, *a, **k):
    try:
        f(*a, **k)
        print(f.__name__, a, k, 'ok')
    except Exception as e:
        print(f.__name__, a, k, type(e).__name__, e)

t(property, 'x', base=1, fget=2)
t(property, 'x', fget=2, base=1)
t(property, 'x', 1, fset=2, base=1)
t(property, 'x', 1, base=1, fset=2)
t(property, 'x', 1, 2, 3, doc=2)
t(property, 1, 2, 3, 4, 5)
t(property, base=1)
t(property, 1, base=1)
t(property, a=1, b=2, c=3, d=4, e=5)
t(property, fset=None, doc='d')
t(ContextVar)
t(ContextVar, name='x')
t(ContextVar, 'x', 1)
t(ContextVar, default=1)
t(ContextVar, 'x', zz=1)
t(ContextVar, 1, 2, 3)
t(ContextVar, default=1, zz=1)
t(ContextVar, 'x', default=1, zz=2)
t(ContextVar, 'x', 1, zz=2)
t(ContextVar, a=1, b=2, c=3)
t(ContextVar, 5)
t(ContextVar, 'x', default=3)
t(int, '1', zz=2)
t(sum, [1], zz=1, iterable=2)
t(io.StringIO, 'a', zz=1, initial_value=1)
t(functools.cmp_to_key, len, mycmp=1)
t(itertools.groupby, [1], zz=1)
t('a'.split, 'x', zz=2, sep='y')
t(open, 'x', zz=2, file=1)
