# __reduce_ex__, __getstate__, copy and deepcopy of plain instances, slots, subclasses of built-ins.
import copy


class P:
    def __init__(self, x):
        self.x = x


class S:
    __slots__ = ('a', 'b')


class L(list):
    pass


class D(dict):
    pass


class I(int):
    pass


class N(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


p = P([1])
r = p.__reduce_ex__(4)
print(r[0].__name__, r[1] == (P,), r[2:], p.__getstate__(), object().__getstate__())
q = copy.copy(p)
d = copy.deepcopy(p)
print(q.x is p.x, d.x is p.x, d.x, type(q) is P)
s = S()
s.a = 1
print(s.__getstate__(), copy.copy(s).a, hasattr(copy.copy(s), 'b'))
l = L([1, [2]])
l.tag = 't'
m = copy.deepcopy(l)
print(m, m.tag, type(m).__name__, m[1] is l[1])
dd = D(a=1)
dd.tag = 'x'
print(copy.copy(dd), copy.copy(dd).tag, type(copy.copy(dd)).__name__)
i = I(5)
i.tag = 'int'
print(copy.copy(i), copy.copy(i).tag, type(copy.copy(i)).__name__)
n = N(1, 2)
print(copy.copy(n), type(copy.copy(n)).__name__, n.__reduce_ex__(2)[1][1:])
e = ValueError('a', 1)
e.extra = 2
print(e.__reduce__(), copy.copy(e).args, copy.copy(e).extra)


class G:
    def __getstate__(self):
        return {'state': 1}

    def __setstate__(self, st):
        self.restored = st


print(copy.copy(G()).restored)


class K:
    def __init__(self, v):
        self.v = v

    def __reduce__(self):
        return K, (self.v + 1,)


print(copy.copy(K(1)).v)


class C:
    def __copy__(self):
        return 'copied'

    def __deepcopy__(self, memo):
        return 'deep'


print(copy.copy(C()), copy.deepcopy([C()]))
a = []
a.append(a)
b = copy.deepcopy(a)
print(b[0] is b, b is a)
for v in (iter([]), (x for x in []), ):
    try:
        v2 = copy.copy(v)
        print(type(v2).__name__)
    except TypeError as e:
        print(e)
