# Values, texts and messages: methods int.
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


run('x = -1; show(x.__round__(0), x)')
run('x = 10**20; show(x.__bool__(), x)')
run('x = -2**31; show(x.bit_count(), x)')
run('x = 1; show(x.__index__(), x)')
run('x = 2**64+1; show(x.__float__(), x)')
run('x = 1; show(x.conjugate(), x)')
run('x = -2**48-1; show(x.bit_count(), x)')
run("x = -10**25; show(x.__format__(' #30'), x)")
run('x = 2**48; show(x.__index__(), x)')
run('x = 255; show(x.bit_length(), x)')
run('x = 10**20; show(x.bit_length(), x)')
run('x = 3; show(x.__bool__(), x)')
run('x = -2**48-1; show(x.as_integer_ratio(), x)')
run('x = 2; show(x.to_bytes(-3, int), x)')
run('x = -10**25; show(x.__index__(), x)')
run('x = -1; show(x.__truediv__(True), x)')
run('x = 10; show(x.__index__(), x)')
run('x = 2**63; show(x.__divmod__([[1],[2,3]]), x)')
run('x = 2**63; show(x.__index__(), x)')
run('x = -7; show(x.__round__(), x)')
run('x = 12345; show(x.__rsub__(-3), x)')
run("x = 2**63; show(x.__floordiv__(memoryview(b'abcd')), x)")
run('x = 3**90; show(x.as_integer_ratio(), x)')
run('x = 2; show(x.bit_count(), x)')
run("x = -2**63; show(x.__floordiv__(b'abc'), x)")
run('x = 10**20; show(x.__format__(range(5)), x)')
run('x = 2**31; show(x.__index__(), x)')
run('x = 2**63; show(x.__round__(-3), x)')
run('x = -1; show(x.bit_count(), x)')
run('x = -2**63; show(x.as_integer_ratio(), x)')
run('x = True; show(x.__rsub__(12345), x)')
run('x = False; show(x.__index__(), x)')
run('x = 2**63; show(x.__bool__(), x)')
run('x = 2**48; show(x.as_integer_ratio(), x)')
run('x = False; show(x.__float__(), x)')
run('x = 2**63; show(x.__round__(), x)')
run('x = 2; show(x.__round__(), x)')
run("x = 255; show(x.__divmod__('  x y\\t'), x)")
run("x = 10**20; show(x.__format__('0=12,c'), x)")
run('x = 3; show(x.__round__(3), x)')
run('x = -7; show(x.bit_count(), x)')
run('x = -256; show(x.to_bytes(3, {1,2,3}), x)')
run('x = 0; show(x.as_integer_ratio(), x)')
run('x = 3; show(x.to_bytes(-2, len), x)')
run('x = 2**63; show(x.__rsub__(set()), x)')
run('x = 2**48; show(x.__and__([None,True]), x)')
run('x = -2**63; show(x.bit_count(), x)')
run('x = 10; show(x.__truediv__(1j), x)')
run("x = 1; show(x.__divmod__(bytearray(b'hello world')), x)")
run('x = 0; show(x.bit_count(), x)')
run('x = 3; show(x.__index__(), x)')
run("x = 0; show(x.__floordiv__(bytearray(b'hello world')), x)")
run('x = 10; show(x.bit_count(), x)')
run('x = 2; show(x.to_bytes(-2, list), x)')
run("x = 3; show(x.__divmod__('abc'), x)")
run('x = 2**31; show(x.bit_count(), x)')
run('x = 0; show(x.__rsub__(3.5), x)')
run('x = 2**64+1; show(x.conjugate(), x)')
run('x = 10**20; show(x.__round__(), x)')
run('x = 0; show(x.__float__(), x)')
run('x = -256; show(x.__and__(range(5)), x)')
run('x = 255; show(x.__floordiv__(5e-324), x)')
run('x = True; show(x.__floordiv__({None:0,True:1}), x)')
run('x = 3**90; show(x.conjugate(), x)')
run('x = 255; show(x.__and__(complex("nan")), x)')
run('x = 2**48; show(x.__bool__(), x)')
run('x = -2**63; show(x.__rsub__((2.5-1e20j)), x)')
run('x = -256; show(x.__round__(-10), x)')
run('x = 2**63; show(x.__divmod__({2,3,100}), x)')
run("x = -1; show(x.__and__(b'ABCabc'), x)")
run('x = 2; show(x.conjugate(), x)')
run('x = -2**63; show(x.conjugate(), x)')
run('x = 2**31; show(x.conjugate(), x)')
run('x = 3**90; show(x.__index__(), x)')
run('x = 0; show(x.__bool__(), x)')
run("x = -1; show(x.__divmod__(b'\\t x '), x)")
run('x = False; show(x.__bool__(), x)')
run('x = 2**48; show(x.bit_count(), x)')
run('x = -7; show(x.__and__(complex(1,-0.0)), x)')
run("x = -7; show(x.__format__('^#12.10g'), x)")
run('x = 3**90; show(x.to_bytes({-1,0}, int), x)')
run('x = 3**90; show(x.__bool__(), x)')
run("x = 10**20; show(x.__divmod__(b'abc'), x)")
run('x = 2; show(x.__floordiv__(True), x)')
run('x = 10; show(x.__floordiv__(float("-inf")), x)')
run('x = 10; show(x.__bool__(), x)')
run('x = -256; show(x.bit_length(), x)')
run('x = 12345; show(x.conjugate(), x)')
run('x = -256; show(x.__floordiv__({2,3,100}), x)')
run('x = -2**31; show(x.__floordiv__(-0.0), x)')
