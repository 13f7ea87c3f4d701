# What is said when imaginary parts are dropped, once, and when a tensor is copied from one.
import warnings

import torch

c = torch.tensor([1 + 2j, 3.])
r = torch.zeros(2)


def tell(name, f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            answer = f()
        except (RuntimeError, TypeError) as e:
            answer = f'{type(e).__name__}: {e}'
    print(name, answer, [f'{w.category.__name__}: {w.message}' for w in caught])


tell('real parts', lambda: c.real.float())
tell('nothing to cast', lambda: c[:0].float())
tell('gradients', lambda: (lambda a: torch.autograd.grad((a * c).abs().sum(), a)[0].dtype)(torch.ones(2, requires_grad=True)))
tell('first', lambda: r.copy_(c))
tell('second', lambda: c.float())
tell('new_tensor', lambda: r.new_tensor(r, dtype=torch.int))
tell('new_tensor of numbers', lambda: r.new_tensor([r[0], r[1]]))
tell('tensor', lambda: torch.tensor(r))
for x in (c[0], c[1], torch.tensor([2.75 + 0j]), torch.tensor(complex(1e30, 0)), torch.tensor(complex(1, float('nan')))):
    tell('float', lambda: float(x))
    tell('int', lambda: int(x))
tell('a list of them', lambda: torch.as_tensor([c[0], c[1]], dtype=torch.float))
tell('a list of real ones', lambda: torch.as_tensor([c[1], c[1]], dtype=torch.float))
