"""What the tests of single statements share: sample arrays, and a full description of what came out.

The statements were written by fuzz/diff_numpy.py, whose programs begin with this file's text; each once gave something else
than NumPy.
"""
import warnings

import numpy as np


def A(shape, kind, k=0, layout='C'):
    """An array of small values: multiples of 1/8 for floats, with a few specials for k >= 7."""
    n = int(np.prod(shape)) if shape else 1
    v = (np.arange(n) * 7 + k * 5) % 23 - 11
    d = np.dtype(kind)
    if d.kind == 'b':
        x = v % 3 != 0
    elif d.kind == 'u':
        x = abs(v).astype(d)
    elif d.kind == 'i':
        x = v.astype(d)
    elif d.kind == 'f':
        x = (v / 8).astype(d)
    elif d.kind == 'c':
        x = (v / 8 + 1j * (v % 5 - 2) / 4).astype(d)
    elif d.kind in 'mM':
        x = (v * 3).astype('i8').astype(d)
    elif d.kind in 'US':
        x = np.array(['a%d' % (i % 7) if i % 4 else 'bc' for i in v.tolist()]).astype(d)
    elif d.kind == 'O':
        x = np.array(v.tolist() + [None], dtype=object)[:-1]
    else:
        x = np.zeros(n, d)
        for j, name in enumerate(d.names):
            if d[name].kind in 'US':
                x[name] = ['q%d' % (i % 5) for i in v.tolist()]
            else:
                x[name] = (v + j).reshape((n,) + (1,) * len(d[name].shape))
    x = x.reshape(shape)
    if k >= 7 and n and d.kind in 'fc':
        x.flat[0] = np.nan
        x.flat[n - 1] = np.inf if k == 7 else -np.inf
    if k >= 7 and n and d.kind in 'mM':
        x.flat[0] = 'NaT'
    return _laid_out(x, layout)


def _laid_out(x, layout):
    if layout == 'F':
        return np.array(x, order='F')
    if layout == 'T':
        return x.T
    if layout == 'R':
        return x[::-1]
    if layout == 'S':
        return np.repeat(x, 2, axis=-1)[..., ::2]
    if layout == 'N':
        return x[..., ::-1]
    if layout == 'B':
        return np.broadcast_to(x, (2,) + x.shape)
    return x


def describe(v, depth=0):
    if isinstance(v, (tuple, list)) and depth < 3:
        return type(v).__name__ + '(' + '; '.join(describe(i, depth + 1) for i in v[:8]) + ')'
    if isinstance(v, np.dtype):
        return 'dtype ' + repr(v)
    if isinstance(v, np.ndarray):
        f = v.flags
        d = v.dtype.str if v.dtype.names is None else v.dtype
        flags = ''.join(c if on else '-' for c, on in zip('CFW', (f.c_contiguous, f.f_contiguous, f.writeable)))
        return f'{type(v).__name__} {d} {v.shape} {flags} {v!r}'
    return type(v).__name__ + ' ' + repr(v)


def outcome(f):
    """f's result with dtype, memory order and text, or its error; and its warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = describe(f())
        except Exception as e:
            text = '!%s: %s' % (type(e).__name__, e)
    for w in caught:
        text += ' | ' + w.category.__name__ + ': ' + str(w.message)
    return text


def show(f):
    print(outcome(f))


def after(x, f):
    """The array after an operation in place."""
    r = f(x)
    return x if r is None else (x, r)


def setting(x, key, value):
    x[key] = value
    return x


def augmented(x, op, y):
    exec('x %s y' % op, None, {'x': x, 'y': y})
    return x


def printed(x, **options):
    with np.printoptions(**options):
        return str(x) + ' / ' + repr(x)
