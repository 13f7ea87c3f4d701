# Values, texts and messages: methods float.
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


run("x = 3.5; show(x.__format__('=0,.3'), x)")
run('x = -0.0; show(x.conjugate(), x)')
run('x = float("-inf"); show(x.hex(), x)')
run('x = float("-inf"); show(x.__divmod__(True), x)')
run('x = 0.5; show(x.is_integer(), x)')
run('x = 1e22; show(x.hex(), x)')
run('x = 1/3; show(x.__ceil__(), x)')
run('x = -0.0; show(x.__floor__(), x)')
run('x = 0.5; show(x.__floor__(), x)')
run('x = 1e15; show(x.__divmod__(1j), x)')
run('x = 1e-7; show(x.as_integer_ratio(), x)')
run('x = 1e-7; show(x.__divmod__(-3), x)')
run('x = 0.1; show(x.__trunc__(), x)')
run('x = 0.5; show(x.hex(), x)')
run('x = 1/3; show(x.__floor__(), x)')
run('x = 5e-324; show(x.conjugate(), x)')
run('x = 1e15; show(x.hex(), x)')
run('x = 1e16; show(x.__eq__(3**90), x)')
run('x = float("nan"); show(x.__mod__([[1],[2,3]]), x)')
run('x = float("nan"); show(x.__floor__(), x)')
run("x = 1e-7; show(x.__format__('05_.0s'), x)")
run('x = 1.0; show(x.__floor__(), x)')
run('x = 3.5; show(x.hex(), x)')
run("x = 2.5; show(x.__divmod__(b'abc'), x)")
run('x = 1e15; show(x.__divmod__(range(5)), x)')
run('x = -1e300; show(x.__floor__(), x)')
run("x = -0.0; show(x.__format__('<-#,.1d'), x)")
run('x = float("nan"); show(x.__eq__(zip()), x)')
run('x = 0.0; show(x.__round__(-2), x)')
run('x = 2.5; show(x.__mod__({1}), x)')
run('x = 1e16; show(x.is_integer(), x)')
run('x = 1e22; show(x.__rpow__(10), x)')
run('x = 0.1; show(x.__divmod__((1,)), x)')
run("x = -2.75; show(x.__mod__('abcabc'), x)")
run('x = float("-inf"); show(x.__divmod__(\'x=1;y=2\'), x)')
run("x = 0.0; show(x.__format__('=E'), x)")
run('x = 1e-7; show(x.__mod__(123456.789), x)')
run('x = -2.75; show(x.is_integer(), x)')
run('x = -2.75; show(x.__divmod__({2,3,100}), x)')
run('x = float("nan"); show(x.__eq__(set()), x)')
run('x = 1e15; show(x.__rpow__(4), x)')
run('x = 2.5; show(x.__divmod__([1]), x)')
run('x = float("inf"); show(x.__ceil__(), x)')
run('x = 1e16; show(x.hex(), x)')
run("x = -0.0; show(x.__mod__(bytearray(b'hello world')), x)")
run('x = 0.0; show(x.hex(), x)')
run('x = -2.75; show(x.__floor__(), x)')
run('x = 1.5; show(x.__trunc__(), x)')
run("x = 2.5; show(x.__format__('#1,.0o'), x)")
run('x = 1.5; show(x.hex(), x)')
run('x = 2.5; show(x.__mod__((None,)), x)')
run('x = 1.5; show(x.__round__(), x)')
run("x = 0.1; show(x.__eq__('it\\'s'), x)")
run('x = 0.0; show(x.__trunc__(), x)')
run('x = 3.5; show(x.conjugate(), x)')
run("x = 0.1; show(x.__format__('x>z0,.3o'), x)")
run('x = float("inf"); show(x.__format__(\'x> z0.20E\'), x)')
run('x = 2.5; show(x.__eq__((2.5-1e20j)), x)')
run("x = 5e-324; show(x.__format__('+#,.1o'), x)")
run('x = 99999.5; show(x.__mod__(complex(1,-0.0)), x)')
run('x = 0.0; show(x.__floor__(), x)')
run("x = 1.0; show(x.__mod__(b'\\t x '), x)")
run('x = 1.5; show(x.__ceil__(), x)')
run('x = 0.1; show(x.__divmod__(complex(1,-0.0)), x)')
run('x = float("inf"); show(x.__divmod__(b\'a\'), x)')
run('x = 0.1; show(x.__mod__(2), x)')
run('x = 0.0; show(x.as_integer_ratio(), x)')
run('x = 0.5; show(x.as_integer_ratio(), x)')
run('x = 99999.5; show(x.__mod__(99999.5), x)')
run("x = 1e15; show(x.__mod__(b'abc'), x)")
run('x = -2.75; show(x.__trunc__(), x)')
run('x = 0.0; show(x.is_integer(), x)')
run('x = 1.5; show(x.__rpow__(4), x)')
run('x = 1e16; show(x.__divmod__(complex("nan")), x)')
run('x = 123456.789; show(x.is_integer(), x)')
run('x = 1e-7; show(x.conjugate(), x)')
run('x = 1e22; show(x.__trunc__(), x)')
run('x = 1e15; show(x.__rpow__(-1), x)')
run('x = float("nan"); show(x.__divmod__(-2**31), x)')
run('x = 0.5; show(x.__ceil__(), x)')
run('x = float("-inf"); show(x.__trunc__(), x)')
run('x = 3.5; show(x.__trunc__(), x)')
run('x = float("nan"); show(x.is_integer(), x)')
run('x = -2.75; show(x.__rpow__(0), x)')
run('x = -2.75; show(x.as_integer_ratio(), x)')
run('x = -0.0; show(x.__mod__(True), x)')
run("x = 123456.789; show(x.__format__('x> #30G'), x)")
run('x = 1.5; show(x.is_integer(), x)')
run('x = float("nan"); show(x.__trunc__(), x)')
run('x = float("nan"); show(x.__rpow__(1), x)')
