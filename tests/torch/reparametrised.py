"""How samples move with the parameters of their distributions: by PyTorch's approximations. Versions of results that were put together."""
import torch
from torch import distributions as D

A = torch.tensor([0.5, 1.5, 3., 20.])
for dtype in (torch.float64, torch.float32):
    a = A.to(dtype)
    for f in (lambda a: D.Gamma(a, a * 2), lambda a: D.Beta(a, a.flip(0) * 2), lambda a: D.Dirichlet(a), lambda a: D.Beta(a * 9, a * 7)):
        torch.manual_seed(0)
        x = a.clone().requires_grad_()
        s = f(x).rsample((3,))
        (s * torch.arange(s.numel()).view(s.shape)).sum().backward()
        print(['%.5g' % v for v in x.grad])
print(D.Exponential(torch.tensor(2.)).icdf(torch.tensor([0., 0.25])))

p = torch.tensor([1., -2., 3.], requires_grad=True)
o = torch.optim.Adagrad([p], lr=0.1, lr_decay=0.01, foreach=True)
for _ in range(3):
    o.zero_grad()
    (p ** 3).sum().backward()
    o.step()
print(p, o.state[p]['sum'])

x = torch.rand(3, 3)
print([t._version for t in (x.mean(), x.mean(0), *torch.std_mean(x), torch.rand_like(x), torch.randn_like(x), torch.special.entr(x.t()), torch.special.erfcx(x.t()))])
print(torch.special.entr(torch.rand(3, 2).t()).stride(), torch.special.i0e(torch.rand(3, 2).t()).stride())
