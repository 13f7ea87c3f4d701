"""Where the elements of results and gradients lie: pieces of paddings, distinct slices, diagonals, real parts, lazy conjugates."""
import torch
import torch.nn.functional as F


def strides(*ts):
    print([(tuple(t.shape), t.stride(), t.is_conj()) for t in ts])


def grad(f, x):
    y = f(x)
    g, = torch.autograd.grad(y, x, torch.ones_like(y))
    print(y.grad_fn.name(), g.stride(), g.sum().item())


x = torch.arange(27.0).reshape(3, 3, 3) % 4
for dim in (0, 1, 2):
    strides(*torch.unique(x, dim=dim, return_inverse=True), torch.unique_consecutive(x, dim=dim))
strides(torch.unique_consecutive(torch.ones(2, 1, 3), dim=1))

leaf = torch.ones(1, 3, requires_grad=True)
grad(lambda t: F.pad(t, (1, 2)), leaf)
grad(lambda t: F.pad(t, (1, 2), value=2.0), torch.ones(0, 3, 3, requires_grad=True))
grad(lambda t: torch.constant_pad_nd(t, (0, 0)), leaf)
strides(F.pad(torch.ones(1, 6), (-1, -2)), F.pad(torch.ones(2, 6), (-1, -2)), F.pad(torch.ones(2, 6).t(), (0, 0)))
for f in (torch.diag, torch.diagflat, torch.diag_embed):
    grad(f, torch.ones(3, requires_grad=True))
grad(torch.sum, torch.ones(3, 1, 2, requires_grad=True))
grad(lambda t: t.sum(dim=()), torch.ones((), requires_grad=True))

line = torch.arange(6.0, requires_grad=True)
for f in (torch.fft.fft, torch.fft.ifft, torch.fft.rfft, torch.fft.ihfft, torch.fft.fftn):
    y = f(line)
    g, = torch.autograd.grad(y.abs().sum(), line)
    print(f.__name__, y.is_conj(), y.grad_fn.name(), g.stride())
print(torch.fft.ifft(torch.arange(4.0)), torch.fft.ifft(torch.arange(4.0), out=torch.zeros(4, dtype=torch.cfloat)).is_conj())
m = torch.tensor([[1 + 1j, 2.0], [0.5j, 3.0], [1.0, 1j]])
u, s, v = torch.svd(m)
strides(u, v)
print(torch.dist(u * s @ v.mH, m) < 1e-5)

signal = torch.arange(40.0).reshape(2, 20).requires_grad_()
w = torch.hann_window(8)
z = torch.stft(signal, 8, window=w, return_complex=True)
print(z.grad_fn.name(), z.stride())
print(torch.istft(z, 8, window=w).grad_fn.name(), torch.istft(z[0], 8, window=w).grad_fn.name())
a = torch.arange(4.0).reshape(2, 2)
print(torch.dsmm(a, a), torch.spmm(a, a))
