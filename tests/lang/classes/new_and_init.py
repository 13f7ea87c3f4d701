class A:
    def __new__(cls, *a, **k): print('new', cls.__name__, a, k); return super().__new__(cls)
    def __init__(self, *a, **k): print('init', a, k)
class B(A): pass
B(1, x=2)
class C:
    def __new__(cls): return 5
    def __init__(self): print('never')
print(C())
class D(A):
    def __new__(cls): return object.__new__(A)
    def __init__(self): print('never')
print(type(D()).__name__)
class E:
    def __init__(self): return 5
try: E()
except TypeError as e: print(e)
class Singleton:
    one = None
    def __new__(cls):
        if cls.one is None: cls.one = super().__new__(cls)
        return cls.one
print(Singleton() is Singleton())
class P(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
print(P(1, 2), P(1, 2)[0], type(P(1, 2)).__name__)
