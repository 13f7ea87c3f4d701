"""The order of memory of results whose operands are transposed."""
import torch
import torch.nn.functional as F


def strides(t):
    return [s for s, n in zip(t.stride(), t.shape) if n > 1]


for shape, order in (((3, 2), (1, 0)), ((2, 3, 2), (2, 0, 1))):
    x = (torch.arange(float(torch.tensor(shape).prod())).reshape(shape) / 13 + 0.1).permute(order)
    y, i = x / 2, torch.zeros(x.shape, dtype=torch.long)
    row = torch.tensor([0, 1])
    for name, f in [('scatter', lambda x: x.scatter(-1, i, y)), ('scatter a number', lambda x: x.scatter(-1, i, 3.)), ('scatter_add', lambda x: x.scatter_add(-1, i, y)), ('scatter_reduce', lambda x: x.scatter_reduce(-1, i, y, 'amax')),
                    ('index_add', lambda x: x.index_add(0, row[:1], y[:1])), ('masked_scatter', lambda x: x.masked_scatter(x > 0.5, y)), ('prelu', lambda x: F.prelu(x, torch.tensor([0.2]))), ('logsigmoid', F.logsigmoid), ('mish', F.mish),
                    ('mse', lambda x: F.mse_loss(x, y, reduction='none')), ('huber', lambda x: F.huber_loss(x, y, reduction='none')), ('smooth_l1', lambda x: F.smooth_l1_loss(x, y, reduction='none')),
                    ('bce', lambda x: F.binary_cross_entropy(x.sigmoid(), y.sigmoid(), reduction='none')), ('bce of logits', lambda x: F.binary_cross_entropy_with_logits(x, y, reduction='none')), ('complex', lambda x: torch.complex(x, y)),
                    ('polar', lambda x: torch.polar(x, y)), ('size of complex', lambda x: torch.complex(x, y).abs()), ('i0e', torch.special.i0e), ('bessel_j0', torch.special.bessel_j0), ('renorm', lambda x: x.renorm(2, 0, 0.1)),
                    ('quantile', lambda x: x.quantile(0.3, 0)), ('quantile of middle', lambda x: x.quantile(0.3, 1, True)), ('quantiles', lambda x: x.quantile(torch.tensor([0.25, 0.5]), 0)), ('quantiles kept', lambda x: x.quantile(torch.tensor([0.25, 0.5]), -1, True)),
                    ('resize_', lambda x: x.detach().resize_(x.shape))]:
        print(name, strides(f(x)), strides(f(x.detach().requires_grad_())))
