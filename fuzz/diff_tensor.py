"""Random tensor programs through Kukri and PyTorch: every difference in what they print is a bug.

usage: diff_tensor.py KUKRI PYTHON FIRST LAST [--keep DIR]

Seeds FIRST..LAST each give one program of three parts: element-wise expressions and reductions over
broadcast shapes and mixed types, index expressions (read and written), and small graphs whose gradients
are taken. Values are small multiples of 1/8, so that sums are exact; what is not exact is printed with four
digits. Errors are printed by type and text. PYTHON must have PyTorch; programs run in batches of ten.
"""
import argparse
import os
import random
import subprocess
import tempfile

PRELUDE = '''
import warnings
warnings.simplefilter('ignore')
import torch
def show(name, f):
    try:
        v = f()
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\\\\n')[0][:160])
        return None
    for t in v if isinstance(v, (tuple, list)) else (v,):
        if isinstance(t, torch.Tensor):
            d = t.detach().clone()
            if d.is_complex():
                d = torch.view_as_real(d.resolve_conj())
            values = [('%.4g' % x if isinstance(x, float) else x) for x in d.flatten().tolist()[:24]]
            values = ['0' if x == '-0' else x for x in values]
            print(name, t.dtype, tuple(t.shape), t.requires_grad, values)
        else:
            print(name, t)
    return v
def make(shape, kind, k):
    n = 1
    for s in shape:
        n *= s
    x = torch.tensor([((i * 7 + k * 5) % 23 - 11) for i in range(n)], dtype=torch.float64).reshape(shape)
    if kind.is_floating_point:
        x = x / 8
    return (x % 2 == 0) if kind == torch.bool else x.abs().to(kind) if kind == torch.uint8 else x.to(kind)
'''
KINDS = ['float32'] * 4 + ['float64', 'int64', 'int32', 'uint8', 'bool']
SHAPES = ['(3,)', '(2, 3)', '(4, 1)', '()', '(2, 1, 3)', '(1, 4, 3)', '(3, 2)', '(0, 3)', '(2, 2, 2)']
UNARY = ['abs', 'neg', 'sign', 'floor', 'ceil', 'trunc', 'relu', 'sigmoid', 'tanh', 'exp', 'square', 'isnan', 'logical_not', 'sin', 'cos',
         'sqrt', 'frac', 'bitwise_not', 'log1p', 'erf', 'reciprocal', 'round', 'expm1', 'rsqrt', 'sgn', 'positive', 'atan']
BINARY = ['+', '-', '*', '/', '//', '%', '**', '<', '<=', '==', '!=', '>', '&', '|', '^']
FUNCTIONS = ['maximum', 'minimum', 'fmod', 'remainder', 'atan2', 'where', 'logical_and', 'copysign', 'hypot', 'fmax', 'floor_divide', 'true_divide',
             'bitwise_and', 'gcd', 'xlogy', 'heaviside', 'ldexp', 'logaddexp', 'eq', 'outer', 'matmul', 'kron', 'dist', 'add', 'sub', 'mul']
REDUCE = ['sum', 'mean', 'prod', 'amax', 'amin', 'any', 'all', 'argmax', 'argmin', 'max', 'min', 'std', 'var', 'cumsum', 'cumprod', 'logsumexp', 'median',
          'sort', 'argsort', 'softmax', 'norm', 'flip', 'unbind', 'diff', 'cummax', 'mode', 'nansum', 'count_nonzero', 'aminmax', 'log_softmax']
SHAPE_OPS = ['.t()', '.T', '.reshape(-1)', '.unsqueeze(0)', '.unsqueeze(-1)', '.squeeze()', '.flatten()', '.transpose(0, -1)', '.contiguous()', '.view(-1)',
             '.expand(2, -1)', '.repeat(2, 1)', '.permute(1, 0)', '.diagonal()', '.tril()', '.triu(1)', '.roll(1)', '.chunk(2)', '.split(2)', '.narrow(0, 0, 2)',
             '.unfold(0, 2, 1)', '.movedim(0, -1)', '.flatten(0, 1)', '.view(3, -1)', '.tile(2)', '.nonzero()', '.float()', '.long()', '.half()', '.bool()',
             '.double()', '.clamp(-0.5, 1)', '.item()', '.tolist()', '.numel()', '.stride()', '.is_contiguous()', '.topk(1)', '.cumsum(0)', '.new_zeros(2)',
             '.type()', '.clone()', '.detach()', '.pow(2)', '.masked_fill(torch.tensor(True), 2)', '.unique()', '.index_select(0, torch.tensor([0, 1]))']
GRAD_UNARY = ['abs', 'relu', 'sigmoid', 'tanh', 'exp', 'square', 'sin', 'cos', 'erf', 'atan', 'log1p', 'neg', 'expm1', 'sgn', 'reciprocal']


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.n = 0

    def pick(self, items):
        return self.r.choice(items)

    def line(self, expression):
        self.n += 1
        self.lines.append(f"v{self.n} = show('{self.n}', lambda: {expression})")

    def tensor(self, grad=False, shapes=SHAPES):
        kind = self.pick(['float32', 'float64']) if grad else self.pick(KINDS)
        text = f"make({self.pick(shapes)}, torch.{kind}, {self.r.randrange(9)})"
        return text + ('.requires_grad_()' if grad else '')

    def operand(self):
        return self.pick([self.tensor()] * 4 + ['2', '0.5', 'True', '-3', '0'])

    def elementwise(self):
        kind = self.r.randrange(5)
        if kind == 0:
            self.line(f'torch.{self.pick(UNARY)}({self.tensor()})')
        elif kind == 1:
            self.line(f'{self.tensor()} {self.pick(BINARY)} {self.operand()}')
        elif kind == 2:
            f = self.pick(FUNCTIONS)
            first = f'{self.tensor()} > 0, ' if f == 'where' else ''
            self.line(f'torch.{f}({first}{self.tensor()}, {self.tensor()})')
        elif kind == 3:
            dim = self.pick(['', '0', '-1', '1', '0, keepdim=True', 'dim=(0, 1)', '3'])
            self.line(f'{self.tensor()}.{self.pick(REDUCE)}({dim})')
        else:
            self.line(self.tensor() + self.pick(SHAPE_OPS) + (self.pick(SHAPE_OPS) if self.r.random() < 0.3 else ''))

    def index(self):
        items = []
        for _ in range(self.r.randrange(1, 4)):
            items.append(self.pick(['0', '-1', '1', '5', ':', '1:', ':-1', '::2', 'None', '...', 'torch.tensor([0, 1])', 'torch.tensor([[0], [1]])', '[1, 0]', '[0]',
                                    'True', 'torch.tensor([True, False, True])', 'torch.tensor(1)', '2:1', 'slice(None)', '::3', 'torch.tensor([-1, 0])']))
        return ', '.join(items)

    def indexing(self):
        x = self.tensor(shapes=['(3,)', '(2, 3)', '(3, 2, 3)', '(3, 3, 2)', '()'])
        if self.r.random() < 0.5:
            self.line(f'{x}[{self.index()}]')
            return
        self.n += 1
        value = self.pick(['7', '0.5', 'torch.tensor([1, 2])', 'torch.ones(3)', 'torch.tensor(3)', 'True'])
        operator = self.pick(['=', '+=', '*='])
        self.lines += [f'def f{self.n}():', f'    x = {x}', f'    x[{self.index()}] {operator} {value}', '    return x', f"show('{self.n}', f{self.n})"]

    def graph(self):
        self.n += 1
        n = self.n
        shapes = ['(3,)', '(2, 3)', '(3, 1)', '(2, 1, 3)', '()']
        body = [f'def g{n}():', f'    a = {self.tensor(True, shapes)}', f'    b = {self.tensor(True, shapes)}', '    x, y = a * 1, b + 0']
        for _ in range(self.r.randrange(2, 6)):
            body.append('    ' + self.pick([
                f'x = torch.{self.pick(GRAD_UNARY)}(x)', f"x = x {self.pick(['+', '-', '*'])} y", 'y = y / (x * x + 1)', 'x = torch.maximum(x, y)', 'x = x.sum(-1, keepdim=True)',
                'y = x.mean()', 'x = torch.where(x > 0, x, y)', 'x = x.unsqueeze(0)', 'x = torch.stack([x, x * 2]).sum(0)', 'x = x.softmax(-1)', 'x = x.cumsum(-1)', 'x = x.clamp(-0.5, 0.5)',
                'x = x.flatten()', 'x = x.expand(2, *x.shape)', 'x = x.transpose(0, -1)', 'x = x[..., :1]', 'x[..., 0] = 2', 'x = x.clone(); x *= 2', 'x = x.prod(-1, keepdim=True)', 'x = x.amax(-1, keepdim=True)',
                'x = x.reshape(-1).sort()[0]', 'x = x.norm() + y', 'x = x.var(-1, keepdim=True)', 'x = torch.cat([x.flatten(), y.flatten()])', 'x = x.masked_fill(x > 0.3, 0)', 'x = x.roll(1)', 'x = x.log_softmax(-1)',
                'x = x.pow(2)', 'x = x.std() * y', 'x = torch.nn.functional.gelu(x)', 'x = torch.lerp(x, y, 0.25)', 'x = x.index_select(-1, torch.tensor([0, 0]))', 'x = x.logsumexp(-1, keepdim=True)']))
        body += ['    out = x.sum() + y.sum()', '    return torch.autograd.grad(out, (a, b), allow_unused=True)', f"show('{n}', g{n})"]
        self.lines += body

    def text(self):
        for _ in range(12):
            self.elementwise()
        for _ in range(8):
            self.indexing()
        for _ in range(5):
            self.graph()
        return '\n'.join(self.lines) + '\n'


def run(command, path):
    env = dict(os.environ, OMP_NUM_THREADS='1')
    try:
        p = subprocess.run(command + [path], capture_output=True, text=True, timeout=120, env=env)
    except subprocess.TimeoutExpired:
        return ['timeout']
    return (p.stdout + (p.stderr if p.returncode else '')).split('\n')


def statements(lines):
    """What each numbered statement of each seed printed."""
    found, seed = {}, None
    for line in lines:
        if line.startswith('seed'):
            seed = line
        elif line:
            found.setdefault(f"{seed} statement {line.split(' ')[0]}", []).append(line[:300])
    return found


def main():
    p = argparse.ArgumentParser()
    p.add_argument('kukri')
    p.add_argument('python')
    p.add_argument('first', type=int)
    p.add_argument('last', type=int)
    p.add_argument('--keep')
    a = p.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = a.keep or folder
        for start in range(a.first, a.last + 1, 10):
            parts = [PRELUDE.replace('\\\\n', '\\n')]
            for seed in range(start, min(start + 10, a.last + 1)):
                parts.append(f"print('seed', {seed})\n" + Program(seed).text())
            path = os.path.join(folder, f'tensor_{start}.py')
            with open(path, 'w') as f:
                f.write('\n'.join(parts))
            ours, theirs = run([a.kukri], path), run([a.python], path)
            wanted, got = statements(theirs), statements(ours)
            for key in wanted:
                if wanted[key] != got.get(key):
                    different += 1
                    print(f'{key}\n  wanted {wanted[key]}\n  got    {got.get(key)}')
            if 'Traceback' in '\n'.join(ours):
                different += 1
                print(f'{path}: {ours[-3:]}')
    print(f'{different} differences')
    return 1 if different else 0


if __name__ == '__main__':
    raise SystemExit(main())
