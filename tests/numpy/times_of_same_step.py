"""Units that NumPy takes for the same, values out of the range of their unit, spans of datetime, and ranges of times."""
import datetime

import numpy as np


def show(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(repr(r), getattr(r, 'dtype', ''))
    except (TypeError, ValueError, OverflowError) as e:
        print(f'{type(e).__name__}: {e}')


rules = 'no', 'equiv', 'safe', 'same_kind', 'unsafe'
for a, b in ('7000ms', '7s'), ('7s', '7000ms'), ('7001ms', '7s'), ('6999ms', '7s'), ('1000ns', 'us'), ('60s', 'm'), ('1000000000as', 'ns'):
    for kind in 'Mm':
        print(a, b, [np.can_cast(f'{kind}8[{a}]', f'{kind}8[{b}]', rule) for rule in rules])
print(np.array([5], 'm8[7001ms]').astype('m8[7s]'), np.array([5], 'M8[7001ms]').astype('M8[7s]'), np.array([5], 'm8[1500ns]').astype('m8[us]'))

text = '1959-10-13T12:34:56.789012345678901234'
for unit in 'YMDhms':
    show(np.datetime64, text, unit)
show(np.array, ['-0001-01-01T00'], 'M8[16fs]')
show(np.datetime64, '-0001-01-01T00', 'as')
show(np.array(['2300-01-01'], 'M8[D]').astype, 'M8[as]')
show(np.datetime64, np.datetime64(-2 ** 62 - 7, 'D'), '7s')

for span in ({'microseconds': 1}, {'milliseconds': 1500}, {'seconds': 60}, {'hours': 25}, {'days': -7}, {}, {'minutes': 61}):
    show(np.timedelta64, datetime.timedelta(**span), 'Y')
    show(np.array, [datetime.timedelta(**span)], 'm8[s]')
lost = np.timedelta64('NaT', 's')
show(np.timedelta64, lost, 'D')
show(np.array, [lost], 'm8[D]')
show(np.array([lost]).astype, 'm8[D]')
show(np.timedelta64, np.timedelta64(-2 ** 62 - 7, 'D'), '7s')

show(np.arange, np.array('2010-01-04', 'M8[D]'))
show(np.arange, np.array(5, 'm8[D]'))
show(np.arange, 0, np.array(5, 'm8[D]'))
show(np.arange, np.array('2001-01-01', 'M8[D]'), np.array('2001-01-04', 'M8[D]'))
show(np.arange, np.array(1, 'm8[D]'), np.timedelta64(5, 'D'), np.array(12, 'm8[h]'))

a = np.array([[1, 2], [3, 4]])
for dtype in 'f4', 'D', 'i8', 'i4':
    show(np.compress, [True, False], a, axis=1, out=np.zeros((2, 1), dtype))
    show(a.compress, [True, False], axis=1, out=np.zeros((2, 1), dtype))
