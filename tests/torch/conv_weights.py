# Gradients of 3x3 kernels over many channels: small whole numbers, of which every sum is exact.
import torch
import torch.nn.functional as F


def whole(*sizes):
    n = torch.Size(sizes).numel()
    return ((torch.arange(n) * 7919 % 1009) % 7 - 3).float().reshape(sizes)


def show(w):
    g = w.grad.double()
    places = torch.arange(g.numel()).reshape(g.shape) % 251
    print(tuple(g.shape), g.sum().item(), (g * places).sum().item(), g.flatten()[:6].tolist())


for batch, groups, c_in, c_out, high, wide, pad in ((4, 1, 16, 16, 16, 16, 1), (3, 1, 32, 16, 15, 13, 0),
                                                   (2, 1, 24, 24, 13, 18, 2), (4, 2, 40, 32, 9, 11, 1),
                                                   (2, 1, 16, 48, 12, 12, 1), (1, 1, 64, 64, 40, 40, 1)):
    x = whole(batch, c_in, high, wide)
    w = whole(c_out, c_in // groups, 3, 3).requires_grad_()
    y = F.conv2d(x, w, padding=pad, groups=groups)
    y.backward(whole(*y.shape))
    show(w)
    x = whole(batch, c_out, high, wide)
    w.grad = None
    y = F.conv_transpose2d(x, w, padding=pad, groups=groups)
    y.backward(whole(*y.shape))
    show(w)

x = whole(4, 16, 16, 16)
x[1, 2, 3, 4] = float('inf')
w = whole(16, 16, 3, 3).requires_grad_()
F.conv2d(x, w, padding=1).backward(torch.ones(4, 16, 16, 16))
print(w.grad.isinf().sum().item(), w.grad.isnan().sum().item(), w.grad[0, 0].tolist())
