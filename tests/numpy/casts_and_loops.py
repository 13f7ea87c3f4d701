"""What casts say, which operands comparisons take for a given type, and operators in place of times."""
import warnings

import numpy as np


def show(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = eval(text)
            r = f'{r!r} {r.strides}' if isinstance(r, np.ndarray) else repr(r)
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(text, '->', r.replace('\n', ' '), [f'{w.category.__name__}: {w.message}' for w in caught])


x = np.arange(3)
w = x.astype('>i4')
g = np.array([0.5, 1.5, 2.5], '>f8')
u = np.array(list('abc'))
s = u.astype('S2')
o = x.astype(object)
M = np.arange(3).astype('M8[D]')
m = np.arange(3).astype('m8[s]')
v = np.array([(1, 2.5), (3, 4.5)], [('a', 'i4'), ('b', 'f8')])
F = np.asfortranarray(np.arange(6.0).reshape(2, 3))
c = np.array([1 + 2j, 3])
n = np.array([1.5, np.nan])

for rule in ('no', 'equiv', 'safe'):
    for text in ('np.add(w, w', 'np.add(x, w', 'np.sin(w', 'np.sin(g', 'np.negative(w', 'np.isnan(g', 'np.ldexp(g, w', 'np.power(w, w'):
        show(f'{text}, casting={rule!r})')
for name in ('equal', 'less'):
    for pair in ('u, u', 's, s', 'u, s', 'M, M', 'm, m', 'm, x', 'M, m', 'o, o', 'x, u', 'x, M', 'v, v', 'x, x'):
        show(f'np.{name}({pair}, dtype=bool)')
    for pair in ('u, u', 's, s', 's, u', 'u, s', 'x, u', 'x, x', 'M, M'):
        for signature in ('"UU->?"', '"SS->?"', '("U", "U", bool)'):
            show(f'np.{name}({pair}, signature={signature})')
            show(f'np.{name}({pair}, signature={signature}, casting="unsafe")')

show('M.copy().__isub__(M)')
show('M.copy().__iadd__(m)')
show('M.copy().__iadd__(M)')
show('m.copy().__imul__(2)')
show('m.copy().__imul__(1.5)')
show('m.copy().__itruediv__(2)')
show('m.copy().__ifloordiv__(m)')
show('m.copy().__iadd__(1)')
show('m.copy().__isub__(np.timedelta64(1, "ms"))')
show('M @ M')
show('m @ x')

show('F.__array__("f4")')
show('c.__array__("f8")')
show('n.__array__("i4")')
show('np.float64(c)')
show('np.int8(n)')
show('np.int8(v)')
show('np.bool_(v)')
print(np.float64(F) is F, np.bool_(x > 1).dtype, np.int64(x) is x, np.float32(x).dtype)
for t in ('U', 'S', 'U5', 'f8'):
    show(f'v.astype({t!r})')
    show(f'v.astype({t!r}, copy=False)')
    show(f'np.array(v, dtype={t!r})')
show('v.copy().byteswap(True)')
y = v.copy()
print(y.byteswap(True) is y, y)
show('v.sum(dtype=float)')
show('v.mean(dtype=complex)')
for text in ('[np.ones((2, 3)), [1, 2]]', '[np.ones((2, 3)), np.ones((2, 2))]', '[[1, 2], np.ones((2, 3))]', '[np.ones((2, 3)), 5]',
             '[np.ones((2, 3)), np.ones(3)]', '[np.ones(2), [1, 2]]'):
    show(f'np.array({text}, dtype=object)')
