class A: __slots__ = ('a', '_A__p')
class B(A): __slots__ = ['b']
class C(B): pass
class D(A): __slots__ = ('__dict__', '__weakref__')
b = B(); b.a, b.b = 1, 2; print(b.a, b.b, hasattr(b, '__dict__'), C().__dict__, A.a)
for f in (lambda: setattr(b, 'x', 1), lambda: A().a, lambda: delattr(A(), 'a'), lambda: setattr(A(), 'zz', 2), lambda: A.a.__get__(5)):
    try: f()
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
for body in ("__slots__ = ('a', 5)", "__slots__ = ('1a',)", "__slots__ = ('x',); x = 1", "__slots__ = ('__dict__', '__dict__')"):
    try: exec(f'class X:\n    {body}')
    except (TypeError, ValueError) as e: print(e)
try:
    class E(int): __slots__ = ('a',)
except TypeError as e: print(e)
try:
    class F(A, type('G', (), {'__slots__': ('q',)})): pass
except TypeError as e: print(e)
d = D(); d.any = 1; print(d.__dict__)
class S: __slots__ = {'doc': 'the doc'}
print(S.__slots__, S.doc)
import copy, pickle
b2 = copy.copy(b); print(b2.a, b2.b)
