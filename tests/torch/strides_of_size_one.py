# Strides of dimensions of size 1 decide the layout of a result where other operands do not.
import itertools

import torch

OPERATIONS = {
    'mul': lambda t: t * 2, 'tensor': lambda t: t + torch.tensor(1.5), 'compare': lambda t: t > 0, 'rsub': lambda t: 1 - t,
    'same': lambda t: t + t, 'exp': lambda t: t.exp(), 'where': lambda t: torch.where(t > 0, t, t), 'nan_to_num': lambda t: t.nan_to_num(),
    'hardtanh': lambda t: torch.nn.functional.hardtanh(t), 'clamp': lambda t: t.clamp(0, 1), 'lerp': lambda t: torch.lerp(t, t, 0.5),
}
base = torch.arange(64.)
for shape in (1, 2), (2, 1), (1, 1, 3), (3, 1, 2):
    for strides in itertools.product((1, 2, 3), repeat=len(shape)):
        t = base.as_strided(shape, strides)
        print(shape, strides, *(f'{name} {operation(t).stride()}' for name, operation in OPERATIONS.items()))
