"""Types repeated, functions marked as deprecated, dates in a zone's time, and other small things."""
import datetime
import os
import time
import warnings
import numpy as np


def show(f, *args, **words):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = f(*args, **words)
            print(type(r).__name__, repr(r))
        except Exception as e:
            print(type(e).__name__, e, '| cause:', e.__cause__)
        for w in seen:
            print('   ', w.category.__name__, w.message)


for d in ('f8', [('a', 'i4')], 'S3', ('i4', (2,)), 'M8[s]'):
    for n in (2, 0, 1, -1, (2,), 2.0, 'x', None, True):
        show(lambda: np.dtype(d) * n)
        if not isinstance(n, (tuple, str)):
            show(lambda: n * np.dtype(d))


def f(a):
    'doc of f'
    return a


def g():
    """First.

    More.
        Indented.
    """


def h():
    """
    Begins below.
    """


show(np.deprecate(f), 1)
show(np.deprecate(f, 'old', 'new'), 2)
show(np.deprecate(f, message='hey\nyou'), 2)
show(np.deprecate(old_name='a')(f), 3)
show(lambda: np.deprecate(old_name='a')(f).__name__)
for k in (f, g, h, lambda: 0):
    show(lambda: np.deprecate(k, message='mm\n  mmm').__doc__)
    show(lambda: np.deprecate_with_doc('why')(k).__doc__)
show(np.deprecate, 3)
show(np.deprecate, f, bad=3)
show(lambda: type(np.deprecate()).__name__)
for a in (None, ..., {}, object(), 'x', 3, -129, 2**64, True, 1j):
    show(np.min_scalar_type, a)
show(np.promote_types, None, 'f4')
show(np.promote_types, 'i4', None)
os.environ['TZ'] = 'CET-1CEST,M3.5.0,M10.5.0/3'
time.tzset()


class Zone(datetime.tzinfo):
    def fromutc(self, dt):
        return dt + datetime.timedelta(hours=-3, minutes=-30)


for z in ('local', 'UTC', 'naive', 'x', None, Zone()):
    for d in ('2000-01-01', '2000-07-01T12', '2000-01-01T00:30', '2010-12-31T23:59:59.5', '1900-01-01T00', '2500-01-01T00', '2000-01-01T10:11:12.123456789'):
        for u in (None, 'D', 'h', 'm', 's', 'ms', 'auto'):
            show(np.datetime_as_string, np.datetime64(d), timezone=z, unit=u)
        show(np.datetime_as_string, [np.datetime64(d)], timezone=z, casting='unsafe', unit='D')
for name in ('sqrt', 'rint', 'sin'):
    show(getattr(np, name), np.array([1, 2], object))
x = np.arange(1, 13).reshape(2, 3, 2)
for kind in ('O', '>f8', 'm8[s]'):
    t = np.asfortranarray(x.astype(kind))
    print(kind, np.add.reduceat(t, [0, 1, 0], axis=0).strides, np.add.accumulate(t, 1).strides, np.median(t, 0).strides)
    show(np.nanmedian, t, 0)
show(np.random.RandomState(7).binomial, np.nan, .5)
show(np.random.default_rng(7).hypergeometric, np.nan, 5, 6)
show(np.random.default_rng(7).hypergeometric, 5, np.inf, 6)
show(np.random.RandomState(7).negative_binomial, np.nan, .4)
show(np.random.RandomState(7).noncentral_chisquare, [.5, .5], [1, np.inf])
show(np.random.default_rng(3).random, 2, dtype='>f4')
show(lambda: np.ma.dot(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), np.ma.array([[1, 2], [3, 4]]), strict=1))
c = np.ma.array([[1 + 2j, 3], [4, 5]])
show(c.var)
show(c.std, 0)
for p in (0, 1, 3):
    for trim in '-.0k':
        for unique in (True, False):
            print(p, trim, unique, [np.format_float_scientific(v, precision=p, trim=trim, unique=unique) for v in (
                1e-5, 1.0, .1, 0.15, np.float32(.1), np.float16(.1), 2.5, 1e22, 123.456, 1 / 3, 9.99, 2.0, 2.00001, 1.04, 3e5, 5e-324, 0.0)])
for v in (np.float16(.1), np.float16(1e-5), np.float32(.1), 1e23):
    for p in (0, 3, 20):
        print(np.format_float_positional(v, precision=p, unique=False), p and np.format_float_positional(v, precision=p, unique=False, fractional=False))
