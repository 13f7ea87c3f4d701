"""Losses of halves, whose steps are rounded, and gradients that PyTorch computes one by one where operands do not lie side by side."""
import torch
import torch.nn.functional as F

torch.manual_seed(3)
LOSSES = {
    'mse': F.mse_loss,
    'huber': F.huber_loss, 'huber 0.3': lambda x, y, **k: F.huber_loss(x, y, delta=0.3, **k),
    'smooth_l1': F.smooth_l1_loss, 'smooth_l1 0.3': lambda x, y, **k: F.smooth_l1_loss(x, y, beta=0.3, **k),
}
for n in (5, 40):
    a, b = torch.randn(n) * 2, torch.randn(n)
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        for name, f in LOSSES.items():
            if dtype == torch.bfloat16 and name == 'mse':
                continue
            for reduction in ('none', 'mean', 'sum'):
                x, y = a.to(dtype).requires_grad_(), b.to(dtype)
                r = f(x, y, reduction=reduction)
                print(n, dtype, name, reduction, r.double().sum().item().hex(), r.grad_fn.name())
                try:
                    g, = torch.autograd.grad(r, x, torch.full_like(r, 0.7))
                    print('  ', g.double().sum().item().hex(), g.abs().double().sum().item().hex())
                except RuntimeError as e:
                    print('  ', e)

a, b = torch.randn(6, 7), torch.randn(6, 7)
for name, f in LOSSES.items():
    for x, y in ((a, b), (a.t(), b.t()), (a.t(), b.t().contiguous())):
        for reduction in ('none', 'mean', 'sum'):
            x = x.detach().requires_grad_()
            r = f(x, y, reduction=reduction)
            g, = torch.autograd.grad(r, x, torch.full_like(r, 0.7))
            print(name, reduction, r.stride(), r.double().sum().item().hex(), g.stride(), g.double().sum().item().hex())
