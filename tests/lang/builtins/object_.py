o = object()
print(type(o), o == o, o != object(), bool(o), isinstance(o, object), hash(o) == hash(o))
for f in (lambda: object(1), lambda: object(x=1), lambda: setattr(o, 'a', 1), lambda: o.a, lambda: o < o, lambda: o + 1, lambda: o[0], lambda: o(), lambda: iter(o), lambda: object.__init__(o, 1)):
    try: f()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class C: pass
try: C(1)
except TypeError as e: print(e)
class D:
    def __init__(self, a): pass
try: D()
except TypeError as e: print(e)
try: object.__new__(D, 1)
except TypeError as e: print(e)
print(object.__doc__ is not None, object.__bases__, object.__mro__, object().__eq__(1), object().__ne__(1), object().__lt__(1))
