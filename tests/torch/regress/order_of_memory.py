# The strides of results: those of PyTorch, so that a view of a result succeeds or fails as there.
import itertools

import torch

ts = {'c': torch.zeros(2, 3, 4), 't': torch.zeros(4, 3, 2).permute(2, 1, 0), 'u': torch.zeros(3, 2, 4).transpose(0, 1), 's': torch.zeros(2, 3, 8)[..., ::2],
      'gaps': torch.zeros(4, 3, 4).permute(2, 1, 0)[::2], 'e': torch.zeros(1, 3, 1).expand(2, 3, 4), 'column': torch.zeros(3, 1), 'line': torch.zeros(4),
      'first': torch.zeros(2, 1, 1), 'flat': torch.zeros(2, 3, 1), 'number': torch.tensor(1.), 'matrix': torch.zeros(4, 3).t()}
for (a, x), (b, y) in itertools.product(ts.items(), ts.items()):
    try:
        r = x + y
    except RuntimeError:
        continue
    print(a, b, tuple(r.shape), r.stride(), torch.where(x > 0, x, y).stride())
for a, x in ts.items():
    print(a, (x * 2).stride(), x.exp().stride(), (x > 0).stride(), x.clamp(0).stride(), x.double().stride(), (2 - x).stride(), torch.lerp(x, x, 0.5).stride(),
          x.clone().stride(), torch.zeros_like(x).stride())
for a in ('t', 'u', 's', 'e', 'matrix'):
    x = ts[a]
    print(a, x.flip(0).stride(), x.flip(0, 1).stride(), x.flip(()).stride(), x.roll(1, 0).stride(), [x.rot90(k, (0, 1)).stride() for k in range(4)])
x = torch.zeros(4, 3).t()
for f in (lambda: torch.kron(x, torch.ones(2)), lambda: torch.kron(torch.ones(2, 2), x[:1]), lambda: torch.kron(torch.ones(3, 3).expand(3, 3), torch.ones(1)),
          lambda: torch.zeros(1, 4, 3).permute(0, 2, 1).rot90(2, (0, 1)).view(2, -1)):
    try:
        print(tuple(f().shape))
    except RuntimeError as e:
        print(e)
# the operands of kron can be written to afterwards, and its result is no view
a, b = torch.tensor([1., 2], requires_grad=True), torch.tensor([[3.], [4]], requires_grad=True)
y = b * 1
k = torch.kron(a * 1, y)
y += 1
print(torch.autograd.grad(k.sum() + y.sum(), (a, b), retain_graph=True))
k[0] += 1
print(type(k.grad_fn).__name__)
