# A list of a subclass that is extended by itself.
class A(list): pass
class B(list):
    def __iter__(self): pass
class C(list):
    def __iter__(self): raise TypeError('own')
class D(list):
    def __iter__(self): raise KeyError('own')
class E(list):
    __iter__ = None
class F(list):
    def __iter__(self): return iter('ab')
class G(list):
    def __iter__(self):
        yield 1
        raise TypeError('later')
for cls in A, B, C, D, E, F, G:
    for f in (lambda x: x.extend(x), lambda x: x.__iadd__(x), lambda x: x.extend(cls((3,))), lambda x: x.__setitem__(slice(0, 1), x)):
        x = cls((1, 2))
        try: f(x); print(cls.__name__, x[:], len(x))
        except Exception as e: print(cls.__name__, type(e).__name__, e)
