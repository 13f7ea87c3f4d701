# Values, texts and messages: methods complex.
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


run('x = (1+2j); show(x.__abs__(), x)')
run('x = 1j; show(x.__mul__(True), x)')
run('x = (2.5-1e20j); show(x.__abs__(), x)')
run('x = (2.5-1e20j); show(x.conjugate(), x)')
run('x = 1j; show(x.__format__([None,True]), x)')
run("x = 1j; show(x.__format__('=1.3b'), x)")
run('x = complex(1,-0.0); show(x.__format__(1e-7), x)')
run("x = (2.5-1e20j); show(x.__format__('<+30.0f'), x)")
run("x = (1+2j); show(x.__format__('x>-z30_.0x'), x)")
run("x = (-0.0+3j); show(x.__format__('*<z012,.10s'), x)")
run('x = complex(1,-0.0); show(x.__truediv__(True), x)')
run("x = (2.5-1e20j); show(x.__format__('-#1.20q'), x)")
run('x = (-0.0+3j); show(x.__abs__(), x)')
run('x = complex("nan"); show(x.__mul__((1,)), x)')
run('x = (-0.0+3j); show(x.conjugate(), x)')
run('x = 0j; show(x.__mul__(0), x)')
run('x = 0j; show(x.__abs__(), x)')
run('x = 0j; show(x.__truediv__(((1,2),3)), x)')
run("x = complex(1,-0.0); show(x.__mul__(b''), x)")
run('x = complex("nan"); show(x.__truediv__(10), x)')
run('x = complex("nan"); show(x.__format__(\'0=12,c\'), x)')
run('x = 0j; show(x.__truediv__([[1],[2,3]]), x)')
run('x = (1+2j); show(x.__mul__(1.0), x)')
run("x = (1+2j); show(x.__format__('*<#0,.0'), x)")
run('x = (1+2j); show(x.__mul__({2,3,100}), x)')
run('x = complex(1,-0.0); show(x.__truediv__(...), x)')
run('x = 1j; show(x.__truediv__([None,True]), x)')
run('x = 1j; show(x.__mul__(10), x)')
run("x = (-0.0+3j); show(x.__format__('+.3f'), x)")
run('x = complex(1,-0.0); show(x.__truediv__((2.5-1e20j)), x)')
run("x = complex(1,-0.0); show(x.__format__('^ z.20n'), x)")
run('x = 1j; show(x.__mul__(2), x)')
run('x = complex(1,-0.0); show(x.__abs__(), x)')
run("x = (-0.0+3j); show(x.__format__('*< z1.20%'), x)")
run('x = 0j; show(x.conjugate(), x)')
run('x = complex("nan"); show(x.__abs__(), x)')
run("x = 0j; show(x.__format__('x>+0.20b'), x)")
run("x = 0j; show(x.__format__('0=+5_.0G'), x)")
run('x = (-0.0+3j); show(x.__truediv__((3,1,2)), x)')
run('x = (1+2j); show(x.conjugate(), x)')
run('x = (2.5-1e20j); show(x.__mul__(complex(1,-0.0)), x)')
run('x = complex("nan"); show(x.__truediv__((3,1,2)), x)')
run('x = complex("nan"); show(x.conjugate(), x)')
run('x = complex(1,-0.0); show(x.conjugate(), x)')
run("x = 0j; show(x.__format__('-z1_.1b'), x)")
run("x = 0j; show(x.__format__('012.3n'), x)")
run('x = complex("nan"); show(x.__truediv__(0), x)')
run('x = complex("nan"); show(x.__format__(\'*<,.3E\'), x)')
run('x = complex("nan"); show(x.__truediv__({(1,2):3}), x)')
run("x = 1j; show(x.__format__('^-#0.3%'), x)")
run('x = complex("nan"); show(x.__mul__(set()), x)')
run("x = (2.5-1e20j); show(x.__format__('0= 0,.10%'), x)")
run('x = 1j; show(x.__truediv__(True), x)')
run("x = (2.5-1e20j); show(x.__format__('#0.1X'), x)")
run('x = (-0.0+3j); show(x.__truediv__(0j), x)')
run("x = 0j; show(x.__mul__(('a','b','c')), x)")
run("x = (2.5-1e20j); show(x.__truediv__('İı'), x)")
run("x = complex(1,-0.0); show(x.__format__('-12,E'), x)")
run("x = complex(1,-0.0); show(x.__format__('^z12.10f'), x)")
run('x = (1+2j); show(x.__mul__(int), x)')
run('x = complex(1,-0.0); show(x.__mul__([[1],[2,3]]), x)')
run("x = complex(1,-0.0); show(x.__format__('+30_.1'), x)")
run('x = complex("nan"); show(x.__truediv__(1), x)')
run('x = complex("nan"); show(x.__format__(\'z.0e\'), x)')
run('x = complex(1,-0.0); show(x.__mul__(str), x)')
run('x = complex("nan"); show(x.__format__(\'x> #05.0\'), x)')
run("x = 1j; show(x.__format__('+0,E'), x)")
run("x = (1+2j); show(x.__truediv__('ǅǆ'), x)")
run("x = (2.5-1e20j); show(x.__format__('+,.10x'), x)")
run("x = 1j; show(x.__format__('x>z,'), x)")
run("x = (1+2j); show(x.__format__('-#012,.10G'), x)")
run("x = 1j; show(x.__format__('^,.1g'), x)")
run('x = (2.5-1e20j); show(x.__mul__(len), x)')
run("x = (-0.0+3j); show(x.__format__('-5_F'), x)")
run("x = (1+2j); show(x.__format__('+#12,.3G'), x)")
run('x = complex("nan"); show(x.__truediv__(-1), x)')
run('x = (-0.0+3j); show(x.__mul__([]), x)')
run("x = 0j; show(x.__format__('x>#1_x'), x)")
run('x = 0j; show(x.__truediv__(2**64+1), x)')
run("x = (2.5-1e20j); show(x.__mul__({'a':1,'b':2}), x)")
run('x = (2.5-1e20j); show(x.__truediv__(False), x)')
run("x = 0j; show(x.__format__('z12_.3'), x)")
run('x = 1j; show(x.__truediv__(((1,2),3)), x)')
run('x = 0j; show(x.__mul__({1:2}), x)')
run('x = complex("nan"); show(x.__truediv__(((1,2),3)), x)')
run("x = (2.5-1e20j); show(x.__format__('0=-#12,.20'), x)")
run("x = 1j; show(x.__format__('+z01,.3e'), x)")
run("x = 1j; show(x.__mul__('a,b,,c'), x)")
run("x = (2.5-1e20j); show(x.__format__('> z12_.20f'), x)")
run("x = complex(1,-0.0); show(x.__format__('-12.20%'), x)")
