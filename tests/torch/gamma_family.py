"""Incomplete gamma functions, zeta and polygamma: every branch and border, to the digits that do not hang on the machine."""
import math

import torch

inf, nan = math.inf, math.nan


def row(t):
    return ' '.join('%.13g' % x if t.dtype == torch.float64 else '%.7g' % x for x in t.flatten().tolist())


# series, fraction, the uniform expansion (parameters above 20 and near x, where PyTorch has ten digits), and large values
pairs = [(0.3, 0.2), (0.3, 0.01), (2.5, 0.7), (2.5, 1.05), (2.5, 9), (9, 2.5), (30, 29), (30, 60), (150, 140), (250, 262), (250, 160), (900, 880)]
for dtype in (torch.float64, torch.float32):
    a, x = torch.tensor(pairs, dtype=dtype).T
    print(dtype, row(torch.igamma(a, x)))
    print(dtype, row(torch.igammac(a, x)))
    print(dtype, row(torch.special.gammainc(a, x)))
    print(dtype, row(torch.special.gammaincc(a, x)))
edges = torch.tensor([0., 1, -1, inf, nan])
a, x = torch.meshgrid(edges, edges, indexing='ij')
print(row(torch.igamma(a, x)))
print(row(torch.igammac(a, x)))

s = torch.tensor([1.5, 2, 3.25, 7], dtype=torch.float64)
for q in (0.02, 0.5, 1, 3.7, 12, 200):
    print(q, row(torch.special.zeta(s, torch.tensor(q, dtype=torch.float64))))
print(row(torch.special.zeta(a, x)), row(torch.special.zeta(a + 1.5, -x - 0.5)))
for dtype in (torch.float64, torch.float32):
    x = torch.tensor([0.0225, 0.7, 1, 2, 5.5, 10, 33, -0.25], dtype=dtype)
    for n in range(7):
        print(dtype, n, row(torch.polygamma(n, x)))

# running sums of exponentials are carried in double
x = torch.full((4,), 0.9640275835990906)
print(x.logcumsumexp(0).tolist())
