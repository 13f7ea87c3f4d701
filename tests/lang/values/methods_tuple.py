# Values, texts and messages: methods tuple.
import re


def show(*v):
    print(*[re.sub(r'0x[0-9a-f]{6,}', '0x', repr(x))[:300] for x in v])


def f(a=1, b=2, *c, k=3, **d):
    return (a, b, c, k, d)


class CM:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *a):
        show('exit', a[0])
        return bool(self.v)


def run(code):
    try:
        exec(code, {'show': show, 'f': f, 'CM': CM, '__name__': 'x'})
    except BaseException as e:
        print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
        if isinstance(e, SyntaxError):
            print(e.lineno, e.offset, e.end_offset)


run('x = (); show(x.__add__([(1,2),(0,3)]), x)')
run('x = (); show(x.count(-2), x)')
run('x = (1.0,2j); show(x.__lt__(5), x)')
run('x = (); show(x.count({(1,2):3}), x)')
run('x = (); show(x.__lt__(0j), x)')
run('x = (); show(x.__lt__(255), x)')
run("x = (1,2); show(x.__lt__('\\U0001f600x'), x)")
run("x = (1,2); show(x.__lt__('0x1f'), x)")
run('x = (3,1,2); show(x.count(slice(None)), x)')
run('x = (); show(x.count(-3), x)')
run('x = (1.0,2j); show(x.__lt__(object), x)')
run('x = ((1,2),3); show(x.__add__((3,1,2)), x)')
run('x = (None,); show(x.index(1j), x)')
run("x = (1,); show(x.__add__('ǅǆ'), x)")
run('x = (1,2); show(x.count(-1e300), x)')
run('x = (1,); show(x.__mul__(4), x)')
run("x = (3,1,2); show(x.__lt__(b'ABCabc'), x)")
run('x = (1,); show(x.__lt__((1,)), x)')
run('x = (); show(x.__add__(range(5)), x)')
run('x = ((1,2),3); show(x.__add__(KeyError()), x)')
run('x = (); show(x.__mul__(-2), x)')
run('x = (1,); show(x.__mul__(-3), x)')
run("x = ('a','b','c'); show(x.__mul__('  x y\\t'), x)")
run('x = (None,); show(x.__mul__(8), x)')
run("x = ((1,2),3); show(x.count(['x',1]), x)")
run('x = (1,); show(x.index({1:1,2:4,3:9}, 4, 2), x)')
run('x = (1,2); show(x.index(int), x)')
run('x = (3,1,2); show(x.__add__(float("-inf")), x)')
run('x = (); show(x.__lt__(3.5), x)')
run('x = (1.0,2j); show(x.__mul__(-10), x)')
run('x = (None,); show(x.__mul__(1), x)')
run("x = ('a','b','c'); show(x.__mul__(1), x)")
run('x = (1,); show(x.count(1e15), x)')
run('x = (1.0,2j); show(x.__add__(3), x)')
run("x = (1,); show(x.index(bytearray(b'hello world')), x)")
run('x = (None,); show(x.count((None,)), x)')
run('x = ((1,2),3); show(x.__add__(-2), x)')
run('x = (); show(x.__mul__(2), x)')
run('x = (); show(x.index({None:0,True:1}), x)')
run('x = ((1,2),3); show(x.__lt__(range(5)), x)')
run("x = ('a','b','c'); show(x.__lt__(5e-324), x)")
run("x = ('a','b','c'); show(x.__lt__({None:0,True:1}), x)")
run('x = (\'a\',\'b\',\'c\'); show(x.__lt__(complex("nan")), x)')
run("x = ('a','b','c'); show(x.__mul__(3), x)")
run('x = ((1,2),3); show(x.__lt__(0), x)')
run('x = (3,1,2); show(x.__mul__(10), x)')
run('x = (None,); show(x.__add__(3), x)')
run('x = (3,1,2); show(x.index(()), x)')
run("x = ('a','b','c'); show(x.count(5), x)")
run('x = (3,1,2); show(x.__mul__(5), x)')
run('x = (1.0,2j); show(x.count([1.5,1,True]), x)')
run('x = (); show(x.count(-2.75), x)')
run('x = (1,2); show(x.index((1,2), 7, True), x)')
run('x = (1,2); show(x.count(range(10,0,-3)), x)')
run("x = ('a','b','c'); show(x.count('tab\\tq'), x)")
run('x = (1,2); show(x.__lt__({(1,2):3}), x)')
run("x = (1.0,2j); show(x.count(bytearray(b'xyz')), x)")
run('x = (); show(x.__mul__(-3), x)')
run('x = (3,1,2); show(x.index((1,)), x)')
run('x = (); show(x.__lt__((1,)), x)')
run('x = (); show(x.index(2), x)')
run('x = ((1,2),3); show(x.count({5,6,7,8}), x)')
run('x = (None,); show(x.__mul__(-10), x)')
run("x = ('a','b','c'); show(x.__lt__({1:1,2:4,3:9}), x)")
run('x = (1.0,2j); show(x.__mul__(1), x)')
run("x = ('a','b','c'); show(x.__mul__(4), x)")
run('x = ((1,2),3); show(x.__mul__(4), x)')
run('x = (3,1,2); show(x.count(1/3), x)')
run('x = (1,); show(x.index(float("nan")), x)')
run("x = ('a','b','c'); show(x.__mul__(2), x)")
run("x = ('a','b','c'); show(x.index({(1,2):3}), x)")
run("x = (3,1,2); show(x.__add__(b''), x)")
run('x = (3,1,2); show(x.__lt__(2**48), x)')
run('x = (1,); show(x.__lt__({1:2}), x)')
run('x = (); show(x.index(1), x)')
run('x = (None,); show(x.index(float("-inf"), -1), x)')
run('x = (1.0,2j); show(x.__add__(-7), x)')
run('x = (1,); show(x.count(True), x)')
run('x = ((1,2),3); show(x.__add__(1j), x)')
run("x = (1.0,2j); show(x.count(b'12'), x)")
run("x = ('a','b','c'); show(x.__add__(2**64+1), x)")
run("x = (1,2); show(x.count('a'), x)")
run("x = ('a','b','c'); show(x.index(len), x)")
run('x = ((1,2),3); show(x.__add__(slice(1,5,2)), x)')
run("x = (); show(x.__add__('a'), x)")
run("x = (None,); show(x.count({'x':[1]}), x)")
run('x = (1.0,2j); show(x.index(4, 7), x)')
run('x = (3,1,2); show(x.__lt__((1+2j)), x)')
run('x = (3,1,2); show(x.index(range(0)), x)')
run('x = ((1,2),3); show(x.count(-1), x)')
