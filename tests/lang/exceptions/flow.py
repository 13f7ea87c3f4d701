# try, except, else, finally, with: control flow, context, restoration.
import sys
def f(n):
    try:
        if n == 0: raise ValueError("zero")
        if n == 1: return "return"
        if n == 2: raise KeyError("two")
        print("body")
    except ValueError as e:
        print("except", e)
        return "from except"
    except (KeyError, IndexError) as e:
        print("tuple", repr(e))
    else:
        print("else")
    finally:
        print("finally", n)
    return "end"
for i in range(4): print(f(i))
def over():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("i", i)
        finally:
            print("fin", i)
    return "over"
print(over())
def override():
    try: raise ValueError
    finally: return "swallowed"
print(override())
def nested():
    try:
        try: raise ValueError("a")
        except ValueError: raise KeyError("b")
    except KeyError as e:
        print(repr(e.__context__), e.__cause__, e.__suppress_context__)
    try:
        try: raise ValueError("a")
        except ValueError as v: raise KeyError("b") from v
    except KeyError as e: print(repr(e.__cause__), e.__suppress_context__)
    try: raise OSError("x") from None
    except OSError as e: print(e.__cause__, e.__suppress_context__)
nested()
print(sys.exc_info())
try:
    raise ValueError("outer")
except ValueError:
    print(sys.exc_info()[1])
    try: raise KeyError("inner")
    except KeyError: print(sys.exc_info()[1])
    print(sys.exc_info()[1])
print(sys.exc_info()[1])
try: e
except NameError as x: print(x)
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise
except ZeroDivisionError as z: print("reraised", z)
try: raise
except RuntimeError as e: print(e)
try: raise 5
except TypeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
class M:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self
    def __exit__(self, t, v, tb): print("exit", self.name, t and t.__name__, v, tb is not None); return self.swallow
with M("a") as a, M("b", True) as b:
    print(a.name, b.name)
    raise ValueError("in with")
with M("c"): pass
def r():
    with M("d"): return "returned"
print(r())
for i in range(2):
    with M(i):
        if i == 0: continue
        break
try:
    with M("e"): raise KeyError("prop")
except KeyError as e: print("outside", e)
class Bad:
    def __exit__(self, *a): pass
try:
    with Bad(): pass
except TypeError as e: print(e)
class Bad2:
    def __enter__(self): pass
try:
    with Bad2(): pass
except TypeError as e: print(e)
try:
    with 5: pass
except TypeError as e: print(e)
class ExitRaises:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError("exit")
try:
    with ExitRaises(): raise ValueError("body")
except RuntimeError as e: print(e, repr(e.__context__))
def gen_finally():
    try:
        yield 1
    finally:
        print("gf")
list(gen_finally())
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [KeyError(3), ValueError(4)])])
except* ValueError as eg:
    print("VE", eg.exceptions)
except* KeyError as eg:
    print("KE", eg.exceptions)
except* TypeError as eg:
    print("TE", eg.exceptions)
try:
    try: raise ExceptionGroup("g", [ValueError(1), OSError(2)])
    except* ValueError: print("v")
except ExceptionGroup as e: print("rest", repr(e))
try:
    try: raise ValueError("naked")
    except* ValueError as e: print(repr(e)); raise KeyError("new")
except BaseException as e: print(type(e).__name__, e.args)
x = 0
while True:
    try:
        x += 1
        if x < 3: continue
        break
    finally: print("x", x)
def deep(n):
    if n == 0: raise ValueError("deep")
    try: deep(n - 1)
    finally: print("unwind", n)
try: deep(3)
except ValueError as e: print(e)
def loop():
    for i in range(5):
        try:
            for j in range(5):
                try:
                    if j == 2: raise IndexError
                    if i == 3: return i, j
                except IndexError: break
        except KeyError: pass
print(loop())
try: assert 1 == 2, "msg"
except AssertionError as e: print(repr(e))
try: assert not [1]
except AssertionError as e: print(repr(e))
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(e)
a = [1, 2, 3]
try: a[10]
except LookupError as e: print(type(e).__name__, e)
def unbound():
    print(q)
    q = 1
try: unbound()
except UnboundLocalError as e: print(e)
def free():
    def inner(): return zz
    inner()
    zz = 1
try: free()
except NameError as e: print(e)
try: del nosuch
except NameError as e: print(e)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
