"""decimal: arithmetic, contexts, signals, text."""
from decimal import *
import math, copy
D = Decimal
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
t(*[lambda s=s: D(s) for s in ['0', '1.50', '-0', '1E+3', '1e-10', '.5', '5.', 'NaN', 'sNaN12', '-Infinity', 'inf', ' 12 ', '1_000', 'abc', '', '1e', '0.000001', '0.0000001', '123456789E5', '00012', '--1', '0E+5']])
t(lambda: D(0.1), lambda: D(1.5), lambda: D((1, (1, 2, 3), -2)), lambda: D((0, (0,), 'F')), lambda: D(10**30), lambda: D(True), lambda: D([]), lambda: D(None), lambda: D.from_float(0.25), lambda: D(float('nan')))
a, b = D('3.14'), D('2.7')
t(lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: divmod(a, b), lambda: a ** 2, lambda: a ** b, lambda: -a, lambda: +a, lambda: abs(-a), lambda: a + 1, lambda: 1 + a, lambda: 10 / a, lambda: a + 1.0, lambda: 1.0 + a, lambda: 'x' + a, lambda: a < 'x', lambda: a < 4, lambda: a == 3.14, lambda: D('0.5') == 0.5, lambda: D(1) / 3, lambda: D(-7) // 2, lambda: D(-7) % 3, lambda: D(2) ** -3, lambda: D(2) ** D('0.5'), lambda: D(4) ** D('0.5'), lambda: D(2) ** 100, lambda: D(2) ** 1000, lambda: D(10) ** -5, lambda: D('1.00') ** 3, lambda: pow(D(3), 5, 7))
t(lambda: D(1) / 0, lambda: D(0) / 0, lambda: D(1) // 0, lambda: D(1) % 0, lambda: D('inf') - D('inf'), lambda: D('sNaN') + 1, lambda: D('NaN') + 1, lambda: D(-1).sqrt(), lambda: D('1e999999') * 10, lambda: D('1e-999999') / 10 ** 40, lambda: D(0) ** 0, lambda: D('NaN') < 1, lambda: D('NaN') == 1, lambda: D(-1).ln(), lambda: D(0).ln(), lambda: D(10) ** 30 // D('0.1'))
t(lambda: D(2).sqrt(), lambda: D(4).sqrt(), lambda: D('1e-7').sqrt(), lambda: D('0.25').sqrt(), lambda: D(1).exp(), lambda: D('-2.5').exp(), lambda: D(100).exp(), lambda: D(2).ln(), lambda: D(10).ln(), lambda: D('1.0001').ln(), lambda: D('0.5').ln(), lambda: D(1000).log10(), lambda: D(2).log10(), lambda: D('123.456').log10(), lambda: D('1e-20').exp(), lambda: D(1e10).ln(), lambda: D('1.5') ** D('2.5'), lambda: D('0.1') ** D('-3.3'), lambda: D(7).log10())
q = D('7.325')
for r in [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]: print(q.quantize(D('.01'), rounding=r), (-q).quantize(D('.1'), r), q.to_integral_value(r), D('2.5').to_integral_value(rounding=r))
t(lambda: q.quantize(D('1e-30')), lambda: q.quantize(D('1'), rounding='x'), lambda: round(q), lambda: round(q, 2), lambda: round(D('2.5')), lambda: math.floor(-q), lambda: math.ceil(q), lambda: int(D('-7.9')), lambda: float(q), lambda: D('1.200').normalize(), lambda: D('1200').normalize(), lambda: D('0.00').normalize(), lambda: D('123.4').as_tuple(), lambda: D('-Inf').as_tuple(), lambda: D('3.75').as_integer_ratio(), lambda: D('1e3').adjusted(), lambda: D('12').compare(D('3')), lambda: D(1).max(D(2)), lambda: D('1.0').compare_total(D('1')), lambda: D(5).next_plus(), lambda: D(5).next_minus(), lambda: D('1.5').copy_sign(D(-1)), lambda: D(10).remainder_near(6), lambda: D(2).fma(3, 5), lambda: D('123').scaleb(2), lambda: D('123').shift(1), lambda: D('123').rotate(-1), lambda: D('1010').logical_and(D('110')), lambda: D(123).logb(), lambda: D('1E+5').to_eng_string(), lambda: D('12.5').number_class(), lambda: D(1).same_quantum(D('1.0')), lambda: D('1e5').to_integral_exact(), lambda: int(D('inf')), lambda: int(D('nan')))
print(str(D('1E+5')), D('12345.6789'), f'{D("12345.6789"):.2f}', f'{D("12345.6789"):,.1f}', f'{D("0.5"):%}', f'{D("12.345"):e}', f'{D("12.345"):.1e}', f'{D("12.345"):>10}|{D("12.345"):<10}|{D("12.345"):^10}|{D("-12.3"):010}|{D("5"):+}|{D("1e10"):g}|{D("1e10"):f}|{D("0"):.3f}|{D("1e-8"):f}|{D("inf"):5}|{D("123456"):015,}|{D("1.5"):.0f}|{D("2.5"):.0f}|{D("1234.5"):n}|{D("0.00"):.1%}|{D("9.99"):.2g}')
t(lambda: format(D(1), 'q'), lambda: format(D(1), '.2d'))
print(hash(D('1.0')) == hash(1), hash(D('0.5')) == hash(0.5), hash(D('1e20')) == hash(10**20), {D(1): 'x'}[1], D('0.1') + D('0.2') == D('0.3'), sorted([D(3), D('1.5'), D(2)]), sum([D('0.1')] * 3), max(D(1), 2), D(3) > 2.5, D('1') == 1.0, bool(D(0)), bool(D('0.1')))
print(getcontext()); c = Context(prec=5, rounding=ROUND_DOWN); print(c, c.divide(1, 3), c.create_decimal('1.23456789'), c.sqrt(2), c.add(1, '2') if 0 else '', c.power(2, 10), c.quantize(D('1.239'), D('.01')), c.to_sci_string(D('1e5')))
with localcontext() as ctx:
    ctx.prec = 6; print(D(1) / 7, ctx.flags[Inexact], ctx.flags[Rounded]); ctx.traps[Inexact] = True
    t(lambda: D(1) / 7)
with localcontext(prec=4): print(D(22) / 7, +D('1.23456'))
print(D(1) / 7, getcontext().prec)
getcontext().traps[DivisionByZero] = False; print(D(1) / 0, D(-1) / 0); getcontext().traps[DivisionByZero] = True
getcontext().traps[FloatOperation] = True; t(lambda: D(1.5), lambda: D(1) < 1.5, lambda: D(1) == 1.0); getcontext().traps[FloatOperation] = False
for f in [lambda: setattr(getcontext(), 'prec', 0), lambda: setattr(getcontext(), 'prec', 'x'), lambda: setattr(getcontext(), 'rounding', 'x'), lambda: setattr(getcontext(), 'foo', 1), lambda: Context(Emax=-1), lambda: localcontext(foo=1)]: t(f)
print(copy.copy(a), copy.deepcopy(a), a.__reduce__()[1], MAX_PREC, DefaultContext.prec, issubclass(DivisionByZero, ZeroDivisionError), issubclass(InvalidOperation, ArithmeticError), DecimalTuple(0, (1,), 0))
x = D(2); setcontext(Context(prec=50)); print(x.sqrt(), D(1).exp(), D(3).ln(), D(2) / 3); pi = D(0)
def pi():
    getcontext().prec += 2; three = D(3); lasts, tt, s, n, na, d, da = 0, three, 3, 1, 0, 0, 24
    while s != lasts: lasts = s; n, na = n + na, na + 8; d, da = d + da, da + 32; tt = (tt * n) / d; s += tt
    getcontext().prec -= 2; return +s
print(pi())

# a context that is none is noticed first
for value in ((1,), 'x', 1.5, None):
    try:
        Decimal(value, 10)
    except TypeError as e:
        print(e)
