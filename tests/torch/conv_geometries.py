# Convolutions of every geometry: floats against doubles, which take another way, forwards and backwards.
import itertools, random

import torch
import torch.nn.functional as F


def run(fn, x, w, b, dtype, options):
    x, w, b = (t.to(dtype).clone().detach().requires_grad_() for t in (x, w, b))
    y = fn(x, w, b, **options)
    y.backward(torch.ones_like(y) * torch.arange(y.shape[-1], dtype=dtype).cos())
    return y.detach(), x.grad, w.grad, b.grad


r = random.Random(5)
torch.manual_seed(5)
far = 0
for i in range(300):
    n = r.choice((1, 2, 2, 2, 3))
    fn = (F.conv1d, F.conv2d, F.conv3d)[n - 1]
    channels, results, groups = r.choice(((1, 1, 1), (3, 8, 1), (5, 9, 1), (17, 20, 1), (33, 3, 1), (1, 31, 1), (6, 6, 6), (19, 19, 19)))
    kernel = [r.randint(1, 5) for _ in range(n)]
    options = dict(stride=[r.choice((1, 1, 2, 3, 5)) for _ in range(n)], padding=[r.randint(0, 5) for _ in range(n)],
                   dilation=[r.choice((1, 1, 2, 7)) for _ in range(n)], groups=groups)
    size = [max(r.randint(1, 20 if n < 3 else 7), o * (k - 1) + 1 - 2 * p) for k, o, p in zip(kernel, options['dilation'], options['padding'])]
    x = torch.randn(r.choice((2, 3, 16)), channels, *size)
    w = torch.randn(results, channels // groups, *kernel)
    b = torch.randn(results)
    single = run(fn, x, w, b, torch.float32, options)
    double = run(fn, x, w, b, torch.float64, options)
    for name, s, d in zip(('y', 'gx', 'gw', 'gb'), single, double):
        if s.shape != d.shape or not torch.allclose(s.double(), d, 1e-3, 1e-4 * (1 + d.abs().max().item())):
            far += 1
            print(name, 'differs:', list(x.shape), list(w.shape), options)
print('far:', far)
