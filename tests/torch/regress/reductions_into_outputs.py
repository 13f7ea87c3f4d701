# In which order reductions look at their dimensions, at what is given as out= and for a kernel.
import itertools
import warnings

import torch

warnings.simplefilter('ignore')

nan = float('nan')


def t(name, *args, **kw):
    shown = ', '.join([str(tuple(a.shape)) + str(a.dtype)[6:] if isinstance(a, torch.Tensor) else str(a) for a in args]
                      + [f'{k}={tuple(v.shape)}{str(v.dtype)[6:]}' if isinstance(v, torch.Tensor) else f'{k}={v}' for k, v in kw.items()])
    try:
        r = getattr(torch, name)(*args, **kw)
        print(name, shown, '->', r.tolist() if isinstance(r, torch.Tensor) else [x.tolist() for x in r])
    except Exception as e:
        print(name, shown, '->', type(e).__name__, str(e).split('\n')[0])


def out(kind):
    return torch.zeros(3, dtype=getattr(torch, kind))


x = torch.tensor([[0.5, 2, -3], [1, -1, 256]])
for name, kind, o in itertools.product(('mean', 'nanmean', 'nansum', 'sum', 'cumprod'), ('float32', 'int64', 'float16', 'complex64'), ('bool', 'int16', 'float32')):
    t(name, x.to(getattr(torch, kind)), 3, out=out(o))
    if name != 'cumprod' or kind == 'float32':
        t(name, x.to(getattr(torch, kind)), 0, out=out(o))
for name, d, o in itertools.product(('nanmean', 'nansum', 'mean'), (torch.int16, torch.float64, torch.complex64), (None, 'int16', 'float16')):
    for dim in (0, 3):
        t(name, x, dim, dtype=d, **({'out': out(o)} if o else {}))
t('nansum', torch.zeros(0), dtype=torch.int64)
t('cumsum', x > 0, 0, dtype=torch.bool)
t('std', x.to(torch.complex64), 0, out=out('float16'))

# any and all into bytes see bytes; sums into truth see truth
for name in ('any', 'all'):
    t(name, x, 0, out=torch.zeros(3, dtype=torch.uint8))
    t(name, x.long(), 1, out=torch.zeros(2, dtype=torch.uint8))
    t(name, torch.tensor(256.), out=torch.zeros((), dtype=torch.uint8))
t('sum', torch.tensor([[1, 2, -3], [0, 0, 0]]), 1, out=torch.zeros(2, dtype=torch.bool))

# logsumexp is put together from other functions
for kind, o, shape in itertools.product(('int32', 'float16', 'bfloat16', 'float32', 'complex64'), (None, 'int16', 'float16', 'float32', 'complex64'), ((2, 3), (0, 3))):
    for dim in (0, (), 3):
        t('logsumexp', torch.ones(shape, dtype=getattr(torch, kind)), dim, **({'out': out(o)} if o else {}))

# empty operands
for name in ('amax', 'amin'):
    for dim in ((0, -1), (0, 1), (1, 0), -1):
        t(name, torch.zeros(0), dim)
t('max', torch.zeros(0, dtype=torch.complex64))
t('median', torch.zeros(0, dtype=torch.int32))
t('argmax', torch.tensor(True), -1)
t('argmax', torch.tensor([True]), -1)
for dims in ((0, 0), (0, 1), (0, -3)):
    t('norm', torch.ones(3, dtype=torch.int32), dim=dims)
    t('norm', torch.ones(2, 3), dim=dims)

# differences into an output
for shape, n, o in itertools.product(((0,), (3,), (2, 3)), (0, 1, 2, 5, -1), ('float32', 'int64')):
    t('diff', torch.ones(shape), n, out=torch.zeros(0, dtype=getattr(torch, o)))

# which one of equal elements
t('kthvalue', torch.ones(2, 3), 1)
t('kthvalue', torch.tensor([[1, 3, 3, 2, 3, 1, 1, 2]]), 5)
t('kthvalue', torch.tensor([2., nan, 2., nan, 1.]), 4)
t('mode', torch.tensor([[nan, 1.2], [2, nan], [nan, nan]]))
t('mode', torch.tensor([2., nan, 1.]))
t('mode', torch.tensor([nan, 2., 1., 2.]))
t('mode', torch.tensor([0., -0., 1.]))
