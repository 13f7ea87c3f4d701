# Projections in LSTM, second derivatives of recurrent layers and grouped convolutions, resizing, transforms.
import torch
from torch import nn
import torch.nn.functional as F


def fill(m):
    with torch.no_grad():
        for k, p in enumerate(m.parameters()):
            p.copy_(((torch.arange(p.numel()) * 7 + k * 5) % 23 - 11).reshape(p.shape) / 128)
    return m.double()


def ramp(*shape):
    n = 1
    for s in shape:
        n *= s
    return (((torch.arange(n) * 7) % 23 - 11) / 8).double().reshape(shape).requires_grad_()


def twice(m, x):
    y = m(x)
    y = y[0] if isinstance(y, tuple) else y
    leaves = [x, *m.parameters()]
    g = torch.autograd.grad(y.square().sum(), leaves, create_graph=True)
    h = torch.autograd.grad(sum(t.square().sum() for t in g), leaves)
    return ['%.6g' % t.sum().item() for t in (y, *g, *h)]


lstm = fill(nn.LSTM(3, 4, 2, bidirectional=True, proj_size=2))
print(lstm, [(n, tuple(p.shape)) for n, p in lstm.named_parameters()][:6])
y, (h, c) = lstm(ramp(3, 2, 3))
print(y.shape, h.shape, c.shape, '%.6g' % y.sum().item(), '%.6g' % c.sum().item())
for m in (nn.LSTM(3, 2, proj_size=1), nn.LSTM(3, 2, 2, bidirectional=True), nn.GRU(3, 2), nn.RNN(3, 2, nonlinearity='tanh')):
    print(twice(fill(m), ramp(2, 2, 3)))
for m in (nn.Conv2d(4, 4, 3, 2, 1, groups=2), nn.Conv1d(4, 8, 2, groups=4), nn.ConvTranspose2d(4, 4, 2, 2, groups=2)):
    print(twice(fill(m), ramp(1, 4, 5, 5) if m.weight.dim() == 4 else ramp(1, 4, 6)))
x = ramp(1, 2, 3, 4)
for mode in ('bicubic', 'nearest-exact', 'bilinear', 'nearest'):
    for how in ({'size': (5, 3)}, {'scale_factor': 1.5}):
        r = F.interpolate(x, mode=mode, **how)
        print(mode, tuple(r.shape), type(r.grad_fn).__name__, '%.6g' % r.square().sum().item(), '%.6g' % torch.autograd.grad(r.square().sum(), x)[0].abs().sum().item())
print(F.interpolate(x.float(), size=(4, 4), mode='bicubic', align_corners=True)[0, 0])
grid = ramp(1, 2, 3, 2) / 1.2
for mode in ('bicubic', 'bilinear', 'nearest'):
    for padding in ('zeros', 'border', 'reflection'):
        r = F.grid_sample(x, grid, mode, padding, align_corners=False)
        print(mode, padding, ['%.4f' % v for v in r.flatten().tolist()])
volume = ramp(1, 1, 2, 3, 4)
print(F.grid_sample(volume, ramp(1, 1, 2, 2, 3) / 1.3, align_corners=True))
print(F.fractional_max_pool2d(ramp(1, 2, 5, 6), 2, output_size=(2, 3), _random_samples=torch.tensor([[[.3, .6], [.8, .1]]]).double(), return_indices=True))
torch.manual_seed(3)
print(nn.FractionalMaxPool3d(2, output_ratio=.5)(ramp(1, 1, 4, 5, 5)).detach())
print(F.conv_tbc(ramp(4, 2, 3), ramp(2, 3, 2), ramp(2)))
s = torch.stft(torch.arange(16.) ** 1.5, 8, 2, window=torch.hann_window(8), return_complex=True)
print(s.shape, '%.2f %.2f' % (s.abs().sum(), s.imag.abs().sum()), '%.2f' % torch.istft(s, 8, 2, window=torch.hann_window(8)).sum())
print(torch.fft.hfft(torch.tensor([1 + 1j, 2., 3j])), torch.fft.ihfft(torch.tensor([1., 2., 4., 0.5])).real)
a = torch.tensor([1.26, 2.5], requires_grad=True)
print(a.round(decimals=1), torch.autograd.grad(a.round(decimals=1).sum(), a))
b = a * 2
b.mul_(a)
b.sin_()
b.sum().backward()
print(b, a.grad)
logits = torch.linspace(-1, 1, 30).reshape(5, 2, 3).requires_grad_()
loss = F.ctc_loss(logits.log_softmax(2), torch.tensor([[1, 2], [2, 1]]), (5, 4), (2, 1))
print(loss, torch.autograd.grad(loss, logits)[0].abs().sum())
for f in (lambda: nn.LSTM(3, 2, proj_size=2), lambda: nn.GRU(3, 4, proj_size=2), lambda: F.interpolate(x, size=3, mode='foo'), lambda: F.interpolate(x, 3, 2), lambda: F.gelu(torch.ones(2, dtype=torch.long)),
          lambda: torch.stft(torch.zeros(16), 8, hop_length=0, return_complex=True), lambda: torch.stft(torch.zeros(16), 30, center=False, return_complex=True),
          lambda: F.grid_sample(x, grid[..., :1], align_corners=True), lambda: F.fractional_max_pool2d(x, 2)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
