import io, sys, os, functools, collections, weakref, gc
# native code whose arguments call back: close, detach, clear in mid-operation; wrong results of script-defined streams
def t(f):
    try: r = f()
    except BaseException as e: print(type(e).__name__, str(e)[:80])
    else: print(type(r).__name__)
class Evil:
    def __init__(self, f): self.f = f
    def __eq__(self, o): self.f(); return False
    def __hash__(self): return 1
    def __str__(self): self.f(); return 'evil'
    def __index__(self): self.f(); return 1
    def __len__(self): self.f(); return 1
d = collections.deque([1, 2, 3]); t(lambda: Evil(d.clear) in d); print(d)
d = collections.deque([Evil(lambda: d.clear()), 2]); t(lambda: d.remove(5)); d = collections.deque([1]); t(lambda: d.index(Evil(d.clear)))
s = io.StringIO('abc'); t(lambda: s.read(Evil(s.close))); s = io.BytesIO(b'abc'); t(lambda: s.read(Evil(s.close)))
s = io.BytesIO(b'abc'); v = s.getbuffer(); t(lambda: s.write(b'x' * 100)); t(s.close); v.release(); s.close(); t(lambda: s.getbuffer())
class W:
    def write(self, x): sys.stdout = sys.__stdout__; return len(x)
    def flush(self): pass
sys.stdout = W(); print('gone'); print('back')
class P:
    def __str__(self): sys.stdout = io.StringIO(); return 'P'
o = sys.stdout; print(P(), 1); sys.stdout = o
t(lambda: functools.reduce(lambda a, b: a, Evil(lambda: None)))
@functools.lru_cache(maxsize=3)
def f(x): f.cache_clear(); return x
print([f(i % 5) for i in range(20)])
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): g.cache_clear(); return self.v == o.v
@functools.lru_cache(maxsize=3)
def g(x): return x.v
print([g(K(i % 4)) for i in range(20)])
t(lambda: io.TextIOWrapper(5)); t(lambda: io.BufferedReader(None)); t(lambda: io.TextIOWrapper.__new__(io.TextIOWrapper).read()); t(lambda: io.BufferedReader.__new__(io.BufferedReader).read()); t(lambda: io.FileIO.__new__(io.FileIO).read()); t(lambda: repr(io.TextIOWrapper.__new__(io.TextIOWrapper))); t(lambda: io.StringIO.__new__(io.StringIO).read())
class R(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b): return 10**9
t(lambda: io.BufferedReader(R()).read(10))
class R2(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b): return -5
t(lambda: io.BufferedReader(R2()).read(10))
class R3(io.RawIOBase):
    def writable(self): return True
    def write(self, b): return 10**6
t(lambda: io.BufferedWriter(R3()).write(b'x' * 10000))
class B:
    def readable(self): return True
    def writable(self): return False
    def seekable(self): return False
    closed = False
    def read(self, n=-1): return 'not bytes'
    def close(self): pass
    def flush(self): pass
t(lambda: io.TextIOWrapper(B()).read())
class B2(B):
    def read(self, n=-1): raise KeyError('k')
t(lambda: io.TextIOWrapper(B2()).readline())
w = io.TextIOWrapper(io.BytesIO()); w.write('abc'); b = w.detach(); t(lambda: w.write('x')); t(lambda: w.close()); t(lambda: w.name); del w
f1 = open('/dev/null'); fd = f1.fileno(); os.close(fd); t(f1.read); t(f1.close)
class SubF(io.FileIO):
    def close(self): print('closing'); super().close()
x = SubF('/dev/null'); del x
class SubT(io.TextIOWrapper): pass
x = SubT(io.BytesIO(b'a\nb')); x.attr = 5; print(list(x), x.attr); x.self = x; del x; gc.collect()
p = functools.partial(print); p.__setstate__((max, (1,), {'key': None}, None)); t(lambda: p(3)); t(lambda: p.__setstate__((1, 2))); p.loop = p; del p; gc.collect()
pp = functools.partial(len); pp.__setstate__((pp, (), {}, None)); t(lambda: repr(pp)); t(lambda: pp())
dd = collections.defaultdict(lambda: dd); dd['a']; print(len(dd)); t(lambda: repr(dd)); del dd; gc.collect()
dq = collections.deque(); dq.append(dq); t(lambda: repr(dq)); dq2 = collections.deque(); dq2.append(dq2); t(lambda: dq == dq2); del dq, dq2; gc.collect()
t(lambda: compile('(' * 1000 + ')' * 1000, 'x', 'eval')); t(lambda: eval('-' * 100000 + '1')); t(lambda: exec('x = ' + '[' * 300))
t(lambda: sys.setrecursionlimit(10**9)); sys.setrecursionlimit(1000)
def deep(n): return deep(n + 1)
t(lambda: deep(0))
class M:
    def __getattr__(self, n): return getattr(self, n + 'x')
t(lambda: M().a)
l = []
for i in range(100000): l = [l]
t(lambda: repr(l)); t(lambda: l == [l]); del l
t(lambda: sorted([Evil(lambda: None)] * 3)); t(lambda: max([], key=5)); t(lambda: sum([1], Evil(lambda: None))); t(lambda: print(sep='x', end='y', file=5))
class A:
    def __del__(self): global z; z = self
z = None; A(); print(z is not None); z = None
os.environ['X' * 10] = 'y'; t(lambda: os.environ.__setitem__('a=b', 'c')); t(lambda: os.putenv('a\0', 'b')); t(lambda: os.read(0, -1)); t(lambda: os.write(-1, b'')); t(lambda: os.execv('/nope', ['a'])); t(lambda: os.execv('/nope', [])); t(lambda: open(-1)); t(lambda: open(10**30)); t(lambda: os.stat(b'/')); t(lambda: os.scandir('/nope')); it = os.scandir('/'); del it; t(lambda: os.listdir(b'/')); t(lambda: os.urandom(-1)); t(lambda: os.readlink('/'))
import time, math, signal
t(lambda: time.strftime('%', (0,) * 9)); t(lambda: time.strftime('%Y' * 1000, time.gmtime(0))); t(lambda: time.gmtime(1e30)); t(lambda: time.gmtime(float('nan'))); t(lambda: time.mktime((10**10,) * 9)); t(lambda: time.asctime((1,) * 9)); t(lambda: time.strftime('\ud800')); t(lambda: time.ctime(2**62)); t(lambda: math.factorial(10**20)); t(lambda: math.comb(10**20, 10**19 * 5)); t(lambda: math.isqrt(2**5000)); t(lambda: math.gcd(2**5000, 3**3000)); t(lambda: math.log(2**100000)); t(lambda: signal.signal(99, None)); t(lambda: signal.signal(9, lambda *a: 0)); t(lambda: math.hypot(*range(1000))); t(lambda: math.dist([1] * 1000, [2] * 1000))
print('end')
