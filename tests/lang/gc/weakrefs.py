# Weak references: liveness, callbacks and their order, equality, hash, types that refuse them.
import gc
import weakref


class C:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, C) and self.n == o.n

    def __hash__(self):
        return hash(self.n)


c = C()
r = weakref.ref(c)
print(r() is c, r is weakref.ref(c), weakref.getweakrefcount(c))
del c
print(r(), r() is None)
c = C(1)
calls = []
r1 = weakref.ref(c, lambda w: calls.append('first'))
r2 = weakref.ref(c, lambda w: calls.append('second'))
r3 = weakref.ref(c)
print(weakref.getweakrefcount(c), r1 is r3)
del c
print(calls, r1(), r2(), r3())
a, b = C(5), C(5)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, hash(ra) == hash(rb), ra != rb)
del a
print(ra == rb, hash(ra) == 5)
d = C(7)
rd = weakref.ref(d)
del d
try:
    hash(rd)
except TypeError as e:
    print(e)
for v in (5, 'x', (1,), None, [], {}):
    try:
        weakref.ref(v)
        print('ok')
    except TypeError as e:
        print(e)


def f(): pass


print(weakref.ref(f)() is f, weakref.ref(C)() is C, weakref.ref({1})() is None)


class S:
    __slots__ = ('x',)


class SW:
    __slots__ = ('x', '__weakref__')


try:
    weakref.ref(S())
except TypeError as e:
    print(e)
sw = SW()
print(weakref.ref(sw)() is sw)


class L(list):
    pass


l = L([1])
print(weakref.ref(l)() == [1])
# in a cycle: cleared before __del__, callback outside the trash runs
log = []


class Cyc:
    def __init__(self):
        self.me = self

    def __del__(self):
        log.append(('del', ref() is None))


x = Cyc()
ref = weakref.ref(x, lambda w: log.append('callback'))
del x
gc.collect()
print(log, ref())
# callback whose reference is itself trash does not run


class T:
    pass


t = T()
t.me = t
t.ref = weakref.ref(t, lambda w: print('must not run'))
del t
gc.collect()


class MyRef(weakref.ref):
    def __new__(cls, o, cb=None, tag=None):
        return super().__new__(cls, o, cb)

    def __init__(self, o, cb=None, tag=None):
        super().__init__(o, cb)
        self.tag = tag


c = C()
m = MyRef(c, None, 'tagged')
print(m.tag, m() is c, m is weakref.ref(c), isinstance(m, weakref.ref))
w = weakref.WeakValueDictionary()
v = C(3)
w['k'] = v
print(list(w), 'k' in w)
del v
print(list(w), len(w))
k = weakref.WeakKeyDictionary()
o = C(9)
k[o] = 1
print(len(k))
del o
print(len(k))
s = weakref.WeakSet([c])
print(len(s))
del c
print(len(s))
p = C(4)
pr = weakref.proxy(p)
print(pr.n)
del p
try:
    pr.n
except ReferenceError as e:
    print(e)
