# 3x3 convolutions with many channels: results and gradients against double precision, exact whole
# numbers, and infinities that reach no further than the kernel.
import torch
import torch.nn.functional as F

torch.manual_seed(3)
SHAPES = [  # batch, channels in and out, height, width, padding, groups
    (2, 16, 16, 9, 11, (1, 1), 1),
    (1, 20, 33, 16, 17, (0, 2), 1),
    (3, 16, 32, 12, 10, (2, 0), 1),
    (2, 32, 64, 14, 14, (1, 1), 2),
    (40, 16, 16, 6, 6, (1, 1), 1),
    (1, 17, 16, 200, 7, (1, 1), 1),
    (1, 16, 16, 7, 300, (1, 1), 1),
    (2, 16, 16, 3, 3, (1, 1), 1),
]


def close(a, b):
    return (a.double() - b).abs().max().item() <= 2e-6 * b.abs().max().item()


for n, c, o, h, w, padding, groups in SHAPES:
    x = torch.randn(n, c, h, w, requires_grad=True)
    k = torch.randn(o, c // groups, 3, 3, requires_grad=True)
    b = torch.randn(o, requires_grad=True)
    y = F.conv2d(x, k, b, padding=padding, groups=groups)
    g = torch.randn_like(y)
    y.backward(g)
    exact = [t.detach().double().requires_grad_() for t in (x, k, b)]
    z = F.conv2d(*exact, padding=padding, groups=groups)
    z.backward(g.double())
    print(tuple(y.shape), close(y, z), [close(p.grad, q.grad) for p, q in zip((x, k, b), exact)])
    t = F.conv_transpose2d(y, k, padding=padding, groups=groups)
    print(tuple(t.shape), close(t, F.conv_transpose2d(z, exact[1], padding=padding, groups=groups)))

x = torch.arange(-512, 512, dtype=torch.float32).reshape(1, 16, 8, 8).repeat(8, 1, 1, 1)
k = torch.arange(16 * 16 * 9, dtype=torch.float32).reshape(16, 16, 3, 3) % 7 - 3
y = F.conv2d(x, k, padding=1)
print(torch.equal(y.double(), F.conv2d(x.double(), k.double(), padding=1)), y.sum().item())

x[0, 0, 3, 4] = float("inf")
x[1, 2, 0, 0] = float("nan")
for y in (F.conv2d(x, k, padding=1), F.conv_transpose2d(x, k, padding=1)):
    strange = ~torch.isfinite(y)
    print(strange.sum().item(), strange[0, 0].int().tolist())
    print(torch.isnan(y[1]).sum().item(), torch.isfinite(y[2:]).all().item())
view = torch.randn(2, 9, 9, 16).permute(0, 3, 1, 2)
bias = torch.arange(32.0)[::2]
print(close(F.conv2d(view, k, bias, padding=1), F.conv2d(view.double(), k.double(), bias.double(), padding=1)))
single = F.conv2d(view[0].repeat(1, 3, 3), k, bias)
print(tuple(single.shape), close(single, F.conv2d(view[0].repeat(1, 3, 3).double(), k.double(), bias.double())))
