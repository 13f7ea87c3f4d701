class M(type):
    def __instancecheck__(cls, o): return o == 'member'
    def __subclasscheck__(cls, c): return c is int
class C(metaclass=M): pass
print(isinstance('member', C), isinstance(C.__new__(C), C), issubclass(int, C), isinstance(1, (str, (float, int))), isinstance(True, int), issubclass(bool, (str, int)))
print(isinstance(1, int | str), isinstance(None, int | None), issubclass(int, int | str))
for f, a in ((isinstance, (1, 5)), (isinstance, (1, (int, 5))), (isinstance, (1.0, (int, 5))), (issubclass, (5, int)), (issubclass, (int, 5)), (isinstance, (1, list[int])), (issubclass, (list, list[int])), (isinstance, (1,))):
    try: print(f(*a))
    except TypeError as e: print(e)
class P:
    __class__ = int
print(isinstance(P(), int), isinstance(P(), P), type(P()).__name__)
