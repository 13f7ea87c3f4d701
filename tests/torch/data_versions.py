"""Versions: what is written through .data, numpy() and from_numpy() does not count as a change of the tensor."""
import numpy as np
import torch

z = torch.ones(2, requires_grad=True)
y = z.exp()
d = y.data
d.add_(1)
print(y._version, d._version, d.requires_grad, d.is_leaf, d.grad_fn)
y.sum().backward()
print(z.grad)
y = z.exp()
d = y.detach()
d.add_(1)
print(y._version, d._version)
try:
    y.sum().backward()
except RuntimeError as e:
    print(e)

a = torch.ones(3)
b = a.data
b.add_(1)
c = b[0:1]
c.add_(1)
print(a._version, b._version, c._version)
a.add_(1)
print(a._version, b._version, a, b, b.data.data.data_ptr() == a.data_ptr())
a.copy_(a.data.flip(0))
print(a)

s = torch.zeros(2)
s.data = torch.ones(2)
print(s._version)
s.add_(1)
t = torch.ones(2)
t.add_(1)
s.data = t
print(s._version, t._version)
t.add_(1)
print(s._version, t._version, s)

n = a.numpy()
n += 1
print(a._version, a, np.shares_memory(n, a.data.numpy()), np.shares_memory(n, np.ones(3)))
m = torch.from_numpy(n)
m.mul_(2)
print(a._version, m._version, a, n)
v = a.view(3)
v.data.add_(1)
w = v.data.view(3)
w.add_(1)
print(v._version, a._version, w._version)

p = torch.nn.Parameter(torch.ones(2000))
q = (p.data + 1).sum().item(), (p.data * 3).sum().item(), p.sum().item()
print(q)
for _ in range(3):
    loss = (p * p).sum()
    p.data.mul_(0.5)
    loss.backward()
    p.data -= 0.25 * p.grad.data
    p.grad = None
print(p._version, p.sum().item())
print(a.data.storage().data_ptr() == a.storage().data_ptr(), a.data.storage_offset(), a[1:].data.storage_offset(), a[::2].data.stride())
