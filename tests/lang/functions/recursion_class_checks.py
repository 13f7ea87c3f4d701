"""How deep isinstance, issubclass and what is made of them may be called: hooks of metaclasses count, that of type too."""
import sys, enum, abc, re
class M(type): pass
class K(metaclass=M): pass
class M2(type):
    def __instancecheck__(c, o): return True
    def __subclasscheck__(c, o): return True
class K2(metaclass=M2): pass
class A(metaclass=abc.ABCMeta): pass
class P: pass
isinstance(3, A)
re.sub('a', 'b', 'c')
ops = dict(
 inst_plain=lambda: isinstance(3, P),
 inst_enum=lambda: isinstance(3, re.RegexFlag),
 inst_M=lambda: isinstance(3, K),
 inst_M_exact=lambda: isinstance(K2(), K2),
 inst_M2=lambda: isinstance(3, K2),
 inst_tuple=lambda: isinstance(3, (P, K)),
 inst_tuple_plain=lambda: isinstance(3, (P, str)),
 inst_abc=lambda: isinstance(3, A),
 inst_union=lambda: isinstance(3, str | P),
 sub_plain=lambda: issubclass(int, P),
 sub_M=lambda: issubclass(int, K),
 sub_M2=lambda: issubclass(int, K2),
 sub_tuple=lambda: issubclass(int, (P, K)),
 sub_abc=lambda: issubclass(int, A),
 resub=lambda: re.sub('a', 'b', 'c'),
)
def down(n, f):
    if n: return down(n - 1, f)
    return f()
def room(f):
    lo = None
    for k in range(0, 40):
        try:
            down(900 + k, f)
        except RecursionError as e:
            return k, str(e)
sys.setrecursionlimit(940)
for name, f in ops.items():
    for i in range(20): f()
    room(f)
    print(name, room(f))
