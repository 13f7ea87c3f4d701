"""Norms, slices held to a norm, counts in bins: how sums are carried and what nan does to distances."""
import torch

inf, nan = float('inf'), float('nan')


def make(*sizes, dtype=torch.float32):
    n = torch.Size(sizes).numel()
    x = torch.tensor([((i * 37 + 11) % 101 - 50) / 7 for i in range(2 * n)], dtype=torch.float64)
    return (torch.complex(x[:n], x[n:]) if dtype.is_complex else x[:n]).reshape(sizes).to(dtype)


def row(t):
    return [float(v) for v in t.flatten()]


for dtype in (torch.float32, torch.float64, torch.complex64, torch.bfloat16):
    for p in (2, 1, 3, 0.5, inf, -inf, 0):
        print(dtype, p, row(torch.linalg.vector_norm(make(3, 13, dtype=dtype), p, 1)), row(torch.linalg.vector_norm(make(2, 3, 5, dtype=dtype), p, (0, 2))))
for sizes in ((2, 5), (3, 2, 7)):
    for p in (1, 2, 3, inf):
        print(row(make(*sizes).renorm(p, 1, 1.7))[:8])
print(torch.ones(2, 2, dtype=torch.float16).renorm(2, 0, 1e10))
print(torch.norm(make(3), 2, dtype=torch.complex128), torch.norm(make(3), 1, 0, dtype=torch.complex64), torch.norm(torch.empty(0), 1, dtype=torch.complex64))
x = torch.tensor([[-0.375, 0.28125, 0.9375]]).renorm(2, 0, 1)
print(x.histc(4), x.double().histc(4), torch.tensor([-1.5, 0.25, 2, 0.5, -0.75, 3], dtype=torch.bfloat16).histc(100).nonzero().flatten())

a = torch.tensor([[nan, 1.], [2, 3], [2, 3], [0, inf]])
b = torch.tensor([[1., 2], [nan, 3], [0, -inf]])
for p in (0, 0.5, 1, 1.5, 2, 3, inf):
    for lazy in (False, True):
        x, y = a.clone().requires_grad_(), b.clone().requires_grad_()
        d = torch.cdist(x, y, p)
        (d.sgn() if lazy else d).sum().backward()
        print(p, d.tolist(), x.grad.tolist(), y.grad.tolist())
        x.grad = None
        d = torch.pdist(x, p)
        (d.sgn() if lazy else d).sum().backward()
        print(p, d.tolist(), x.grad.tolist())

# variances of complex numbers: those of the parts, in the type of what takes them
x = torch.complex(make(2, 3, 4), make(2, 3, 4).flip(0))
for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16):
    for dim in ((0, -1), 1, (0, 1, 2)):
        print(dtype, dim, torch.var(x, dim, out=torch.empty(0, dtype=dtype)).tolist(), torch.var(x.real, dim, out=torch.empty(0, dtype=dtype)).tolist())
    if dtype in (torch.float64, torch.float32):
        print(torch.std(x, (0, 1), out=torch.empty(0, dtype=dtype)).tolist())
