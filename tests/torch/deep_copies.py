"""Copies by copy.deepcopy: views of one memory stay views of one memory, with their strides and offsets."""
import copy

import torch

a = torch.arange(12.).view(3, 4)
v = a[1:, ::2]
r = copy.deepcopy([a, v, a.t(), a])
print(r[0].stride(), r[1].stride(), r[1].storage_offset(), r[2].stride(), r[3] is r[0])
r[0][1, 0] = 100
print(r[1], r[2][0], a[1, 0])
w = copy.deepcopy(torch.arange(6.)[2:4])
print(w.storage_offset(), w.storage().size())
print(copy.deepcopy(torch.arange(6.).view(2, 3).t()).stride())
e = copy.deepcopy(torch.ones(1).expand(3))
print(e.stride(), e.storage().size())
s = a.storage()
x = copy.deepcopy([a, s, v])
x[1][0] = 7
print(x[0][0, 0], x[2].storage_offset())
x = copy.deepcopy([s, a])
x[0][0] = 8
print(x[1][0, 0], copy.deepcopy(torch.zeros(0, 3)).shape)
z = copy.deepcopy(torch.tensor([1 + 2j, 3]).conj())
print(z.is_conj(), z)
m = torch.nn.Linear(2, 2)
m.register_buffer('v', m.weight.detach()[0])
m.register_buffer('u', m.v[1:])
d = copy.deepcopy(m)
print(d.v.data_ptr() == d.weight.data_ptr(), d.u.storage().data_ptr() == d.v.storage().data_ptr(), d.u.storage_offset())
g = torch.ones(4, requires_grad=True)
g.sum().backward()
h = copy.deepcopy(g)
print(h.grad, h.requires_grad, h.is_leaf, copy.deepcopy((g.detach(), g.detach()[1:]))[1].storage_offset())
print(hash(a) == id(a), {a: 1}[a])

for f in (lambda: torch.randperm(-1), lambda: torch.randperm(-1, out=torch.zeros(1, dtype=torch.int64)), lambda: torch.optim.Optimizer([m.weight], {}).step()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
