# addbmm keeps the type of integers, adds product by product, and takes beta and alpha.
import torch

for dtype in torch.uint8, torch.int16, torch.int64, torch.float32, torch.float64, torch.complex64:
    x, y = torch.full((3, 2, 4), 7).to(dtype), torch.full((3, 4, 5), 9).to(dtype)
    c = torch.ones(2, 5).to(dtype)
    for kwargs in {}, {'beta': 2, 'alpha': 3}, {'beta': 0}:
        r = torch.addbmm(c, x, y, **kwargs)
        print(r.dtype, tuple(r.shape), r[0, :2].tolist(), c.clone().addbmm_(x, y, **kwargs)[1, 4].item())
    print(torch.addbmm(torch.ones(1).to(dtype), x[:0], y[:0], beta=3)[0, :2].tolist() if dtype != torch.complex64 else '')
c, x, y = (torch.arange(float(n)).reshape(s).requires_grad_() for n, s in ((10, (2, 5)), (24, (3, 2, 4)), (60, (3, 4, 5))))
r = torch.addbmm(c, x, y, beta=2, alpha=0.5)
print(type(r.grad_fn).__name__, r.sum().item())
for g in torch.autograd.grad((r * r).sum(), (c, x, y)):
    print(g.sum().item(), g.flatten()[:3].tolist())
for half in torch.float16, torch.bool:
    try:
        torch.addbmm(c.detach().to(half), x.detach().to(half), y.detach().to(half))
    except RuntimeError as e:
        print(e)
