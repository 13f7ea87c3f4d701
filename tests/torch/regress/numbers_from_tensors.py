# Which tensors are taken for numbers: those without dimensions and without a history.
import torch

two = torch.ones(2)


def t(text):
    try:
        r = eval(text)
        print(text, '->', r.tolist() if isinstance(r, torch.Tensor) else r)
    except Exception as e:
        print(text, '->', type(e).__name__, str(e).split('\n')[0])


for x in ('torch.ones(1)', 'torch.ones(())', 'torch.ones((), requires_grad=True)'):
    for f in ('torch.linspace(0, {}, 4)', 'torch.logspace({}, 3, 2)', 'torch.arange({})', 'torch.full((2,), {})', 'torch.add(two, 1, alpha={})', 'torch.threshold(two, {}, 1)',
              'torch.hardshrink(two, {})', 'two.clone().fill_({})', 'torch.celu(two, {})', 'torch.norm(two, {})', 'torch.dist(two, two, {})',
              'torch.masked_fill(two, torch.tensor(True), {})', 'torch.index_fill(two, 0, torch.tensor([0]), {})', 'torch.logit(two, {})', 'torch.nan_to_num(two, {})'):
        t(f.format(x))
t('torch.argsort(two, 0, True, out=two)')
t('torch.argsort(two, dim=-1, keepdim=True, out=two)')
t('torch.argsort(two, stable=True)')
t('torch.norm(two, [0], out=two)')
for shape, other in (('(2, 3)', '(3,)'), ('(2, 2, 3)', '(3,)'), ('(2, 2, 3)', '(2, 3, 2)'), ('(2, 3)', '(2, 3, 2)'), ('(2, 2, 3)', '(3, 2)'), ('(2, 0)', '(0,)'), ('(2, 2, 0)', '(2, 0, 2)')):
    for kinds in (('bool', 'int64'), ('float32', 'float64')):
        a, b = (f'torch.zeros({s}, dtype=torch.{k})' for s, k in zip((shape, other), kinds))
        t(f'torch.matmul({a}, {b}, out=torch.zeros(0, dtype=torch.int16))')
        t(f'torch.matmul({a}, {b}).dtype')
t('torch.einsum("...i,...i", torch.zeros(2, 1, 3).int(), torch.zeros(0, 3)).dtype')
t('torch.inner(torch.ones(1, 3).half(), torch.ones(0, 3), out=torch.zeros(3, dtype=torch.int16))')
t('torch.where(torch.ones(2, 3) > 0, torch.zeros(0).half(), 1e10)')
t('torch.addcdiv(torch.ones(3).byte(), torch.zeros(0).half(), torch.ones(3).byte())')
t('torch.clamp(torch.ones(1).half(), torch.ones(3, 2), torch.ones(4))')
t('torch.ones(1, 3).expand(3, 3).mul_(torch.ones(2))')
t('torch.var(torch.ones(1, 3).half(), -1, out=torch.zeros(1, dtype=torch.int64))')
t('torch.igamma(torch.ones(3).byte(), torch.ones(3).short(), out=torch.zeros(3).byte())')
t('torch.norm(torch.zeros(0), 1, out=torch.zeros((), dtype=torch.int32))')
t('torch.bucketize(torch.zeros(0, dtype=torch.complex64), torch.ones(2))')
t('torch.ones(2, 2, dtype=torch.bool)[:1].expand(2, 2).detach_()')
t('torch.isin(torch.tensor(3), torch.ones(2, 3).byte()[:1].expand(2, 3))')
x = torch.ones(3, 2, 3)
mask, half, short = torch.tensor([True, False]), torch.tensor([0.5]), torch.tensor([0, 1], dtype=torch.int32)
for key in ('x[..., ..., False]', 'x[..., ..., None]', 'x[..., ..., [1, 0]]', 'x[..., ..., :]', 'x[..., ..., 0]', 'x[mask, half]', 'x[mask, short, mask]', 'x[:, mask, half]'):
    t(key)
for key in ('mask, half', 'mask, short, mask', '(slice(None), torch.tensor([True, True, True]), half)'):
    for value in ('1', 'torch.tensor(1.5)', 'torch.ones(1, 1)', 'torch.ones(3)'):
        t(f'x.__setitem__(({key}), {value})')
# complex division is by the square of the divisor; equal elements that are not found
z = torch.tensor([1 + 2j, 3 - 1j, 0j])
for text in ('z / 0', 'z / torch.zeros(3)', '1 / z', 'z.reciprocal()', 'z / 1e5', 'z / (3 + 1e-3j)', 'z.double() / 0 if z.is_floating_point() else 0'):
    t(text)
nan = float('nan')
for v in ([nan, nan], [1., nan, 2, nan], [[nan, 1], [1, nan]]):
    print(*(r.tolist() for r in torch.unique(torch.tensor(v), return_inverse=True, return_counts=True)))
print(torch.unique(torch.tensor([[[7, 7], [11, 2]], [[1, 8], [0, 0]]]), dim=-1).tolist())
