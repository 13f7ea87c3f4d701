# Proxies as native types: what they pass on, what they refuse; SimpleQueue as one.
import gc
import pickle
import queue
import threading
import time
import weakref


def show(text, **names):
    try:
        print(text, '->', eval(text, dict(globals(), **names)))
    except Exception as e:
        print(text, '->', type(e).__module__, type(e).__name__, e)


class C:
    def __pow__(self, other, mod=None): return other, mod
    def __iter__(self): return iter([1, 2])
    def __eq__(self, other): return self is other
    def __lt__(self, other): return 'lt'
    def __matmul__(self, other): return other
    def __radd__(self, other): return 'radd', other
    def __iadd__(self, other): return 'iadd'
    def __len__(self): return 0
    def __bytes__(self): return b'q'
    def __getitem__(self, key): return 'item', key
    def __setitem__(self, key, value): print('set', key, value)
    def __delitem__(self, key): print('del', key)
    def __contains__(self, item): return item == 3
    def __index__(self): return 7
    def __int__(self): return 8
    def __float__(self): return 9.0
    def __neg__(self): return 'neg'
    def __invert__(self): return 'inv'
    def __divmod__(self, other): return 'dm', other
    def __enter__(self): return self
    def __exit__(self, *args): pass
    def __reversed__(self): return iter('rev')
    def __str__(self): return 'a C'
    def method(self): return type(self).__name__


c = C()
p = weakref.proxy(c)
for text in ('p == p, p == c, c == p, p != c', 'p < 1', 'p > 1', 'p ** 2, pow(p, 2, 3), pow(p, p, None)[0] is c', '2 ** p', 'p @ p is c', '1 + p', 'p + 1', 'bool(p), len(p)', 'bytes(p)',
             'list(p)', 'next(p)', 'p[1], p[p][1] is c', '3 in p, 4 in p', 'int(p), float(p), [0] * p', '-p, ~p', '+p', 'abs(p)', 'divmod(p, 2)', 'p // 2', 'str(p), format(p)', 'format(p, "x")',
             'round(p)', 'complex(p)', 'hash(p)', 'list(reversed(p))', 'p.method(), p.__class__', 'p.none', 'isinstance(p, C), type(p), type(p).__mro__', 'type(p)()', 'weakref.ref(p)', 'p()',
             'weakref.proxy(c) is p', 'weakref.proxy(1)', 'weakref.proxy()', 'weakref.proxy(c, 1, 2)', 'weakref.proxy(c, callback=1)', 'type(weakref.proxy(C))', 'weakref.proxy(C)().method()',
             'weakref.proxy(set()) | {1}', 'str(weakref.proxy(set()))', 'repr(weakref.proxy(set())).split(" at ")[0]', 'class_(p)', 'type("X", (type(p),), {})'):
    show(text)
try:
    with p:
        pass
except TypeError as e:
    print(e)
p[1] = 2
del p[3]
q = p
q += 1
print(q)
p.x = 5
print(c.x)
del p.x
print(hasattr(c, 'x'))
calls = []
r1, r2 = weakref.ref(c, lambda r: calls.append('r1')), weakref.proxy(c, lambda r: calls.append(type(r).__name__))
plain = weakref.ref(c)
print(r2 is p, weakref.getweakrefcount(c), [type(r).__name__ for r in weakref.getweakrefs(c)])
del c, q
gc.collect()
print(calls)
for text in ('p.x', 'p == 1', 'bool(p)', 'len(p)', 'p + 1', 'repr(p).split(" at ")[0]'):
    show(text)
print(sorted(set(vars(weakref.ProxyType)) ^ set(vars(weakref.CallableProxyType))), weakref.ProxyTypes)

# --- SimpleQueue ---
q = queue.SimpleQueue()
for text in ('q.get(False)', 'q.get(timeout=-1)', 'q.get(True, "x")', 'q.get(block=[])', 'q.get(1, 2, 3)', 'q.get(bogus=1)', 'q.put()', 'q.put(1, 2, "x", 4)', 'q.put_nowait()', 'q.get_nowait(1)',
             'q.get_nowait(bogus=1)', 'q.empty(1)', 'queue.SimpleQueue(1)', 'queue.SimpleQueue(a=1)', 'q.get(True, 1e20)', 'q.get(False, 1)', 'q.get(True, 0.001)', 'q.get(False, -1)',
             'q.get(True, float("nan"))', 'q.put(1, timeout=-1, block=3)', 'q.qsize(), q.empty()', 'q.get_nowait()', 'q.x', 'pickle.dumps(q)', 'type(q), queue.SimpleQueue[int], weakref.ref(q)() is q'):
    show(text)
for i in range(20):
    q.put(i)
    if i % 3 == 0:
        q.get()
print([q.get() for _ in range(q.qsize())])


class Own(queue.SimpleQueue):
    def __init__(self, name):
        self.name = name


own = Own('n')
own.put(own)
ref = weakref.ref(own)
del own
gc.collect()
print(ref())
got = []
threads = [threading.Thread(target=lambda: [got.append(q.get()) for _ in range(100)]) for _ in range(4)]
for t in threads:
    t.start()
time.sleep(0.01)
for i in range(400):
    q.put(i)
for t in threads:
    t.join()
print(sorted(got) == list(range(400)), q.empty())
