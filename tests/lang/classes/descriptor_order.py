class Data:
    def __get__(self, o, t): return 'data'
    def __set__(self, o, v): print('set', v)
class NonData:
    def __get__(self, o, t): return 'nondata'
class A:
    d, n = Data(), NonData()
a = A(); a.__dict__.update(d='inst', n='inst'); print(a.d, a.n); a.d = 1; a.n = 'new'; print(a.n, a.__dict__)
try: del a.d
except AttributeError as e: print(e)
class Del:
    def __delete__(self, o): print('deleted')
class B: x = Del()
del B().x
try: B().x = 1
except AttributeError as e: print(e)
print(A.d, type(B.x).__name__)
class Fn:
    def __call__(self): return 'called'
class C: f = Fn(); g = staticmethod(lambda: 'static'); h = classmethod(lambda c: c.__name__)
print(C().f(), C().g(), C().h(), C.__dict__['g'](), C.__dict__['h'].__func__(C))
