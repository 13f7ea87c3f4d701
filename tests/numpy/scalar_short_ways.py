# Operators of scalars at the borders between results that need no report and those that do.
import operator
import warnings

import numpy as np

values = [np.complex128(1 + 2j), np.complex128(complex(-0.0, -0.0)), np.complex128(1e308 + 1e308j), np.complex128(3e-320),
          np.complex128(complex('nan')), np.complex64(1.5 - 2.25j), np.complex64(2e38 + 1j), np.complex64(0), 2 - 0.5j, 2.5, 3,
          np.float64(0.1), np.float16(-0.0), np.float16('nan'), np.int8(-128), np.int8(7), np.int8(-1), np.int64(-2**63),
          np.int64(63), np.int64(64), np.uint8(200), np.uint16(9), np.uint64(2), np.bool_(True)]
operators = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lshift, operator.rshift,
             divmod, operator.eq, operator.lt]


def show(f, *operands):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter('always')
        try:
            r = f(*operands)
            if isinstance(r, tuple):
                text = ' '.join(f'{type(x).__name__}({x})' for x in r)
            elif f is operator.pow and not isinstance(r, np.integer):
                return type(r).__name__
            else:
                text = f'{type(r).__name__}({r})'
        except (TypeError, ValueError) as error:
            text = type(error).__name__
    return text + ''.join(' ' + str(x.message) for x in told)


for f in operators:
    for a in values:
        print(f.__name__, repr(a), *(show(f, a, b) for b in values if isinstance(a, np.generic) or isinstance(b, np.generic)),
              sep='; ')
with np.errstate(under='warn'):
    for a in values[:8]:
        print(*(show(operator.mul, a, b) for b in values[:8]), sep='; ')
for f in operator.neg, abs, operator.invert, float, bool, complex, int:
    print(f.__name__, *(show(f, a) for a in values), sep='; ')
