"""The history of complex views after the base was written, asked for where nothing is recorded."""
import torch
c = torch.randn(3, dtype=torch.complex64, requires_grad=True)
b = c * 1
r = torch.view_as_real(b)
b.mul_(2)
with torch.no_grad():
    print(r.grad_fn.name(), r.requires_grad)
r.sum().backward(); print(c.grad)
x = torch.randn(3, 2, requires_grad=True)
y = x * 1
z = torch.view_as_complex(y)
y.mul_(3)
with torch.no_grad():
    print(z.grad_fn.name())
z.abs().sum().backward()
y = x * 1
z = torch.view_as_complex(y[1:])
y.mul_(3)
with torch.no_grad():
    print(z.grad_fn is not None)
with torch.inference_mode():
    print(z.grad_fn is not None)
with torch.no_grad():
    z.mul_(2)
    y.mul_(2)
    r = torch.view_as_real(z)
print(z.grad_fn is not None, r.grad_fn)
d = torch.zeros(3, 2)
z = torch.view_as_complex(d)
z.mul_(torch.ones(3, dtype=torch.complex64, requires_grad=True))
print(d.grad_fn.name(), z.grad_fn.name(), d.requires_grad)
e = torch.zeros(3, dtype=torch.complex64)
r = torch.view_as_real(e)
r.add_(torch.ones(3, 2, requires_grad=True))
print(e.grad_fn.name(), r.grad_fn.name())
