"""The memory order of results, what is written where, times and spans of other units, rounding, texts of records."""
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


u = np.array([['bc','a1'],['a2','bc']])
for line in r'''
np.sort(u.T,axis=0)
u.T == 'bc'
np.where(u.T == 'bc', u.T, 'other')
np.concatenate([u.T, u.T], axis=1)
u.T.tobytes('F'), u.tobytes('A')
np.argsort(np.broadcast_to(u, (2, 2, 2)), 0, kind='stable')
np.sort(u, kind='x')
np.argmax(np.array([], 'U3'))
np.argmin(np.zeros((0, 3), 'S2'), 0)
np.insert(np.zeros((2, 3), order='F'), 0, 7, axis=1)
np.insert(np.zeros((2, 3), order='F'), [0, 1], 7, axis=1)
np.insert(np.zeros(3, 'u8'), 0, 1j)
np.insert(np.zeros(3, 'u8'), [0, 1], 1j)
np.insert(np.zeros(3), [0, 1], np.array([1j, 2]))
np.delete(np.zeros((3, 3)), [], axis=-1)
np.delete(np.zeros((3, 3), order='F'), 1, axis=0)
np.flip(np.array(3)), np.flip(np.array('a'))
np.roll(np.broadcast_to(np.arange(5), (2, 5)), -2)
np.can_cast(-1, 'S4'), np.can_cast(2, 'U3'), np.can_cast(0, 'S4'), np.can_cast(200, 'S3')
np.array(9).astype('i4', casting='safe')
np.array([9]).astype('i4', casting='safe')
np.array(300).astype('u1', casting='safe')
np.timedelta64('NaT') * 1.7
np.timedelta64(5, 's') * 1.7
np.timedelta64('NaT') / 0.5
np.datetime64('2005-02-25T03:30') + np.timedelta64(1, 'Y')
np.timedelta64(1, 'Y') + np.datetime64('2005-02-25')
np.datetime64('2005-02', 'M') + np.timedelta64(1, 'Y')
np.datetime64('2005') + np.timedelta64(1, 'M')
np.datetime64('2005-02', 'M') + np.timedelta64(1, 'D')
np.datetime_as_string(np.array([['2001', '2002'], ['2003', '2004']], 'M8[Y]').T)
after(np.zeros(3), lambda x: x.__setitem__(slice(None), np.array([1j, 2, 3])))
after(np.zeros(3), lambda x: x.__setitem__([0, 1], np.array([1j, 2])))
after(np.zeros(3), lambda x: x.__setitem__(0, np.complex64(1 + 1j)))
after(np.zeros(3, int), lambda x: x.__setitem__(0, np.complex64(1 + 1j)))
after(np.zeros(3), lambda x: x.__setitem__(0, 1j))
after(np.zeros(3, '?'), lambda x: x.__setitem__(0, np.complex64(1j)))
after(np.zeros(3, 'c8'), lambda x: x.__setitem__(0, None))
after(np.zeros((2, 3)), lambda x: x.__setitem__((0, 1), np.zeros((2, 3))))
after(np.zeros(3), lambda x: x.__setitem__(0, [1, 2]))
after(np.zeros(3, '?'), lambda x: x.__setitem__(0, [1, 2]))
after(np.zeros(3), lambda x: x.__setitem__(slice(None), [[1, 2, 3]]))
after(np.array(3.), lambda x: x.__setitem__(..., [1, 2, 3]))
after(np.broadcast_to(np.zeros(3), (2, 3)), lambda x: x.sort())
after(np.broadcast_arrays(np.zeros(3), np.zeros((2, 3)))[0], lambda x: x.__setitem__(0, 1))
np.broadcast_arrays(np.zeros(3), np.zeros((2, 3)))[0].flags
np.broadcast_to(np.zeros((2, 1, 3)), (2, 2, 1, 3)).strides
np.zeros((3, 2, 3))[:, np.array(1)]
np.zeros((3, 2, 3))[..., np.array(1), 0].flags.owndata
np.concatenate([np.broadcast_to(np.arange(3), (2, 3))] * 2, axis=-1)
np.stack([np.zeros((2, 3), order='F')] * 2)
np.zeros((2, 3), 'f4').T.imag
np.zeros((2, 1, 3), 'c16', order='F').round()
np.zeros((2, 3), 'u8').T.byteswap()
np.argmin(np.zeros((2, 1, 3)).T, axis=1)
np.format_float_positional(123456789.123, fractional=False, precision=4, trim='-')
np.format_float_positional(123456789.123, precision=4, min_digits=6)
np.searchsorted(np.array([1, 2 ** 63], 'u8'), np.array([2 ** 63 - 1, 2 ** 64 - 1], 'u8'))
np.in1d(np.array([], 'U3'), np.array([1, 2, 3]))
np.in1d(np.array(['1', 'b']), np.arange(40))
np.setdiff1d(np.array([1., np.inf, np.nan]), np.array([1j, np.nan]))
np.array([1.14+0.55j,-0.94+0.15j],'c8').round(1)
np.array([1.14+0.55j,-0.94+0.15j]).round(1)
np.array([[1.14+0.55j,-0.94+0.15j]],order='F').T.round()
np.array(1.14+0.55j).round(1)
np.round(np.complex64(1.14+0.55j),1)
np.round(np.array([1.5+2.5j]), out=np.zeros(1,complex))
np.array2string(np.array([(1,2.)],dtype=[('a','i4'),('b','f8')]), formatter={'all': lambda v: 'x'})
np.array2string(np.array([(1,2.)],dtype=[('a','i4'),('b','f8')]), formatter={'float': lambda v: 'F'})
np.array2string(np.array([((1,2),2.)],dtype=[('a','i4',(2,)),('b','f8')]), formatter={'int': lambda v: 'I'})
np.dtype('U3').flags, np.dtype('i4,f8').flags, np.dtype('i4,U3').flags, np.dtype('i4,O').flags
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
