class A:
    def __init_subclass__(cls, /, need, **kw): super().__init_subclass__(**kw); cls.need = need
class B(A, need=1): pass
print(B.need)
for src in ('class C(A): pass', 'class C(A, need=1, other=2): pass', 'class C(B): pass', 'class C(object, x=1): pass', 'class C(int, metaclass=type, y=2): pass'):
    try: exec(src)
    except TypeError as e: print(e)
