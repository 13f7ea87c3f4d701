# Tracebacks of all sorts, as the interpreter prints them.
import sys
def show(f, *a):
    try: f(*a)
    except BaseException as e:
        import io
        old, sys.stderr = sys.stderr, sys.stdout
        try: sys.__excepthook__(type(e), e, e.__traceback__)
        finally: sys.stderr = old
        print("-" * 20)
def div(a, b):
    return a / b
def caller(x):
    return div(x,
               x - x) + 1
show(caller, 3)
def recurse(n):
    return recurse(n + 1)
def limited(n):
    if n == 0: raise ValueError("bottom")
    limited(n - 1)
show(limited, 10)
show(limited, 3)
show(limited, 4)
def chained():
    try: {}["missing"]
    except KeyError as e: raise ValueError("second") from e
show(chained)
def context():
    try: [][1]
    except IndexError: undefined_name
show(context)
def suppressed():
    try: 1 // 0
    except ZeroDivisionError: raise OSError(2, "No such file", "x.txt") from None
show(suppressed)
def notes():
    e = ValueError("with notes"); e.add_note("first note"); e.add_note("second\nthird")
    raise e
show(notes)
def group():
    try: raise TypeError("inner")
    except TypeError as t: err = t
    raise ExceptionGroup("many", [ValueError(1), err, ExceptionGroup("nested", [KeyError("k"), OSError("o")])])
show(group)
class Custom(Exception):
    def __str__(self): return "custom text"
def custom(): raise Custom(1, 2)
show(custom)
class NoStr(Exception):
    def __str__(self): raise RuntimeError
def nostr(): raise NoStr
show(nostr)
class Outer:
    class Inner(Exception): pass
    def method(self, x): raise Outer.Inner
show(Outer().method, 1)
def carets(d, a, b):
    return (d["key"][0] + a.foo(b, c=1)["x"]).value + 1
show(carets, {"key": [1]}, 1, 2)
show(carets, {"key": 1}, 1, 2)
show(carets, {}, 1, 2)
def unicode_line(é, x): return "äöü" + é["ключ"] + x
show(unicode_line, {}, 1)
show(lambda: [x for x in 5])
show(lambda: (yield).foo if False else nope)
def multi():
    x = dict(a=1,
             b=2 +
               None,
             c=3)
show(multi)
def reraise():
    try: raise ValueError("original")
    except ValueError as e:
        try: raise KeyError("other")
        except KeyError: pass
        raise
show(reraise)
def finally_(): 
    try: raise ValueError("try")
    finally: print("in finally")
show(finally_)
def with_():
    class C:
        def __enter__(self): return self
        def __exit__(self, *a): raise RuntimeError("exit")
    with C(): raise ValueError("body")
show(with_)
def gen():
    yield 1
    raise ValueError("in generator")
show(lambda: list(gen()))
show(lambda: sum(x / 0 for x in range(3)))
def nested_gen(): yield from gen()
show(lambda: list(nested_gen()))
class P:
    @property
    def prop(self): return self.nothing
    def __init__(self, n=0):
        if n: raise ValueError("init")
    def __getitem__(self, i): raise IndexError("item %d" % i)
    def __add__(self, o): return NotImplemented
    def __eq__(self, o): raise TypeError("eq")
show(lambda: P().prop); show(lambda: P(1)); show(lambda: P()[3]); show(lambda: P() + 1); show(lambda: P() == 1)
show(lambda: sorted([3, "a"])); show(lambda: sorted([1, 2], key=lambda v: v.nope))
show(lambda: int("x")); show(lambda: "abc".foo); show(lambda: "a" + 1); show(lambda: -"a"); show(lambda: len(5))
show(lambda: None.attr); show(lambda: [1][5]); show(lambda: {}["k"]); show(lambda: 5[0]); show(lambda: 5())
def names():
    value_one = 1
    return valu_one
show(names); show(lambda: prnt); show(lambda: [].appendd); show(lambda: sys.pathh)
def assertion(x): assert x > 5, f"x is {x}"
show(assertion, 1)
def imp(): import no_such_module
show(imp)
def frm(): from sys import no_such_name
show(frm)
def unpack(): a, b = 1, 2, 3
show(unpack)
def unpack2(): a, b, c = 1, 2
show(unpack2)
def delitem(): del {}["x"]
show(delitem)
def aug():
    x = 1
    x += "s"
show(aug)
def cmp(): return 1 < "a" < 2
show(cmp)
def attr(o): o.x.y = 3
show(attr, 5)
def star(): print(*None)
show(star)
def stars(): print(**5)
show(stars)
def fs(): return f"{1/0:>5}" + "x"
show(fs)
exec_src = "def e():\n    raise ValueError('in exec')\ne()\n"
show(lambda: exec(exec_src))
show(lambda: eval("1 +")); show(lambda: compile("x = (1,\ny = 2", "file.py", "exec")); show(lambda: eval("f(a b)"))
show(recurse, 0)
def folded(i):  # what a compiler makes a constant of has no operator
    if i == 0: b'a'[-1] = 1
    elif i == 1: b'a'[-2] = 1
    elif i == 2: del (1, 2)[1 - 1]
    elif i == 3: (1, 2)[~0] += 1
    elif i == 4: 'abc'[True] = 2
    elif i == 5: 'abc'[0:1] = 2
    elif i == 6: ('abc' + 'd')[3] = 2
    elif i == 7: ('a' * 3)[3] = 2
    elif i == 8: (1, [2])[0] = 2
    elif i == 9: del 'é€'[-1]
for i in range(10): show(folded, i)
