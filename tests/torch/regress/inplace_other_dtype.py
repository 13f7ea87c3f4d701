"""In-place products with an operand of another dtype keep the old value for the operand's gradient."""
import torch


def product(view):
    x = torch.arange(1., 4., requires_grad=True)
    w = torch.tensor([0.5, -2., 3.], dtype=torch.float64, requires_grad=True)
    y = x * 1
    part = y.view(3, 1)[:, 0] if view else y
    part.mul_(w)
    y.sum().backward()
    print(y.dtype, x.grad, w.grad)


def power():
    x = torch.arange(1., 4., requires_grad=True)
    w = torch.tensor([2., 3., 0.5], dtype=torch.float64, requires_grad=True)
    y = x * 2
    y.pow_(w)
    y.sum().backward()
    print(x.grad, w.grad)


product(False)
product(True)
power()
