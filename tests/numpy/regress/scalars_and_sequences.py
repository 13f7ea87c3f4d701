"""Scalars beside sequences, whose product takes integers alone; a bool_ is one with a warning, a span of time is none."""
import operator
import warnings

import numpy as np


def shown(text):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = repr(eval(text))
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r, [f'{x.category.__name__}: {x.message}' for x in w])


for s in ('[1, 2]', '(1,)', '"ab"', 'b"a"', 'bytearray(b"a")'):
    for n in ('np.bool_(1)', 'np.bool_(0)', 'np.int8(2)', 'np.datetime64(3, "s")', 'np.timedelta64(2, "s")', 'np.void(b"ab")'):
        shown(f'{s} * {n}')
        shown(f'{n} * {s}')
        shown(f'operator.imul({s}, {n})')
for e in ('operator.index({})', 'range({})', '"%x" % {}', '[1, 2][{}]', '(1, 2)[{}:]', 'hex({})', 'chr({})', 'hasattr({}, "__index__")', 'int({})'):
    shown(e.format('np.bool_(1)'))
    shown(e.format('np.timedelta64(1, "s")'))
print([hasattr(c, '__index__') for c in (np.integer, np.signedinteger, np.timedelta64, np.int8, np.longlong, np.uint64, np.bool_, np.float32)])
