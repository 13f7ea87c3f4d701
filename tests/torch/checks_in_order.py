# Which of several mistakes in a call is told, and functions that have no forward-mode formula.
import torch
import torch.nn.functional as F
import torch.autograd.forward_ad as forward


def tell(name, f):
    try:
        r = f()
        print(name, r.tolist() if isinstance(r, torch.Tensor) else r)
    except Exception as e:
        print(name, type(e).__name__, str(e)[:260])


three = torch.arange(3.)
wide = three.expand(2, 3)
for x in (wide, torch.arange(3).expand(2, 3), three.clone()):
    for name, args in (('bernoulli_', (-3,)), ('bernoulli_', (0.0,)), ('exponential_', (-1,)), ('normal_', (0, -1)), ('uniform_', (2, 1))):
        tell((name, x.dtype, x.stride()), lambda: getattr(x, name)(*args).shape)
for rtol, atol, nan in ((-1, 0, True), (0, -1, True), (-1, 0, False), (1, 1, True)):
    tell('isclose', lambda: torch.isclose(torch.ones(1, 3), torch.ones(2, 3), rtol=rtol, atol=atol, equal_nan=nan))
    tell('allclose', lambda: torch.allclose(torch.ones(4, 3), torch.ones(2, 3), rtol=rtol, atol=atol, equal_nan=nan))
for value in (2j, 1 + 0j, 0.5, 0):
    tell('fill_diagonal_', lambda: torch.zeros(2, 2, dtype=torch.bool).fill_diagonal_(value))
for dim, index, source in ((-2, [0, 1], torch.ones(())), (1, [0], torch.ones(3)), (2, [0], torch.ones(3)), (-3, [0], torch.ones(3)), (1, [0], torch.ones(()))):
    tell('index_reduce', lambda: torch.index_reduce(torch.ones(2, 3), dim, torch.tensor(index), source, 'prod'))


image = torch.arange(9.).reshape(1, 1, 3, 3)
for name, f in (('grid_sample', lambda x: F.grid_sample(x, torch.zeros(1, 1, 1, 2), align_corners=False)),
                ('multi_margin_loss', lambda x: F.multi_margin_loss(x[0, 0], torch.tensor([0, 1, 2]))),
                ('multilabel_margin_loss', lambda x: F.multilabel_margin_loss(x[0, 0], torch.zeros(3, 3, dtype=torch.long))),
                ('index_reduce', lambda x: torch.index_reduce(x[0, 0], 0, torch.tensor([0, 1]), x[0, 0][:2], 'prod'))):
    with forward.dual_level():
        tell(name, lambda: f(forward.make_dual(image, torch.ones_like(image))))
for size in (5, 2):
    print(['%.5f' % v for v in F.interpolate(image, size=size, mode='bicubic').flatten()])
