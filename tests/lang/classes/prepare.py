class M(type):
    @classmethod
    def __prepare__(meta, name, bases, **kw): print('prepare', name, bases, kw); return {'given': 1}
    def __new__(meta, name, bases, ns, **kw): print('new', sorted(k for k in ns if k[0] != '_'), kw); return super().__new__(meta, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print('init', kw); super().__init__(name, bases, ns)
class A(metaclass=M, opt=2): x = given + 1
class B(A): pass
print(A.x, type(B).__name__)
class Bad(type):
    @classmethod
    def __prepare__(meta, *a): return 5
try:
    class C(metaclass=Bad): pass
except TypeError as e: print(e)
class Log(dict):
    def __setitem__(self, k, v): print('set', k); dict.__setitem__(self, k, v)
class L(type):
    @classmethod
    def __prepare__(meta, *a): return Log()
class D(metaclass=L):
    a = 1
    def f(self): pass
