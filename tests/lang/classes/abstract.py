import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def p(self): pass
class B(A):
    def f(self): return 'f'
class C(B): p = 1
for k in A, B:
    try: k()
    except TypeError as e: print(e)
print(C().f(), A.__abstractmethods__ == {'f', 'p'}, B.__abstractmethods__, abc.ABC.__abstractmethods__)
class One(abc.ABC):
    @abc.abstractmethod
    def only(self): pass
try: One()
except TypeError as e: print(e)
