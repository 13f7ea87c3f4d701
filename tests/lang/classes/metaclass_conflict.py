class M(type): pass
class N(type): pass
class A(metaclass=M): pass
class B(metaclass=N): pass
try:
    class C(A, B): pass
except TypeError as e: print(e)
class MN(M, N): pass
class D(A, B, metaclass=MN): pass
print(type(D).__name__, [c.__name__ for c in D.__mro__])
try:
    class E(metaclass=lambda *a: 5): pass
    print(E)
except TypeError as e: print(e)
try:
    class F(A, metaclass=N): pass
except TypeError as e: print(e)
