from collections import *
import collections.abc as cabc
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)
P = namedtuple('P', 'x y'); p = P(1, 2)
print(p, p.x, p._asdict(), p._replace(x=5), P._fields, P._make([3, 4]), p == (1, 2), P.__doc__, P.x.__doc__, P.__new__.__doc__, repr(P), P.__match_args__, p[1], len(p), hash(p) == hash((1, 2)))
t(P, 1); t(P, 1, 2, 3); t(P, x=1, y=2); t(p._replace, z=1); t(P._make, [1]); t(namedtuple, 'A', 'a a'); t(namedtuple, 'A', 'class'); t(namedtuple, 'A', '_a'); t(namedtuple, '1', 'a'); t(lambda: namedtuple('R', 'a def a', rename=True)._fields)
D = namedtuple('D', 'a b c', defaults=[8, 9]); print(D(1), D._field_defaults); t(namedtuple, 'E', 'a', defaults=[1, 2])
class Q(namedtuple('Q', ['m', 'n'])):
    __slots__ = ()
    @property
    def s(self): return self.m + self.n
print(Q(1, 2).s, Q(1, 2)); t(lambda: setattr(p, 'x', 3))
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], sorted(c.elements())[:4], c.total()); c.update('aaa'); print(c['a']); c.subtract('a' * 20); print(c['a'], +c, -c)
print(Counter(a=3, b=1) + Counter(a=1, b=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3) & Counter(a=1), Counter(a=3) | Counter(a=5, b=1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter({'x': 2}), Counter())
t(Counter.fromkeys, 'ab'); k = Counter('ab'); del k['zz']; print(k, k.copy(), dict(k), Counter([1, 1, 2]).most_common())
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); o.move_to_end('a'); print(o); o.move_to_end('c', last=False); print(o, list(o), list(reversed(o))); print(o.popitem(), o.popitem(last=False), o); print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {'a': 1}, OrderedDict.fromkeys('ab', 0), o.copy(), OrderedDict(a=1) | {'b': 2}); t(OrderedDict().popitem); t(o.move_to_end, 'zz'); t(OrderedDict)
d = defaultdict(list); d['x'].append(1); print(d, d['y'], dict(d), d.default_factory, d.get('q'), 'q' in d); e = defaultdict(int, a=1); e['b'] += 5; print(e, e.copy(), sorted(e)); t(defaultdict, 5); f = defaultdict(); t(lambda: f['k']); print(defaultdict(None, {1: 2}), defaultdict(lambda: 7)['a'], e | {'c': 1})
class DD(defaultdict):
    def __missing__(self, k): return k * 2
print(DD(int)['ab'])
q = deque([1, 2, 3], maxlen=4); q.append(4); q.append(5); print(q, q.maxlen); q.appendleft(0); print(q); q.rotate(1); print(q); q.rotate(-2); print(q, q.pop(), q.popleft(), q); q.extend([7, 8]); q.extendleft([9]); print(q, q[0], q[-1], len(q), 7 in q, q.count(7), q.index(7)); q.remove(7); print(q); q.reverse(); print(q, list(reversed(q)), q.copy() == q, deque('ab') + deque('c'), deque('ab') * 2, deque([1]) < deque([2]), bool(deque()))
t(deque().pop); t(deque().popleft); t(lambda: q[10]); t(q.remove, 'x'); t(q.index, 'x'); t(deque, 5); t(deque, [], -1); t(deque, [], 'a'); t(lambda: deque([1]) + [2])
def mut():
    z = deque([1, 2])
    for i in z: z.append(i)
t(mut); q = deque([1, 2, 3]); q.insert(1, 'i'); print(q); del q[0]; q[0] = 'z'; print(q); q.clear(); print(q, deque([1, 2, 3], 2), deque(maxlen=0)); r = deque(); r.append(r); print(r)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m, m['a'], m['b'], dict(m), m.new_child({'c': 1})['c'], m.parents, len(m), list(m), 'z' in m); m['b'] = 9; print(m.maps, m.get('q', 5)); t(lambda: m['zz']); t(m.pop, 'zz')
u = UserDict(a=1); u['b'] = 2; print(u, u.data, 'a' in u, u | {'c': 3}); l = UserList([1, 2]); l.append(3); print(l, l[0], l[1:], l + [4], len(l)); s = UserString('abc'); print(s, s.upper(), s + 'd', s[0], 'b' in s, s == 'abc', s.split('b'), type(s.upper()).__name__)
print(isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping), isinstance(set(), cabc.Set), isinstance('', cabc.Iterable), isinstance(5, cabc.Hashable), isinstance([], cabc.Hashable), isinstance(len, cabc.Callable), isinstance(iter([]), cabc.Iterator), isinstance((i for i in ()), cabc.Generator), isinstance({}.keys(), cabc.KeysView), issubclass(list, cabc.MutableSequence), isinstance(range(3), cabc.Sequence), isinstance(deque(), cabc.MutableSequence), isinstance(b'', cabc.ByteString))
class MyMap(cabc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
x = MyMap(); x['a'] = 1; x.update(b=2); print(dict(x), x.pop('a'), x.get('z', 0), x.setdefault('q', 5), list(x.items()), list(x.keys()), x == {'b': 2, 'q': 5}, x.popitem(), len(x)); x.clear(); print(len(x)); t(x.pop, 'z'); t(cabc.Mapping)
class MySeq(cabc.Sequence):
    def __getitem__(self, i): return [10, 20, 30][i]
    def __len__(self): return 3
print(list(MySeq()), 20 in MySeq(), MySeq().index(30), MySeq().count(10), list(reversed(MySeq())))
class MySet(cabc.Set):
    def __init__(self, i): self.i = list(dict.fromkeys(i))
    def __contains__(self, x): return x in self.i
    def __iter__(self): return iter(self.i)
    def __len__(self): return len(self.i)
print(list(MySet([1, 2]) & MySet([2, 3])), list(MySet([1]) | {2}), MySet([1]) <= MySet([1, 2]), MySet([1, 2]) == MySet([2, 1]), list(MySet([1, 2]) - MySet([1])), list(MySet([1, 2]) ^ MySet([2, 3])))
