class Even(type):
    def __instancecheck__(cls, v): return isinstance(v, int) and v % 2 == 0
    def __subclasscheck__(cls, c): return c.__name__.startswith('E')
class E(metaclass=Even): pass
print(isinstance(4, E), isinstance(3, E), isinstance(E(), E), issubclass(int, E), issubclass(E, E), isinstance(2, (str, E)))
try: raise KeyError
except LookupError: print('normal')
import abc
class A(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return True if hasattr(c, 'quack') else NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), A), issubclass(int, A)); A.register(int); print(issubclass(int, A), isinstance(True, A))
