# interpolate: weights, sums and the order of sums in the gradient are PyTorch's bit for bit.
import torch
import torch.nn.functional as F


def digits(t):
    return [v.hex() for v in (t.double().flatten()[:3].tolist() + [t.double().abs().sum().item()])]


for dtype in torch.float32, torch.float64:
    for mode, shape in ('nearest', (2, 3, 7)), ('linear', (2, 3, 7)), ('nearest', (1, 2, 5, 6)), ('bilinear', (1, 2, 5, 6)), ('nearest', (1, 2, 3, 4, 5)), ('trilinear', (1, 2, 3, 4, 5)):
        n = len(shape) - 2
        for how in (dict(size=(9, 11, 8)[:n]), dict(size=(2, 1, 3)[:n]), dict(scale_factor=1.7), dict(scale_factor=(0.4, 2.0, 1.3)[:n]),
                    dict(scale_factor=2.3, recompute_scale_factor=True), dict(size=shape[2:])):
            for align in (None,) if mode == 'nearest' else (False, True):
                x = ((torch.arange(torch.Size(shape).numel()) * 37 % 101 - 50).to(dtype).reshape(shape) / 7).requires_grad_()
                y = F.interpolate(x, mode=mode, align_corners=align, **how)
                g, = torch.autograd.grad(y, x, (torch.arange(y.numel()) * 53 % 97 - 48).to(dtype).reshape(y.shape) / 9)
                print(mode, align, tuple(y.shape), y.is_contiguous(), digits(y.detach()), digits(g))
x = torch.linspace(-1, 1, 24).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last).requires_grad_()
y = F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=True)
g, = torch.autograd.grad(y.pow(2).sum(), x, create_graph=True)
print(y.stride(), y.grad_fn.name(), [f'{v:.4f}' for v in g.flatten()[:4].tolist()])
g.pow(2).sum().backward()
print([f'{v:.4f}' for v in x.grad.flatten()[:4].tolist()])
print(F.interpolate(torch.tensor([[[1.0, float('inf'), 2.0]]]), size=3, mode='linear'), F.interpolate(torch.tensor([[[1.0, float('nan'), 2.0]]]), size=6))
print(F.interpolate(torch.arange(6, dtype=torch.uint8).reshape(1, 1, 2, 3), size=(4, 3)), F.interpolate(torch.ones(1, 1, 3, dtype=torch.bfloat16), size=5, mode='linear'))
for mode in 'nearest', 'bilinear', 'bicubic':
    x = torch.zeros(0, 2, 4, 4, requires_grad=True)
    F.interpolate(x, size=(5, 6), mode=mode).sum().backward()
    print(mode, x.grad.shape)
pool = torch.nn.FractionalMaxPool2d(2, output_ratio=0.5, _random_samples=torch.rand(3, 4, 2))
print(pool(torch.rand(4, 6, 6)).shape)
p, q = torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.ones(2))
optimizer = torch.optim.Adagrad([p], lr=0.1)
optimizer.add_param_group({'params': [q]})
(p + q).sum().backward()
try:
    optimizer.step()
except KeyError as e:
    print(repr(e))
p = torch.nn.Parameter(torch.ones(3, 2).t())
optimizer = torch.optim.LBFGS([p])
try:
    optimizer.step(lambda: (p * torch.ones(3, 2).t()).sum().backward() or p.sum())
    print('taken')
except RuntimeError as e:
    print(e)
