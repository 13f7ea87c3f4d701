# What functions of pieces and their gradients make of nan and of the ends of their pieces, by vectors and one by one.
import torch
import torch.nn.functional as F

nan, inf = float('nan'), float('inf')
ends = torch.tensor([nan, inf, -inf, 3, -3, 0., 1, -1, .5, -.5, 6, -0.0])


def shown(t):
    return ' '.join(repr(float(v)) for v in t.detach().flatten()[:12])


for f in (F.hardswish, F.hardtanh, F.relu6, F.hardshrink, F.softshrink, F.relu):
    for x in (ends, torch.stack([ends, ends], -1)[..., 0], ends.repeat(4), ends.double()):
        x = x.detach().requires_grad_()
        y = f(x)
        y.backward(torch.full_like(y, 1.25))
        print(f.__name__, shown(y), '|', shown(x.grad))
for n in (2, 20):
    print(shown(torch.heaviside(torch.full((n,), nan), torch.tensor(0.5))), shown(torch.heaviside(torch.tensor([0., nan]), torch.tensor(nan))))
