# Decimals at the limits: exponents that no context allows, contexts of the greatest precision.
import decimal
from decimal import Decimal as D


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for text in ('1e9999999999999999999', '1e999999999999999999', '1e1000000000000000000', '1e-1999999999999999997', '1e-1999999999999999998',
             '0e9999999999999999999', '0e999999999999999999', '123e999999999999999998', '0e-9999999999999999999', 'nan9', '-inf'):
    show(lambda: D(text))
    show(lambda: decimal.Context(traps=[]).create_decimal(text))
for exponent in (10 ** 19, -10 ** 19, 999999999999999999):
    show(lambda: D((0, (1,), exponent)))
    show(lambda: D((1, (1, 2), exponent)))
with decimal.localcontext(decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)):
    x = D(2) ** 256
    print(x, x / 128, x / -5, D(3) * D(5), D('1.5') + D('2'), D('1.50') / D('0.5'), D(100) / D(4), D(2) ** 10, D(2) ** -3)
    print(divmod(D(7), D(2)), D(7) // 2, D('7.5') % 2, D('1e3') / 8, D(4).sqrt(), D('0.0625').sqrt(), D('1e10').sqrt())
    for f in (lambda: D(1) / 3, lambda: D(2).sqrt()):
        show(f)
show(lambda: decimal.Context(prec=decimal.MAX_PREC + 1))

# what cannot be converted, by the name of its type
import collections
import datetime
import fractions
for value in datetime.date(2020, 1, 1), collections.deque(), fractions.Fraction(1, 2), b'', None:
    try:
        decimal.Decimal(value)
    except TypeError as e:
        print(e)
