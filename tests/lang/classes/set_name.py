class D:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.name = name
    def __get__(self, o, t=None): return self.name if o else self
class A:
    x = D()
    y = z = D()
print(A().x, A().y)
A.late = D(); print(hasattr(A.__dict__['late'], 'name'))
class Bad:
    def __set_name__(self, owner, name): raise ValueError('no name')
try:
    class B: attr = Bad()
except RuntimeError as e: print(e, repr(e.__cause__))
