# __slots__: member descriptors, inheritance, conflicts, __dict__ and __weakref__ in slots.
class P:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = P(1, 2)
print(p.x, p.y, P.x, hasattr(p, '__dict__'))
try:
    p.z = 3
except AttributeError as e:
    print(e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
try:
    del p.x
except AttributeError as e:
    print(e)


class Q(P):
    __slots__ = ['z', '__private']

    def set(self):
        self.__private = 7
        return self.__private


q = Q(1, 2)
q.z = 3
print(q.x, q.y, q.z, q.set(), q._Q__private)


class R(Q):
    pass


r = R(1, 2)
r.free = 'yes'
print(r.__dict__, r.free, r.x)


class WithDict:
    __slots__ = ('a', '__dict__')


w = WithDict()
w.a = 1
w.b = 2
print(w.__dict__, w.a, w.b)


def attempt(**ns):
    try:
        type('T', ns.pop('bases', ()), ns)
        print('ok')
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


attempt(__slots__=('a',), a=1)
attempt(__slots__=(5,))
attempt(__slots__=('a b',))
attempt(__slots__=('a',), bases=(int,))
attempt(__slots__=('__dict__',), bases=(R,))
attempt(__slots__=(), bases=(int,))
attempt(__slots__='single')
attempt(bases=(P, type('S', (), {'__slots__': ('s',)})))
attempt(bases=(P, type('S', (), {'__slots__': ()})))
attempt(__slots__=('a',), bases=(str,))


class L(list):
    __slots__ = ('tag',)


l = L([1, 2])
l.tag = 't'
print(l, l.tag, len(l))
try:
    l.other = 1
except AttributeError as e:
    print(e)
print(P.__slots__, sorted(k for k in Q.__dict__ if not k.startswith('__')))


class E:
    __slots__ = ()


try:
    E().x = 1
except AttributeError as e:
    print(e)


class D1:
    __slots__ = {'a': 'doc of a', 'b': 'doc'}


d = D1()
d.a = 1
print(d.a, D1.__slots__)
