# The loop a ufunc takes for a small array and a large number, quiet not-a-numbers, and other odd cases.
import warnings

import numpy as np

warnings.simplefilter('always')
warnings.showwarning = lambda message, *rest: print('warns:', message)

u1, u2, u4 = (np.array([1, 2, 3], d) for d in ('u1', 'u2', 'u4'))
i1 = np.array([1, 2, -3], 'i1')
for name in ('add power remainder floor_divide fmod bitwise_or bitwise_and bitwise_xor left_shift right_shift gcd '
             'maximum').split():
    f = getattr(np, name)
    for x in (u1, u2, u4, i1):
        found = []
        for v in (7, 200, 300, 40000, 70000, 1 << 31, 1 << 40, True):
            for a, b in ((x, v), (v, x)):
                try:
                    found.append(f(a, b).dtype.name)
                except Exception as e:
                    found.append(type(e).__name__)
        print(name, x.dtype, *found)
u1 %= 2
try:
    u1 %= 70000
except Exception as e:
    print(type(e).__name__, e)

print(np.left_shift.identity, np.left_shift.reduce(np.array([11, 4, 3], 'u8')))
print(np.left_shift.reduce(np.array([[11, 4, 3], [1, 2, 3]], 'u1')))
try:
    np.left_shift.reduce(np.zeros((0, 2), int))
except Exception as e:
    print(type(e).__name__, e)

d = np.array([1, 2, 3], 'M8[D]')
print(np.searchsorted(d, np.datetime64('2000-02-29', 'ns')), np.searchsorted(d, np.datetime64('NaT', 'ns')),
      np.searchsorted(d, np.array(['1970-01-03'], 'M8[ns]')), np.searchsorted(d, np.array([1, 2], 'M8[Y]')))
h = np.array([1, 2, 3], 'm8[h]')
print(np.searchsorted(h, np.timedelta64(90, 'm')), np.searchsorted(h, 2))

f = np.array([1., -2., np.nan])
for x in (f, f[:2], u2, np.array([1, 2.5], 'f2'), f.astype('f4')):
    for v in (np.nan, 0.5, 2, np.float16(np.nan)):
        print(np.floor_divide(x, v), np.mod(x, v), np.floor_divide(v, x), np.mod(v, x), np.divmod(x, v), np.fmod(x, v))

print(np.kron(np.array(3, 'u2'), i1), np.kron(2, i1).dtype, np.kron(i1, np.array(3, 'u2')).dtype)
print(np.ldexp(np.zeros((0, 3)), 1 << 40), np.ldexp(np.zeros((0, 3)), np.zeros((4, 1, 1), int)).shape)
for axis in (0, -1, (0,), 1, ()):
    try:
        print(np.squeeze(np.array(3), axis).shape)
    except Exception as e:
        print(type(e).__name__, e)
try:
    np.zeros((2, 2, 2)).view(np.matrix)
except Exception as e:
    print(type(e).__name__, e)
print(repr(np.zeros((2, 1, 2)).view(np.matrix)))
x = np.arange(6).reshape(2, 3)
x.resize((3, 2))
print(x)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    print(np.cumprod([np.inf + 0j, 2 + 1j, 3 - 1j, 0.5j]))
g = np.random.RandomState(3)
print(g.randint(5, 5, size=0), g.randint(300, dtype='u1', size=(2, 0)), g.randint(0, 9))
g = np.random.default_rng(3)
print(g.integers(5, 5, size=0), g.integers(0, 9))
