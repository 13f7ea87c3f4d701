"""Runs the cases of NumPy's functions and compares what comes out with what the original gave.

A case is a function's name and the text of its arguments over named sample arrays. Each is run for every dtype below
and summed up in a few numbers; NAME.json beside the test has those of the original, recorded by running the test there
with OPS_RECORD=1. Warnings count as part of the result. What is known to differ is listed in different.txt.
"""
import json
import math
import os
import warnings

import numpy as np

DTYPES = {'f8': np.float64, 'f4': np.float32, 'f2': np.float16, 'i8': np.int64, 'i4': np.int32, 'u1': np.uint8, 'i1': np.int8, 'b': np.bool_, 'c16': np.complex128,
          'c8': np.complex64, 'u8': np.uint64}
TOLERANCE = {'float64': 1e-9, 'float32': 2e-5, 'float16': 4e-3, 'complex128': 1e-9, 'complex64': 2e-5}
SHAPES = {'x': (3, 4), 'y': (3, 4), 'z': (3, 4), 'm': (4, 3), 's': (3, 3), 'r': (4,), 'q': (3,), 'B': (2, 3, 4), 'C': (2, 4, 3), 'D': (2, 3, 3), 'e': (), 'col': (3, 1),
          'row': (1, 4), 'emp': (0, 3)}
KEEP = {'b': [[True, False, True, False], [False, False, True, True], [True, True, True, False]], 'k': [[0, 2, 1, 0], [2, 0, 1, 1], [1, 1, 0, 2]],
        'idx': [2, 0, 1], 'cnt': [2, 0, 3, 1]}
_made = {}


def wave(shape, step, low, high):
    """Numbers without pattern between two bounds, the same everywhere."""
    n = math.prod(shape)
    return np.array([low + (high - low) * ((math.sin(step * (i + 1)) * 43758.5453) % 1.0) for i in range(n)]).reshape(shape)


def samples(dtype, low=-2.0, high=2.0):
    """The named arrays in one dtype; index and mask arrays keep theirs."""
    if (dtype, low, high) in _made:
        return dict(_made[dtype, low, high])
    out = {}
    for step, (name, shape) in enumerate(SHAPES.items(), 1):
        a = wave(shape, step + 0.37, low, high)
        if dtype in (np.complex64, np.complex128):
            a = a + 1j * wave(shape, step + 0.61, low, high)
        elif dtype in (np.uint8, np.uint64):
            a = np.abs(np.round(a * 4))
        elif dtype not in (np.float64, np.float32, np.float16):
            a = np.round(a * 3)
        out[name] = a.astype(dtype)
    out['xt'], out['xs'], out['xe'] = out['m'].T, np.asarray(wave((6, 8), 0.77, max(low, 0), high)).astype(dtype)[::2, 1::2], np.broadcast_to(out['r'], (3, 4))
    out['pd'] = out['s'] @ out['s'].conj().T + 2 * np.eye(3, dtype=dtype) if dtype in (np.float64, np.float32, np.complex128, np.complex64) else out['s']
    out['h'] = np.where(wave((3, 4), 0.9, 0, 1) > 0.7, np.nan, wave((3, 4), 1.1, low, high)).astype(dtype) if dtype in (np.float64, np.float32, np.float16) else out['x']
    for name, value in KEEP.items():
        out[name] = np.array(value)
    out.update(np=np, math=math)
    _made[dtype, low, high] = out
    return dict(out)


def numbers(a):
    kind = str(a.dtype)
    flat = np.ravel(a)
    if kind == 'object' or flat.dtype.kind in 'USV':
        return f'{kind}{list(a.shape)} {a.tolist()!r}'.replace(' ', '')
    if flat.dtype.kind == 'c':
        flat = np.stack([flat.real, flat.imag], -1).ravel()
    d = flat.astype(np.float64)
    fine = d[np.isfinite(d)]
    weights = np.array([math.cos(0.7 * i + 0.3) for i in range(fine.size)])
    odd = int(np.isnan(d).sum()), int((d == math.inf).sum())
    scale = math.fsum(abs(v) for v in fine.tolist())
    return (f'{kind}{list(a.shape)}'.replace(' ', '') + (' nan=%d,inf=%d' % odd if any(odd) else '') +
            ' %.9g %.9g %.3g' % (math.fsum(fine.tolist()), math.fsum((fine * weights).tolist()), scale))


def summary(v):
    if isinstance(v, (np.ndarray, np.generic)):
        return type(v).__name__[:3] + ':' + numbers(np.asarray(v)) if isinstance(v, np.generic) else numbers(v)
    if isinstance(v, (tuple, list)):
        return [summary(x) for x in v]
    return repr(v)


def close(a, b):
    """Equal, numbers within what the dtype's precision and the order of summation allow."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(close(x, y) for x, y in zip(a, b))
    if a == b or not (isinstance(a, str) and isinstance(b, str)) or a[:1] == '!':
        return a == b
    p, q = a.split(), b.split()
    if len(p) != len(q) or len(p) < 4 or p[:-3] != q[:-3]:
        return False
    try:
        (a1, a2, scale), (b1, b2, _) = map(float, p[-3:]), map(float, q[-3:])
    except ValueError:
        return False
    kind = p[0].split(':')[-1].split('[')[0]
    tolerance = TOLERANCE.get(kind, 0) * (scale + 1e-6)
    return abs(a1 - b1) <= tolerance and abs(a2 - b2) <= tolerance


def attempt(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            got = summary(f())
        except Exception as e:
            return '!' + type(e).__name__ + ': ' + str(e).split('\n')[0][:140]
    texts = sorted({str(w.message).split('\n')[0][:80] for w in seen})
    return [got, 'warned: ' + '; '.join(texts)] if texts else got


def squeezed(got):
    """Equal entries of several dtypes are kept once."""
    out = {}
    for part, value in got.items():
        for known, v in out.items():
            if v == value:
                out[f'{known} {part}'] = out.pop(known)
                break
        else:
            out[part] = value
    return out


class Cases:
    """The cases of one test file and the record beside it."""

    def __init__(self, name):
        self.path = name + '.json'
        self.recording = os.environ.get('OPS_RECORD') == '1'
        self.record = {} if self.recording else json.load(open(self.path))
        self.known = set(open('different.txt').read().splitlines()) if os.path.exists('different.txt') else set()
        self.writing = os.environ.get('OPS_KNOWN') == '1'
        self.found, self.n_wrong = [], 0

    def run(self, call, low=-2.0, high=2.0, dtypes=None):
        got = {s: attempt(lambda: eval(call, samples(d, low, high))) for s, d in DTYPES.items() if dtypes is None or s in dtypes}
        key = call if (low, high) == (-2.0, 2.0) else f'{call} in {low}..{high}'
        if self.recording:
            self.record[key] = squeezed(got)
            return
        want = {part: v for parts, v in self.record.get(key, {}).items() for part in parts.split()}
        for part, value in got.items():
            if not close(want.get(part, 'no record'), value):
                name = f'{key} {part}'
                self.found.append(name)
                if name not in self.known and not self.writing:
                    self.n_wrong += 1
                    print(f'{name}\n    wanted {want.get(part, "no record")}\n    got    {value}')

    def table(self, text, home='np', **options):
        """Cases written as lines 'name: arguments | arguments | ...'; the names seen are returned."""
        names = set()
        for line in text.strip().splitlines():
            name, _, every = line.partition(':')
            names.add(name.strip())
            for args in every.split('|'):
                self.run(f'{home}.{name.strip()}({args.strip()})', **options)
        return names

    def done(self, title):
        if self.recording:
            with open(self.path, 'w') as f:
                f.write('{\n' + ',\n'.join(f'{json.dumps(k)}: {json.dumps(v, separators=(",", ":"))}' for k, v in self.record.items()) + '\n}\n')
        if self.writing:
            with open('different.txt', 'a') as f:
                f.write(''.join(name + '\n' for name in self.found))
        print(f'{title}: {self.n_wrong} differences')
