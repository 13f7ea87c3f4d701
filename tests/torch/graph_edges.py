# grad_fn.next_functions: numbers are edges only of sums, products and quotients, behind the tensors.
import torch
import torch.nn.functional as F


def edges(name, t):
    print(name, t.grad_fn.name(), [(n and n.name(), i) for n, i in t.grad_fn.next_functions])


x = torch.rand(3, requires_grad=True)
o = torch.ones(3)
for name, t in {
        'x + 1': x + 1, '1 + x': 1 + x, 'x * 2': x * 2, '2 * x': 2 * x, 'x - 1': x - 1, '1 - x': 1 - x, 'x / 2': x / 2, 'x ** 2': x ** 2, '2 ** x': 2 ** x,
        'x + o': x + o, 'o + x': o + x, 'o * x': o * x, 'rsub': torch.rsub(x, 1), 'rsub tensor': torch.rsub(x, o), 'clamp': x.clamp(0, 1), 'clamp min': x.clamp(min=0),
        'clamp_max': x.clamp_max(1), 'clamp tensor': x.clamp(o), 'lerp': torch.lerp(x, o, 0.5), 'lerp tensor': torch.lerp(x, o, o), 'masked_fill': x.masked_fill(x > 0, 0),
        'masked_fill tensor': x.masked_fill(x > 0, torch.tensor(0.)), 'x // 1': x // 1, 'x % 1': x % 1, 'x % o': x % o, 'fmod': torch.fmod(x, 1), 'xlogy': torch.xlogy(x, 2),
        'xlogy number': torch.xlogy(2, x), 'copysign': torch.copysign(x, 2), 'scatter': x.scatter(0, torch.tensor([0]), 1.), 'scatter tensor': x.scatter(0, torch.tensor([0]), o),
        'add_': (x * 1).add_(1), 'remainder_': (x * 1).remainder_(2), 'clamp_': (x * 1).clamp_(0, 1), 'cat': torch.cat([x, o]), 'linear': F.linear(x[None], torch.ones(2, 3)),
        'conv1d': F.conv1d(x[None, None], torch.ones(1, 1, 1)), 'layer_norm': F.layer_norm(x, (3,)), 'where': torch.where(x > 0, x, 0.)}.items():
    edges(name, t)
