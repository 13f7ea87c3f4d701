# Operations on random decimals in random contexts: results, flags, traps, formats; numbers of thousands of digits.
import random
from decimal import *
r = random.Random(5)
SP = ['NaN','sNaN','-NaN12','Infinity','-Infinity','0','-0','0E+5','0E-7','1E-10','9.99E+20','1.000','-1.5','2.5','3.5','1E+9','NaN5','0.5','1e99','1e-99']
def num():
    k = r.random()
    if k < .15: return Decimal(r.choice(SP))
    if k < .5: return Decimal(r.randint(-200, 200)).scaleb(r.randint(-3, 3))
    return Decimal(r.randint(-10**r.randint(1,20), 10**r.randint(1,20))).scaleb(r.randint(-22, 12))
ops2 = 'add subtract multiply divide divide_int remainder remainder_near divmod compare compare_signal compare_total compare_total_mag max min max_mag min_mag next_toward quantize same_quantum scaleb shift rotate copy_sign logical_and logical_or logical_xor power'.split()
ops1 = 'abs minus plus canonical copy_abs copy_negate exp ln log10 logb sqrt normalize next_minus next_plus number_class logical_invert to_integral_exact to_integral_value to_sci_string to_eng_string is_normal is_subnormal is_signed is_zero is_nan is_finite create_decimal'.split()
for i in range(10):
    c = Context(prec=r.choice([1,2,3,5,9,16,28]), rounding=r.choice([ROUND_HALF_EVEN,ROUND_UP,ROUND_DOWN,ROUND_FLOOR,ROUND_HALF_UP,ROUND_05UP,ROUND_CEILING,ROUND_HALF_DOWN]), Emax=r.choice([9,99,999999]), Emin=r.choice([-9,-99,-999999]), clamp=r.choice([0,1]), capitals=r.choice([0,1]), traps=r.choice([[], [InvalidOperation, DivisionByZero, Overflow], [Inexact], [Subnormal, Underflow], [Clamped], [Rounded]]))
    a, b, d = num(), num(), num()
    for name in ops2 + ops1 + ['fma','powmod']:
        if name == 'exp' and a.is_finite() and abs(a) > 10**6: continue
        if name == 'power' and (not b.is_finite() or abs(b) > 10**6): continue
        c.clear_flags()
        try:
            if name == 'fma': res = c.fma(a, b, d)
            elif name == 'powmod': res = c.power(int(a) if a.is_finite() and abs(a) < 10**9 else 3, 5, 7)
            else:
                f = getattr(c, name)
                res = f(a) if name in ops1 else f(a, b)
        except BaseException as e: res = type(e).__name__, str(e)
        print(i, name, a, b, c.prec, c.rounding, c.Emax, c.Emin, c.clamp, res, sorted(x.__name__ for x, y in c.flags.items() if y))
    setcontext(c); c.traps = Context(traps=[]).traps
    for spec in ('', '.3f', '.2e', 'g', '.3g', '%', ',', '+.1f', '010.2f', '>12', '<12.1e', '^14', '_^15.2%', 'n', 'G', '.0f', '.5', 'z.1f', '=+12'):
        try: print(i, spec, format(a, spec))
        except BaseException as e: print(i, spec, type(e).__name__, e)
    try: print(hash(a) if not a.is_nan() else 0, a == b, a.as_tuple(), float(a) if not a.is_snan() else 0, round(a, 2) if a.is_finite() else 0)
    except BaseException as e: print(type(e).__name__, e)
    for f in (lambda: a < b, lambda: a >= b, lambda: int(a), lambda: round(a), lambda: a // b, lambda: a % b, lambda: divmod(a, b), lambda: -a, lambda: +a, lambda: abs(a), lambda: a.as_integer_ratio() if a.adjusted() > -200 else 0, lambda: a + 1, lambda: 2 - a, lambda: a * True, lambda: a == 1.5, lambda: a < 1.5, lambda: complex(a), lambda: bool(a), lambda: a.radix(), lambda: repr(a), lambda: a.adjusted(), lambda: a.quantize(b, rounding=ROUND_UP)):
        try: print(f())
        except BaseException as e: print(type(e).__name__, e)


setcontext(Context())
def tr(n, f):
    try: r = f(); print(n, (r if isinstance(r, (bool, int)) else r[:40]) if isinstance(r, (int, str)) else r.adjusted() if isinstance(r, Decimal) else r)
    except BaseException as e: print(n, type(e).__name__, str(e)[:80])
getcontext().prec = 6000
a = Decimal(10) ** 5000 + 7
b = Decimal('1' * 5000)
tr(1, lambda: a)
tr(2, lambda: b)
tr(3, lambda: len(str(a)))
tr(4, lambda: str(b)[:10])
tr(5, lambda: int(b) % 1000007)
tr(6, lambda: a / 3)
tr(7, lambda: a * b)
tr(8, lambda: b.as_tuple().digits[:4])
tr(9, lambda: format(a, '.3e'))
tr(10, lambda: Decimal(10**5000))
tr(11, lambda: a == 10**5000 + 7)
tr(12, lambda: repr(a)[-5:])
tr(13, lambda: a.sqrt())
tr(14, lambda: hash(a) == hash(10**5000+7))
tr(15, lambda: a.to_eng_string()[-4:])
tr(16, lambda: Decimal((0, (1,)*5000, 3)))
tr(17, lambda: a.quantize(1))
tr(18, lambda: divmod(a, 7)[1])
tr(19, lambda: Decimal(1).scaleb(-5000) + 1)
tr(20, lambda: a.logical_xor(a))
tr(21, lambda: a.shift(3))
tr(22, lambda: f'{a:,}'[:20])
tr(23, lambda: round(a))
tr(24, lambda: float(b))
tr(25, lambda: b.as_integer_ratio()[0] % 1009)
tr(26, lambda: Decimal('1e-5000').as_integer_ratio()[1] % 1009)
tr(27, lambda: str(Decimal(3) ** -9000)[:20])
tr(28, lambda: Decimal.from_float(1e300)*a)
