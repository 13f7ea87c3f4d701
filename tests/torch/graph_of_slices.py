"""next_functions of what operations in place on views and bilinear layers leave, and the order of hooks of leaves."""
import torch
from torch import nn


def show(name, node, depth=0):
    print('  ' * depth + str(name), node and node.name())
    for i, (other, output) in enumerate(node.next_functions if node and depth < 6 else ()):
        show((i, output), other, depth + 1)


z = torch.ones(3, requires_grad=True)
w = torch.zeros(3)
w[0] = z[1]
show('copy', w.grad_fn)
w[1:].mul_(2)
show('mul_', w.grad_fn)
for name, change in (('add_', lambda v: v.add_(z[:2])), ('exp_', torch.exp_), ('zero_', torch.zero_), ('copy_', lambda v: v.copy_(z[1:]))):
    u = z * 1
    v = u[1:]
    change(v)
    show(name, u.grad_fn)
    show(name, v.grad_fn)
x = torch.ones(5, 2, requires_grad=True)
show('bilinear', nn.Bilinear(2, 3, 4)(x, torch.ones(5, 3)).grad_fn)
show('bilinear', nn.Bilinear(2, 3, 4, bias=False)(torch.ones(5, 2), torch.ones(5, 3)).grad_fn)
torch.manual_seed(0)
a, b, c = (torch.rand(*s, dtype=torch.float64, requires_grad=True) for s in ((3, 2), (3, 3), (4, 2, 3)))
print(nn.functional.bilinear(a, b, c), torch.autograd.gradgradcheck(nn.functional.bilinear, (a, b, c)))
log = []
leaf = torch.ones(2, requires_grad=True)
leaf.register_hook(lambda g: log.append('first'))
node = leaf.expand_as(leaf).grad_fn.next_functions[0][0]
node.register_prehook(lambda g: log.append('before'))
node.register_hook(lambda *g: log.append('after'))
leaf.register_hook(lambda g: log.append('second'))
(leaf * 2).sum().backward()
print(log)
print(torch.arange(6).view((6,), 1), torch.ones(2, 3).permute((1, 0), 5).shape)
