# Generators: send, throw, close, yield from, return values, PEP 479.
def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("finally")
    return "done"
it = g()
print(next(it), it.send("a"))
print(it.throw(ValueError("bad")))
try: next(it)
except StopIteration as e: print("stop", e.value)
print(next(it, "default"))
it = g(); next(it); it.close(); print("closed")
it = g()
try: it.send(1)
except TypeError as e: print(e)
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: print("ignored")
it = stubborn(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def leak():
    yield 1
    raise StopIteration(5)
it = leak(); next(it)
try: next(it)
except RuntimeError as e: print(e, repr(e.__cause__))
def inner():
    r = yield "i1"
    print("inner got", r)
    try: yield "i2"
    except KeyError as e:
        print("inner caught", e)
        yield "i3"
    return "inner result"
def outer():
    r = yield from inner()
    print("outer got", r)
    yield from [10, 20]
    return r
it = outer()
print(next(it), it.send("s"), it.throw(KeyError("k")), next(it), next(it))
try: next(it)
except StopIteration as e: print(e.value)
it = outer(); next(it); it.close()
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("class value")
        return self.n
    def send(self, v): print("send", v); return "sent"
    def throw(self, *a): print("throw", type(a[0]).__name__); raise StopIteration("thrown value")
    def close(self): print("close called")
def d(): return (yield from It())
it = d()
print(next(it), it.send(5), next(it))
try: next(it)
except StopIteration as e: print(e.value)
it = d(); next(it)
try: it.throw(OSError())
except StopIteration as e: print(e.value)
it = d(); next(it); it.close()
def rec():
    yield next(me)
me = rec()
try: next(me)
except ValueError as e: print(e)
def fin():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
for v in fin():
    print(v)
    break
print("after break")
x = fin(); next(x); del x
print("after del")
def empty():
    return
    yield
print(list(empty()), list(x * x for x in range(4) if x % 2))
def handled():
    try: raise ValueError("v")
    except ValueError:
        yield 1
        import sys
        print(sys.exc_info()[0])
h = handled(); next(h)
try: raise KeyError
except KeyError:
    import sys
    print(sys.exc_info()[0].__name__); next(h, None); print(sys.exc_info()[0].__name__)
gi = fin(); print(gi.gi_running, gi.gi_frame is not None, gi.__name__, gi.__qualname__, type(gi).__name__)
print(list(gi), gi.gi_frame)
def many(*a, k=1, **kw):
    yield a; yield k; yield kw
print(list(many(1, 2, k=3, z=4)))
def tree(n):
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(list(tree(4)))
def unpack(): yield from ((1, 2), (3, 4))
for a, b in unpack(): print(a, b)
print(*unpack(), sep="|"); p, q = unpack(); print(p, q)
print(sum(x for x in range(1000)), max((len(w), w) for w in ["a", "bbb", "cc"]))
def swallow():
    while True:
        try: v = yield
        except Exception as e: print("swallowed", type(e).__name__, e)
        else: print("v", v)
s = swallow(); next(s); s.send(1); s.throw(ValueError, "old style"); s.throw(KeyError("k")); s.close()
try: s.send(1)
except StopIteration: print("exhausted")
try: fin().throw(ValueError("at start"))
except ValueError as e: print(e)
