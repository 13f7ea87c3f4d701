"""What assignments by index count as changes, which numbers they take, and what views tell of themselves."""
import warnings

import numpy as np
import torch

warnings.simplefilter('always')
x = torch.arange(4.0)
for key in (False, True, x > 1, [0], 0, slice(1), None, ..., torch.tensor(0), torch.tensor(True), torch.tensor(1, dtype=torch.uint8)):
    t = torch.arange(4.0)
    with warnings.catch_warnings(record=True) as seen:
        t[key] = 9
    print(key, t, t._version, len(seen))
t = torch.arange(4.0)
t[t > 1] *= 3
print(t, t._version)
t = torch.ones(3, requires_grad=True) * 1
t[False] = 5
print(t, t._version)
print(torch.zeros(3).index_put((torch.tensor([1]),), torch.tensor(1.0))._version)
with warnings.catch_warnings(record=True) as seen:
    print(x[torch.tensor(1, dtype=torch.uint8)], len(seen))

for value in (np.float32(3), np.float16(3), np.bool_(True), np.complex64(2), np.float64(3), np.int8(3), np.uint16(3)):
    for key in (0, slice(None), x > 2):
        t = torch.arange(4.0)
        try:
            t[key] = value
            print(type(value).__name__, t)
        except TypeError as e:
            print(type(value).__name__, e)
print(torch.tensor([True]) + np.bool_(True), torch.tensor([2]) * np.bool_(True), torch.tensor([2]) - np.bool_(False))

print(x[:0].data_ptr(), x[:0].storage().data_ptr() == x.storage().data_ptr(), torch.zeros(0, 3).data_ptr())
a, b = torch.broadcast_tensors(x, x[:1])
print(a is x, b._is_view(), b.stride())
print(x.view(torch.int32)._is_view(), x.long().view(torch.int64)._is_view(), x.view(4)._is_view())
leaf = torch.ones(3, requires_grad=True)
print(torch.asarray(leaf) is leaf, leaf.requires_grad)
leaf = torch.ones(3, requires_grad=True)
y = torch.asarray(leaf * 2)
print(y.requires_grad, y.is_leaf, torch.asarray(leaf * 2, requires_grad=True).is_leaf)
for name, args in (('t_', ()), ('transpose_', (0, 5)), ('set_', (torch.zeros(1),))):
    for v in (lambda: torch.ones(2, 2, 2, requires_grad=True), lambda: torch.ones(2, 2, 2, requires_grad=True)[0:1], lambda: torch.ones(2, 2, 2, requires_grad=True) * 1):
        try:
            print(name, getattr(v(), name)(*args))
        except (RuntimeError, IndexError) as e:
            print(name, type(e).__name__, e)
