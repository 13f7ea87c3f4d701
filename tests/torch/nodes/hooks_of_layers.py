"""Hooks at the node of a linear layer, which has a bias, the input and the weight turned; nodes that stand for several refuse."""
import torch
import torch.nn as nn

torch.manual_seed(0)


def shown(t):
    return None if t is None else [round(v, 4) for v in t.flatten().tolist()]


for wanted in (False, True):
    for bias in (True, False):
        layer = nn.Linear(2, 3, bias=bias)
        x = torch.ones(1, 2, requires_grad=wanted)
        y = layer(x)
        y.grad_fn.register_hook(lambda a, b: print(y.grad_fn.name(), [(shown(g), None if g is None else list(g.shape)) for g in a], [shown(g) for g in b]))
        y.sum().backward()
layer = nn.Linear(2, 3)
y = layer(torch.ones(1, 2))
y.grad_fn.register_hook(lambda a, b: (a[0], a[1], torch.arange(6.).reshape(2, 3)))
y.sum().backward()
print(layer.weight.grad.tolist())
y = layer(torch.ones(1, 2))
y.grad_fn.next_functions[0][0].register_hook(lambda a, b: print('bias', a, [shown(g) for g in b]))
y.sum().backward()
