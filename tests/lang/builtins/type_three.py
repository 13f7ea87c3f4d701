T = type('T', (int,), {'a': 1, '__doc__': 'doc'}); print(T, T(5) + 1, T.a, T.__doc__, T.__module__, T.__qualname__)
print(type(1), type(type), type(None), type('X', (), {})().__class__.__name__)
for a in (('T',), ('T', ()), (5, (), {}), ('T', [], {}), ('T', (5,), {}), ('T', (), []), ('T\0', (), {}), ('T', (bool,), {}), ('T', (int, str), {}), ('T', (object, int), {}), ('T', (int, int), {})):
    try: type(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
class K:
    def __init_subclass__(cls, **k): print(cls.__name__, k)
type('S', (K,), {}, opt=1)
T.__name__ = 'New'; print(T.__name__, T)
for v in 5, 'a\0b':
    try: T.__name__ = v
    except (TypeError, ValueError) as e: print(e)
