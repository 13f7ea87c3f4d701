class L:
    def __len__(self): return 0
class B(L):
    def __bool__(self): return True
class Bad:
    def __bool__(self): return 3
print(bool(), bool(0.0), bool('0'), bool([]), bool(L()), bool(B()), bool(object), bool(0j), bool(b''), bool(range(0)))
try: bool(Bad())
except TypeError as e: print(e)
try: bool(1, 2)
except TypeError as e: print(e)
try: bool(x=1)
except TypeError as e: print(e)
print(True + True, True & 1, True & False, True ^ True, ~True, -True, True == 1.0, hash(True), issubclass(bool, int))
try:
    class C(bool): pass
except TypeError as e: print(e)
