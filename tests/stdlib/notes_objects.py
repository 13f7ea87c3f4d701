# Pickles, streams of one's own, abstract classes, weak references, packed data: as notes use them.
import pickle, copyreg, io, abc, weakref, gc, sys, pickletools, collections, enum, dataclasses, functools, contextlib, types, array, struct, heapq, bisect, time, fcntl, os, tempfile, signal, atexit, itertools, operator, string, textwrap, queue
def attempt(*fs):
    for f in fs:
        try: r = f(); print(repr(r)[:400])
        except Exception as e: print(type(e).__name__, e)
class Base:
    def __init__(self, a): self.a = a
    def __eq__(self, o): return type(self) is type(o) and self.__dict__ == o.__dict__
class Child(Base):
    def __init__(self, a, b): super().__init__(a); self.b = b; self.lock = 'L'
    def __getstate__(self): s = self.__dict__.copy(); del s['lock']; return s
    def __setstate__(self, s): self.__dict__.update(s); self.lock = 'new'
class NewArgs(tuple):
    def __new__(cls, x, *, y=0): self = super().__new__(cls, (x, y)); return self
    def __getnewargs_ex__(self): return (self[0],), {'y': self[1]}
class Slots:
    __slots__ = ('x', 'y')
    def __init__(self, x): self.x = x
class SubDict(dict): pass
class SubList(list):
    def __reduce_ex__(self, p): return (SubList, (), {'tag': p}, iter(self))
class Outer:
    class Inner:
        v = 1
        def m(self): return 'm'
class E(enum.Enum): A = 1
@dataclasses.dataclass(frozen=True, slots=True)
class DC: x: int; y: list = dataclasses.field(default_factory=list)
def rt(o, p=None): return pickle.loads(pickle.dumps(o, p))
for p in range(6):
    c = rt(Child(1, [2]), p); print(p, c.__dict__, rt(E.A, p) is E.A, rt(Outer.Inner, p) is Outer.Inner, rt([1.5, 'é', b'x', None, True, -10**20, {1: (2,)}, {3}, frozenset([4]), 1j, range(3), slice(1, 2), Ellipsis, bytearray(b'q')], p)) 
    if p >= 2: s = Slots(5); t = rt(s, p); print(t.x, hasattr(t, 'y'), rt(NewArgs(1, y=2), p), rt(DC(1, [2]), p)); d = SubDict(a=1); d.z = 3; d2 = rt(d, p); print(d2, d2.z, type(d2)); l = rt(SubList([1, 2]), p); print(l, l.tag)
attempt(lambda: rt(Slots(1), 0), lambda: rt(Slots(1), 1), lambda: pickle.dumps(Outer.Inner().m), lambda: rt(len), lambda: rt(functools.partial(int, base=2))('11'), lambda: rt(operator.itemgetter(1))([1, 2]), lambda: rt(collections.namedtuple('Zed', 'a')(1)), lambda: rt(type(None)), lambda: rt(NotImplemented), lambda: rt(sys), lambda: rt(iter([1, 2])).__next__(), lambda: list(rt(itertools.count(5)).__reduce__()), lambda: rt(collections.deque([1], 3)), lambda: rt(collections.Counter('aa')), lambda: rt(collections.OrderedDict(a=1)), lambda: rt(collections.defaultdict(list, a=[1])), lambda: rt(ValueError('x', 1)).args, lambda: rt(KeyError), lambda: rt(array.array('d', [1.5])), lambda: rt(time.gmtime(0))[:3], lambda: rt(types.SimpleNamespace(a=1)))
class P(pickle.Pickler):
    def persistent_id(self, o): return ('DB', o.a) if isinstance(o, Base) and not isinstance(o, Child) else None
    def reducer_override(self, o): return (str, ('overridden',)) if isinstance(o, complex) else NotImplemented
class U(pickle.Unpickler):
    def persistent_load(self, pid): return ('loaded', pid)
    def find_class(self, m, n):
        if m == 'builtins' and n == 'eval': raise pickle.UnpicklingError('forbidden %s.%s' % (m, n))
        return super().find_class(m, n)
b = io.BytesIO(); P(b, 4).dump([Base(7), 2j, 'x']); b.seek(0); print(U(b).load()); attempt(lambda: U(io.BytesIO(pickle.dumps(eval))).load(), lambda: pickle.loads(b.getvalue()))
copyreg.pickle(Base, lambda o: (Base, (o.a * 10,))); print(rt(Base(1)).a); a = []; a.append(a); r = rt(a); print(r[0] is r); m = {}; m['me'] = m; print(rt(m)); pickletools.dis(pickle.dumps((1, 'a', [2.5, None], {'k': b'v'}), 4)); pickletools.dis(pickle.dumps([1, -1, 300, 2**40], 0)); print(pickletools.optimize(pickle.dumps(['a', 'a'], 2)))
class Raw(io.RawIOBase):
    def __init__(self, data): self.d = data; self.p = 0
    def readable(self): return True
    def readinto(self, b): n = min(len(b), len(self.d) - self.p, 3); b[:n] = self.d[self.p:self.p + n]; self.p += n; return n
t = io.TextIOWrapper(io.BufferedReader(Raw('línea 1\nzwei\r\ndrei'.encode()), 4), 'utf-8'); print([l for l in t], t.closed, t.buffer.raw.__class__); t.close(); attempt(lambda: t.read(), lambda: Raw(b'abc').read(), lambda: Raw(b'abcdef').readall(), lambda: Raw(b'').write(b'x'), lambda: io.BufferedWriter(Raw(b'')), lambda: Raw(b'a\nb').readline(), lambda: list(Raw(b'a\nb')))
w = io.BytesIO(); x = io.TextIOWrapper(w, 'utf-8', newline='\r\n', write_through=True, line_buffering=True); print(x.write('a\nb'), w.getvalue(), x.line_buffering, x); x.reconfigure(newline='\n'); x.write('\n'); print(w.getvalue()); fn = tempfile.mktemp(); f = open(fn, 'w+', encoding='utf-8'); f.write('αβγ\nδ\n'); f.seek(0); print(f.readline(), f.tell(), f.read(1), f.tell(), f.seek(f.tell()), f.read()); f.truncate(2); f.seek(0); print(f.read(), f.mode, f.encoding, f.errors, f.newlines, f.isatty(), f.fileno() > 2); f.close(); f = open(fn, 'rb+', buffering=0); print(f, f.read(1), f.write(b'zz'), f.seek(0, 2)) if 0 else None; os.unlink(fn)
class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...
    @classmethod
    @abc.abstractmethod
    def make(cls): ...
    @staticmethod
    @abc.abstractmethod
    def st(): ...
    @classmethod
    def __subclasshook__(cls, c): return True if cls is Shape and any('area' in k.__dict__ for k in c.__mro__) else NotImplemented
class Sq(Shape): area = 4
class Duck: area = 1
attempt(lambda: Shape(), lambda: Sq(), lambda: issubclass(Duck, Shape), lambda: isinstance(Duck(), Shape), lambda: sorted(Sq.__abstractmethods__), lambda: Shape.register(int), lambda: issubclass(int, Shape), lambda: collections.abc.Sized.register, lambda: isinstance([], collections.abc.Sequence), lambda: collections.abc.Mapping(), lambda: abc.get_cache_token() > 0, lambda: abc.update_abstractmethods(Sq), lambda: issubclass(5, Shape))
class Map(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
q = Map(); q.update(a=1, b=2); print(q.pop('a'), q.setdefault('c', 3), list(q.items()), list(q.keys()), q == {'b': 2, 'c': 3}, q.popitem(), q.get('zz'), 'b' in q, q.clear(), len(q)); attempt(lambda: q.popitem(), lambda: q.pop('x'), lambda: q['x'])
class Node:
    def __init__(s, n): s.n = n; s.other = None
    def __repr__(s): return 'Node(%s)' % s.n
    def __del__(s):
        if s.n != 2: print('del', s.n)
n1, n2 = Node(1), Node(2); n1.other, n2.other = n2, n1; rr = weakref.ref(n1, lambda r: print('gone', r() is None)); pr = weakref.proxy(n2); print(pr.n, rr(), weakref.getweakrefcount(n1)); gc.callbacks.append(lambda ph, info: print('gc', ph, sorted(info)) if 0 else None); del n1, n2; gc.collect(); attempt(lambda: pr.n, lambda: rr()); fz = weakref.finalize(k := Node(3), print, 'final', 1); print(fz.alive, fz.peek()[1:3]); del k; print(fz.alive, fz()); wv = weakref.WeakValueDictionary(); z = Node(4); wv['z'] = z; print(len(wv), list(wv)); del z; print(len(wv)); wk = weakref.WeakKeyDictionary(); z = Node(5); wk[z] = 1; print(dict(wk)); del z; print(len(wk)); wm = weakref.WeakMethod((y := Node(6)).__repr__); print(wm()()); del y; print(wm())
s = struct.Struct('>hB3sf?'); print(s.size, s.format, s.pack(1, 2, b'ab', 1.5, True), s.unpack(s.pack(-1, 255, b'xyz', -0.0, 0)), struct.unpack('<2H', memoryview(b'\1\0\2\0'))); ar = array.array('H', [1, 2]); ar.extend([3]); ar.byteswap(); print(ar, ar.itemsize, ar.tolist(), memoryview(ar).format, ar.buffer_info()[1], ar[::-1], ar.count(256), ar.typecode)
with tempfile.TemporaryFile() as f: fcntl.flock(f, fcntl.LOCK_EX); fcntl.lockf(f, fcntl.LOCK_UN); print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f.fileno(), fcntl.F_GETFL) & os.O_RDWR)
attempt(lambda: fcntl.flock(-1, 2), lambda: fcntl.fcntl('x', 1), lambda: fcntl.ioctl(0, 99999, b'x' * 2000), lambda: signal.Signals(15), lambda: signal.signal(99, 1), lambda: signal.getsignal(2), lambda: signal.strsignal(11), lambda: atexit.register(5), lambda: heapq.nsmallest(2, [3, 1, 2]), lambda: bisect.bisect_left([1, 3], 2), lambda: textwrap.TextWrapper(bogus=1))
atexit.register(print, 'bye', sep='-')
