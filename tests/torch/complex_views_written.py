"""Writing in place through real numbers seen as complex ones, and the other way: values, gradients, nodes."""
import torch

torch.manual_seed(1)
x = torch.randn(3, 2, requires_grad=True)
y = x * 1
z = torch.view_as_complex(y)
z.mul_(2)
y.sum().backward()
print(x.grad)
y = x * 1
z = torch.view_as_complex(y).mul_(2j)
z.abs().sum().backward()
print(x.grad, z.grad_fn.name(), y.grad_fn.name())
c = torch.randn(3, dtype=torch.complex64, requires_grad=True)
r = torch.view_as_real(c * 1)
r.add_(1)
r.sum().backward()
print(c.grad, r.grad_fn.name(), r.grad_fn.next_functions[0][0].name())
b = torch.randn(4, 3, 2, dtype=torch.float64, requires_grad=True)


def f(b):
    y = b * 1
    z = torch.view_as_complex(y[1:3])
    z.mul_(torch.tensor(1 + 2j, dtype=torch.complex128))
    z[0] = z[1] * 2
    w = torch.view_as_complex(y)
    w[:, 0].add_(3j)
    torch.view_as_real(z)[..., 1].mul_(b[0, 0, 0])
    return (y * torch.arange(24.).reshape(4, 3, 2)).sum() + (z.abs() ** 2).sum()


f(b).backward()
print(b.grad)
print(torch.autograd.gradcheck(f, (b,)), torch.autograd.gradgradcheck(f, (b,)))
y = b * 1
z = torch.view_as_complex(y)
z.mul_(2)
print(z.grad_fn.name(), z.grad_fn.next_functions[0][0].name(), y._version, z._version)
