"""Slopes that PyTorch works out with a constant of type float, whatever the type of the numbers: 1 / alpha of celu, 1 / 6 of hardsigmoid."""
import torch
import torch.nn.functional as F

for dtype in (torch.float64, torch.float32):
    for f in (lambda x: F.celu(x, 0.7), lambda x: F.celu(x.clone(), 1.3, inplace=True), lambda x: F.celu(x, 3.), F.hardsigmoid, F.elu, F.selu, F.hardswish):
        x = torch.linspace(-2, 1, 9, dtype=dtype).requires_grad_()
        f(x).sum().backward()
        print([f'{g:.12g}' if dtype == torch.float64 else f'{g:.5g}' for g in x.grad.tolist()])
x = torch.linspace(-2, 1, 9, dtype=torch.float64).requires_grad_()
g, = torch.autograd.grad(F.celu(x, 0.7).sum(), x, create_graph=True)
print([f'{v:.12g}' for v in torch.autograd.grad(g.sum(), x)[0].tolist()])
