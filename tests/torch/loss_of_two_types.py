# Losses of operands of two types keep both as they are: gradients in each type, versions are looked at.
import torch
import torch.nn.functional as F

torch.set_printoptions(precision=3)
for dx, dy in (torch.float64, torch.float32), (torch.float32, torch.float64), (torch.float64, torch.int64):
    for name in 'smooth_l1_loss', 'mse_loss', 'huber_loss':
        for reduction in 'none', 'mean':
            x = (torch.arange(6.).reshape(2, 3) / 3 - 1).to(dx).requires_grad_()
            y = torch.arange(6.).reshape(2, 3).to(dy)
            if dy.is_floating_point:
                y.requires_grad_()
            try:
                r = getattr(F, name)(x, y, reduction=reduction)
                print(name, r.dtype, r.grad_fn.name(), [n[0] and n[0].name() for n in r.grad_fn.next_functions])
                grads = torch.autograd.grad(r.sum(), [t for t in (x, y) if t.requires_grad], create_graph=True)
                print([(g.dtype, g.grad_fn.name()) for g in grads], grads[0])
                print(*torch.autograd.grad((r * r).sum() + sum((g * g).sum() for g in grads), x))
            except RuntimeError as e:
                print(name, reduction, e)

x = torch.ones(3, 3, dtype=torch.float64, requires_grad=True)
y = torch.arange(3.).requires_grad_() + 0
loss = F.smooth_l1_loss(x * 1, y.expand_as(x), reduction='none')
with torch.no_grad():
    y.mul_(2)
try:
    loss.sum().backward()
except RuntimeError as e:
    print(e)

x = torch.arange(3.).double().requires_grad_()
y = torch.tensor([1.5, 0.5, 0.]).requires_grad_()
grads = torch.autograd.grad((F.smooth_l1_loss(x, y, reduction='none') ** 2).sum(), (x, y), create_graph=True)
print(torch.autograd.grad(sum((g * g).sum() for g in grads), (x, y)))
