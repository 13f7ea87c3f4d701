# Second derivatives and gradients that once were missing.
import torch
x = torch.tensor([0.5, -1., 2.], dtype=torch.float64, requires_grad=True)
g, = torch.autograd.grad(x.logcumsumexp(0).square().sum(), x, create_graph=True)
print(g.detach(), torch.autograd.grad(g.square().sum(), x))
print(torch.autograd.gradgradcheck(lambda t: t.logcumsumexp(0), x))
z = torch.tensor(1.5, requires_grad=True)
print(torch.autograd.grad(z.unfold(-1, 1, 1).sum(), z))
print(torch.autograd.grad((z.unfold(0, 1, 1) * z).sum(), z))
