"""Searching, distinct elements of times, comparisons of text with numbers, texts of numbers."""
import warnings

import numpy as np


def flags(x):
    f = x.flags
    return ('C' if f.c_contiguous else '-') + ('F' if f.f_contiguous else '-') + ('W' if f.writeable else '-')


def told(v):
    if isinstance(v, tuple):
        return '; '.join(map(told, v))
    if isinstance(v, np.dtype):
        return repr(v)
    return f'{flags(v)} {v!r}' if isinstance(v, np.ndarray) else f'{type(v).__name__} {v!r}'


def after(x, f):
    f(x)
    return x



for line in r'''
np.searchsorted(np.array([-5,3],'M8[ms]'), np.datetime64('2005-02-25T03:30'))
np.searchsorted(np.array([-5,3],'M8[ms]'), np.array(['2005-02-25T03:30'],'M8[m]'))
np.searchsorted(np.array([-5,3],'M8[ms]'), np.datetime64('2005','M'))
np.searchsorted(np.array([-5,3],'M8[M]'), np.datetime64('1969-12-31'))
np.searchsorted(np.array([-5,3],'M8[ms]'), np.datetime64('NaT'))
np.searchsorted(np.array(['2001','NaT'],'M8[ms]'), np.datetime64('NaT'))
np.searchsorted(np.array([-5,3],'m8[ms]'), np.timedelta64(1,'s'))
np.searchsorted(np.array([-5,3],'m8[ms]'), 1)
np.unique(np.array([3,-1,'NaT',7,'NaT',-30,2],'m8[s]'))
np.unique(np.array([3,-1,'NaT',7,'NaT',-30,2],'m8[s]'),return_index=True,return_inverse=True,return_counts=True)
np.unique(np.array([3,-1,7,3],'M8[s]'),return_counts=True)
np.sort(np.array([3,-1,'NaT',7,'NaT',-30,2],'m8[s]'))
np.argsort(np.array([3,-1,'NaT',7,'NaT',-30,2],'m8[s]'))
np.array(['a'])==1
np.float64(1)==np.array(['a'])
np.array(['a'])==np.array([1])
np.array([1])==np.array(['a'])
np.array([1])=='a'
'a'==np.array([1])
np.array([1])==np.str_('a')
np.str_('a')==np.array([1])
np.in1d(np.array([1,2]),np.array(['a']))
np.float32(1e300)
np.float16(1e300)
np.int8(1) // np.int8(0)
1 // np.int64(0)
np.int64(1) // 0
np.format_float_positional(0.000123456, fractional=False, precision=3, min_digits=2)
np.format_float_positional(0.1, fractional=False, min_digits=5)
np.searchsorted(np.array([5,1,9,2]),[3,7,1])
np.searchsorted(np.array([5,1,9,2,0,7]),[3,7,1,10,-1,4])
np.searchsorted(np.array([5,1,9,2,0,7]),[3,7,1,10,-1,4],side='right')
np.searchsorted(np.array([5.,1,9,2,0,7]),[np.nan,7,1,10,-1,4],side='right')
np.searchsorted(np.array([1,2]),np.array([1+1j,2-1j,1j]))
np.searchsorted(np.array([1+1j,2,3]),np.array([1+1j,2-1j,1j]))
np.datetime64('2001-01','M')+np.timedelta64(2,'D')
np.timedelta64(1,'M')+np.timedelta64(1,'D')
np.timedelta64(1,'M')<np.timedelta64(1,'D')
np.dtype('M8[7D]')
np.datetime64('2001','25s')
np.dtype('M8[x]')
'''.strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = told(eval(line))
        except Exception as e:
            text = f'{type(e).__name__}: {e}'
    print(line, '=>', text)
    for w in caught:
        print('   ', w.category.__name__, w.message)
