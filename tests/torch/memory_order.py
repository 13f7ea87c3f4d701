"""How the results of element-wise operations lie in memory, and in what order masks and samples are drawn."""
import itertools

import torch
import torch.nn.functional as F

torch.manual_seed(0)
base = {'plain': torch.rand(2, 3, 4), 'turned': torch.rand(3, 2, 4).permute(1, 0, 2), 'reversed': torch.rand(4, 3, 2).permute(2, 1, 0),
        'every second': torch.rand(2, 3, 8)[:, :, ::2], 'gaps, reversed': torch.rand(4, 6, 2)[:, ::2].permute(2, 1, 0),
        'expanded': torch.rand(3, 4).expand(2, 3, 4), 'row': torch.rand(4), 'column': torch.rand(3, 1), 'transposed': torch.rand(4, 3).t(),
        'lead': torch.rand(2, 1, 1), 'scalar': torch.tensor(2.), 'wide': torch.rand(2, 3, 1).expand(2, 3, 4),
        'rotated': torch.rand(4, 1, 3).permute(1, 2, 0)}
for (a, x), (b, y) in itertools.product(base.items(), base.items()):
    print(f'{a}, {b}:', (x + y).stride(), (x > y).stride(), torch.where(x > 0.5, x, y).stride(), torch.lerp(x, y, 0.3).stride())
for name, x in base.items():
    if x.dim() > 1:
        print(f'{name}:', [f(x).stride() for f in (torch.exp, torch.clone, torch.empty_like, torch.Tensor.double, F.dropout, lambda t: t.flip(0),
                                                   lambda t: t.sort(-1)[0], lambda t: t.masked_fill(t > 0.5, 1), lambda t: torch.fft.fft(t, dim=0))])
for shape, order in (((3, 5), (1, 0)), ((2, 3, 4), (2, 0, 1)), ((1, 3, 4), (1, 0, 2))):
    x = torch.ones(shape).permute(order)
    for f in (F.dropout, lambda t: F.alpha_dropout(t, 0.5, True), lambda t: torch.empty_like(t).bernoulli_(0.5), torch.rand_like,
              lambda t: F.gumbel_softmax(t, 1.), lambda t: F.rrelu(-t, training=True)):
        torch.manual_seed(0)
        print((f(x) * 100).int().tolist())
