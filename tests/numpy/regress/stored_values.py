"""Values of every sort stored into arrays of every type, by every way there is: results, warnings and errors."""
import warnings

import numpy as np

VALUES = {'300': 300, '-1': -1, '1 << 63': 1 << 63, 'nan': np.nan, 'inf': np.inf, '1e20': 1e20, '1j': 1j, 'None': None, "'12'": '12',
          '[1.5]': [1.5], '[inf, 1]': [np.inf, 1], '[]': [], 'float32(inf)': np.float32(np.inf), 'uint64(1 << 63)': np.uint64(1 << 63),
          'complex64(1+2j)': np.complex64(1 + 2j), 'array(2.5)': np.array(2.5), 'array(3)': np.array(3), 'array([300])': np.array([300]),
          'array([1j, 2])': np.array([1j, 2]), "array(['1', '2'])": np.array(['1', '2']), 'array([None, 2])': np.array([None, 2], object)}


def shown(f, d):
    x = np.zeros(2, d)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            r = f(x)
            text = repr((x if r is None else r).tolist())
        except Exception as e:
            text = f'{type(e).__name__}: {e}'
    return ' | '.join([text] + [f'{w.category.__name__}: {w.message}'.split('.')[0] for w in caught])


WAYS = {
    'x[0] =': lambda x, v: x.__setitem__(0, v),
    'x[...] =': lambda x, v: x.__setitem__(..., v),
    'x[[0, 1]] =': lambda x, v: x.__setitem__([0, 1], v),
    'x.flat[0] =': lambda x, v: x.flat.__setitem__(0, v),
    'x.flat =': lambda x, v: setattr(x, 'flat', v),
    'x.fill': lambda x, v: x.fill(v),
    'putmask': lambda x, v: np.putmask(x, [True, False], v),
    'place': lambda x, v: np.place(x, [True, False], v),
    'copyto': lambda x, v: np.copyto(x, v),
    'copyto unsafe': lambda x, v: np.copyto(x, v, casting='unsafe'),
    'copyto where': lambda x, v: np.copyto(x, v, where=[True, False]),
    'fromiter': lambda x, v: np.fromiter([v], x.dtype),
    'array': lambda x, v: np.array(v, x.dtype),
    'put': lambda x, v: x.put([0], v),
}
for d in ('?', 'i1', 'i8', 'u1', 'f4', 'c8', 'O', 'U2'):
    for name, v in VALUES.items():
        results = {}
        for way, f in WAYS.items():
            results.setdefault(shown(lambda x: f(x, v), d), []).append(way)
        for text, ways in results.items():
            print(f'{d} {name}: {text}   [{", ".join(ways)}]')
