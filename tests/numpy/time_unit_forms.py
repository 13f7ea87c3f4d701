"""Units of datetime64 and timedelta64 in all their forms, and factors between units that are too large."""
import numpy as np


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: np.datetime64('NaT', '[D]'))
show(lambda: np.timedelta64(3, '[5s]'))
show(lambda: np.datetime64('2000', ('ms', 5)))
show(lambda: np.datetime64('2000', (b'ms', 5)))
show(lambda: np.datetime64('2000', ('\u03bcs', 5)))
show(lambda: np.datetime64('2000', ('zz', 5)))
show(lambda: np.arange(np.datetime64('2001-01-01'), np.datetime64('2001-01-03'), np.timedelta64(0, 'D')))
show(lambda: np.promote_types('m8[W]', 'm8[fs]'))
show(lambda: np.promote_types('M8[Y]', 'M8[as]'))
show(lambda: np.promote_types('m8[s]', 'm8[fs]'))
units = 'Y M W D h m s ms us ns ps fs as'.split()
for kind in 'mM':
    for a in units:
        row = ''
        for b in units:
            try:
                np.array([1], f'{kind}8[{a}]').astype(f'{kind}8[{b}]')
                row += '.'
            except OverflowError:
                row += 'O'
            try:
                np.promote_types(f'{kind}8[{a}]', f'{kind}8[{b}]')
                row += '.'
            except (OverflowError, TypeError) as e:
                row += type(e).__name__[0]
        print(kind, a, row)
for d in ('m8', '>m8', 'M8', 'm8[s]'):
    for x in (np.array([1.5, 2]), np.array([1, 2], 'u1'), np.array([True]), np.array([np.nan]), np.array([1, 2], 'u8'), np.array([], 'i2')):
        show(lambda: x.astype(d))
