"""Runs the cases of the operations and compares what comes out with what the original gave.

A case is an operation's name and the text of its arguments over named sample tensors. Each is run for every dtype
below, as a function, as a method, in place and into out=; all forms must agree with the function. The result is
summed up in a few numbers; NAME.json beside the test has those of the original, recorded by running the test there
with OPS_RECORD=1. What the original has no kernel for in some dtype may work in Kukri. Cases of differentiable
operations are also checked by finite differences, first and second order.
"""
import json
import math
import os
import re
import sys
import warnings

import torch

DTYPES = {'f64': torch.float64, 'f32': torch.float32, 'i64': torch.int64, 'u8': torch.uint8, 'b': torch.bool, 'c128': torch.complex128,
          'f16': torch.float16, 'bf16': torch.bfloat16}
MIXED = {**DTYPES, 'i16': torch.int16, 'i32': torch.int32, 'i8': torch.int8, 'c64': torch.complex64}
WIDE = {torch.float32: True, torch.float64: True, torch.complex64: True, torch.complex128: True}
TOLERANCE = {'float64': 1e-9, 'float32': 2e-5, 'float16': 4e-3, 'bfloat16': 3e-2, 'complex128': 1e-9, 'complex64': 2e-5}
NO_KERNEL = re.compile(r"not implemented for|not supported|not yet supported|only supports|does not support|not implemented|expected scalar type|"
                       r"can only calculate|does not have|could not infer output dtype|unsupported|must be a floating|should be a floating|Only floating|"
                       r"Expected a floating|only floating|currently only|Expected .*floating|support for|INTERNAL ASSERT|not available", re.I)


def wave(shape, step, low, high):
    """Numbers without pattern between two bounds, the same everywhere: computed, not drawn."""
    n = math.prod(shape)
    values = [low + (high - low) * ((math.sin(step * (i + 1)) * 43758.5453) % 1.0) for i in range(n)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


SHAPES = {'x': (3, 4), 'y': (3, 4), 'z': (3, 4), 'm': (4, 3), 's': (3, 3), 'r': (4,), 'q': (3,), 'B': (2, 3, 4), 'C': (2, 4, 3), 'D': (2, 3, 3),
          'img': (2, 4, 6, 6), 'seq': (2, 4, 8), 'vol': (1, 2, 5, 5, 5), 'ker': (2, 4, 3, 3), 'e': (), 'emp': (0, 3), 'col': (3, 1), 'row': (1, 4)}
KEEP = {'b': [[True, False, True, False], [False, False, True, True], [True, True, True, False]],
        'k': [[0, 2, 1, 0], [2, 0, 1, 1], [1, 1, 0, 2]], 'idx': [2, 0, 1], 'one': [1], 'cls': [1, 0, 3], 'cnt': [2, 0, 3, 1]}


_made = {}


def samples(dtype, low=-2.0, high=2.0):
    """The named tensors in one dtype; index and mask tensors keep theirs. Nothing may write into them."""
    key = dtype, low, high
    if key not in _made:
        _made[key] = _samples(dtype, low, high)
    return dict(_made[key])


def _samples(dtype, low, high):
    out = {}
    for step, (name, shape) in enumerate(SHAPES.items(), 1):
        t = wave(shape, step + 0.37, low, high)
        if dtype.is_complex:
            t = torch.complex(t, wave(shape, step + 0.61, low, high))
        elif not dtype.is_floating_point:
            t = (t * 4).round().abs() if dtype in (torch.uint8,) else (t * 3).round()
        out[name] = t.to(dtype)
    out['xt'] = out['m'].t()                      # (3, 4), transposed
    out['xs'] = wave((6, 8), 0.77, max(low, 0) if dtype == torch.uint8 else low, high).to(dtype)[::2, 1::2]   # (3, 4), strided
    out['xe'] = out['r'].expand(3, 4)             # (3, 4), stride 0
    out['pd'] = out['s'] @ out['s'].mH + 2 * torch.eye(3, dtype=dtype) if WIDE.get(dtype) else out['s']
    for name, value in KEEP.items():
        out[name] = torch.tensor(value)
    out.update(torch=torch, F=torch.nn.functional, math=math)
    return out


def numbers(t):
    """What is compared of a tensor: dtype, sizes, how many are not finite, two sums, and the scale of the elements."""
    kind = str(t.dtype).replace('torch.', '')
    t = t.detach().resolve_conj().resolve_neg()
    if t.dtype.is_complex:
        t = torch.view_as_real(t)
    d = t.to(torch.float64).reshape(-1)
    fine = d[torch.isfinite(d)]
    w = torch.cos(torch.arange(fine.numel(), dtype=torch.float64) * 0.7 + 0.3)
    scale = fine.abs().sum().item() if fine.numel() else 0.0
    odd = int(torch.isnan(d).sum()), int((d == math.inf).sum())
    return (f'{kind}{list(t.shape)}'.replace(' ', '') + (' nan=%d,inf=%d' % odd if any(odd) else '') +
            ' %.9g %.9g %.3g' % (fine.sum().item(), (fine * w).sum().item(), scale))


def summary(value):
    if isinstance(value, torch.Tensor):
        return numbers(value)
    if isinstance(value, (tuple, list)):
        return [summary(v) for v in value]
    return repr(value)


def close(a, b):
    """Equal, numbers within what the dtype's precision and the order of summation allow."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(close(x, y) for x, y in zip(a, b))
    if a == b or not (isinstance(a, str) and isinstance(b, str)) or a[:1] == '!':
        return a == b
    p, q = a.split(), b.split()
    if len(p) != len(q) or len(p) < 4 or p[:-3] != q[:-3]:
        return False
    (a1, a2, scale), (b1, b2, _) = map(float, p[-3:]), map(float, q[-3:])
    tolerance = TOLERANCE.get(p[0].split('[')[0], 0) * (scale + 1e-6)
    return abs(a1 - b1) <= tolerance and abs(a2 - b2) <= tolerance


def failure(e):
    return '!' + type(e).__name__ + ': ' + str(e).split('\n')[0].split(' Exception raised from')[0][:160]


def attempt(f):
    try:
        return summary(f()), None
    except Exception as e:
        return failure(e), e


def split_args(text):
    """The first argument of an argument list, and the rest."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c in '([') - (c in ')]')
        if c == ',' and depth == 0:
            return text[:i].strip(), text[i + 1:].strip()
    return text.strip(), ''


def same_values(a, b):
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        return a.dtype == b.dtype and a.shape == b.shape and torch.allclose(a.detach(), b.detach(), rtol=1e-6, atol=1e-12, equal_nan=True)
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(same_values(x, y) for x, y in zip(a, b))
    return a == b


def forms(op, args, env, home):
    """Which other forms of a call give what the function gives: m(ethod), i(n place), o(ut)."""
    get = lambda: eval(f'{home}.{op}({args})', dict(env))
    want = get()
    found = ''
    first, rest = split_args(args)
    if isinstance(env.get(first), torch.Tensor) and env[first].shape == (3, 4): # the same elements lying otherwise in memory
        for layout in ('xt', 'xs', 'xe'):
            call = lambda t: eval(f'{home}.{op}({args})', {**env, first: t})
            try:
                got, want_here = call(env[layout]), call(env[layout].contiguous())
            except Exception:
                continue
            if not same_values(got, want_here):
                found += layout + '(differs)'

    def tried(letter, f):
        nonlocal found
        try:
            got = f()
        except Exception:
            return
        found += letter if same_values(got, want) else letter + '(differs)'
    if isinstance(env.get(first), torch.Tensor):
        tried('m', lambda: eval(f'{first}.{op}({rest})', dict(env)))
        if isinstance(want, torch.Tensor) and want.shape == env[first].shape and want.dtype == env[first].dtype:
            tried('i', lambda: eval(f'{first}.{op}_({rest})', {**env, first: env[first].clone()}))
    if isinstance(want, torch.Tensor):
        tried('o', lambda: eval(f'{home}.{op}({args}, out=_out)', {**env, '_out': torch.empty(want.shape, dtype=want.dtype)}))
    return found


NAMES = re.compile(r'\b[A-Za-z_]\w*\b')


def gradients(op, args, home, low, high):
    """Finite differences: what gradcheck and gradgradcheck say, and the name of the graph node."""
    env = samples(torch.float64, low, high)
    names = [n for n in dict.fromkeys(NAMES.findall(args)) if isinstance(env.get(n), torch.Tensor) and env[n].dtype == torch.float64]
    inputs = [env[n].detach().clone().requires_grad_() for n in names]

    def f(*values):
        out = eval(f'{home}.{op}({args})', {**env, **dict(zip(names, values))})
        out = out if isinstance(out, (tuple, list)) else (out,)
        return tuple(o for o in out if isinstance(o, torch.Tensor) and (o.is_floating_point() or o.is_complex()) and o.requires_grad)
    if not names:
        return None
    out = f(*inputs)
    if not out:
        return None
    said = [type(out[0].grad_fn).__name__]
    for check in (torch.autograd.gradcheck, torch.autograd.gradgradcheck):
        try:
            said.append(bool(check(f, inputs, fast_mode=True)))
        except Exception as e:
            said.append(type(e).__name__)
    return said


class Cases:
    """The cases of one test file and the record beside it."""

    def __init__(self, name):
        self.path = name + '.json'
        self.recording = os.environ.get('OPS_RECORD') == '1'
        self.record = {} if self.recording else json.load(open(self.path))
        self.n = self.n_wrong = 0
        # What is known to differ: lines "key part", a tab, and why; OPS_KNOWN=1 writes those of this run without a reason.
        self.known = {line.rstrip('\n').split('\t')[0] for line in open('different.txt')} if os.path.exists('different.txt') else set()
        self.writing = os.environ.get('OPS_KNOWN') == '1'
        self.found = []

    def compare(self, key, got, ok=close):
        self.n += 1
        if self.recording:
            self.record[key] = got
            return
        self.judge(key, ok(self.record.get(key, 'no record'), got), self.record.get(key, 'no record'), got)

    def judge(self, name, fine, want, got):
        if not fine:
            self.found.append(name)
            if name not in self.known and not self.writing:
                self.n_wrong += 1
                print(f'{name}\n    wanted {want}\n    got    {got}')

    def table(self, text, home='torch', **options):
        """Cases written as lines 'name: arguments | arguments | ...'; the names seen are returned."""
        names = set()
        for line in text.strip().splitlines():
            name, _, every = line.partition(':')
            names.add(name.strip())
            for args in every.split('|'):
                self.run(name.strip(), args.strip(), home, **options)
        return names

    def run(self, op, args, home='torch', low=-2.0, high=2.0, grad=True, dtypes=None):
        warnings.simplefilter('ignore')
        key = f'{home}.{op}({args})' if (low, high) == (-2.0, 2.0) else f'{home}.{op}({args}) in {low}..{high}'
        got = {}
        for short, dtype in DTYPES.items():
            if dtypes is None or short in dtypes:
                got[short] = attempt(lambda: eval(f'{home}.{op}({args})', samples(dtype, low, high)))[0]
        best = next((s for s in ('f64', 'i64', 'b', 'f32') if str(got.get(s, '!'))[:1] != '!'), None)
        got['forms'] = forms(op, args, samples(DTYPES[best], low, high), home) if best else ''
        if grad and str(got.get('f64', '!'))[:1] != '!':
            try:
                got['grad'] = gradients(op, args, home, low, high)
            except Exception as e:
                got['grad'] = failure(e)
        if self.recording:
            self.n += len(got)
            self.record[key] = squeezed({**spread(self.record.get(key, {})), **got})
            return
        want = spread(self.record.get(key, {}))
        for part, value in got.items():
            self.n += 1
            recorded = want.get(part, 'no record')
            self.judge(f'{key} {part}', close(recorded, value) or allowed(part, recorded, value), recorded, value)

    def done(self, title):
        if self.recording:
            with open(self.path, 'w') as f:
                f.write('{\n' + ',\n'.join(f'{json.dumps(k)}: {json.dumps(v, separators=(",", ":"))}' for k, v in self.record.items()) + '\n}\n')
        if self.writing:
            with open('different.txt', 'a') as f:
                f.write(''.join(name + '\t\n' for name in self.found))
        print(f'{title}: {self.n_wrong} differences')


def allowed(part, want, got):
    """Where Kukri may do more than the original, or say less of what it cannot do either."""
    if part == 'forms':
        return isinstance(got, str) and '(differs)' not in got and set(want.replace('(differs)', '')) <= set(got)
    if part == 'grad':
        if isinstance(want, list) and isinstance(got, list):
            return want[0] == got[0] and all(g is True or g == w for w, g in zip(want[1:], got[1:]))
        return want is None or isinstance(want, str)
    return isinstance(want, str) and want[:1] == '!' and bool(NO_KERNEL.search(want))


def squeezed(got):
    """Equal entries of several dtypes are kept once."""
    out = {}
    for part, value in got.items():
        for known, v in out.items():
            if v == value and known not in ('forms', 'grad') and part not in ('forms', 'grad'):
                out[f'{known} {part}'] = out.pop(known)
                break
        else:
            out[part] = value
    return out


def spread(record):
    return {part: value for parts, value in record.items() for part in parts.split()}
