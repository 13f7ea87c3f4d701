"""Functions that make tensors of nothing, into out=; what seeds and data may be."""
import warnings

import torch


def show(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__ + ':', e)
    for w in caught:
        print('   warned:', str(w.message).partition(' (Triggered internally')[0])


def out(*sizes, dtype=None):
    return torch.ones(*sizes, dtype=dtype)


show(lambda: torch.ones(2, out=out(1)))
show(lambda: torch.add(out(2), 1, out=out(1)))
show(lambda: torch.sum(out(2, 2), 0, out=out(2, 2)))
show(lambda: torch.zeros(2, 3, out=out(4)))
show(lambda: torch.full((2,), 3, out=out(1)))
show(lambda: torch.ones(2, dtype=torch.long, out=out(1)))
show(lambda: torch.zeros(2, dtype=torch.long, out=out(2)))
show(lambda: torch.empty(2, dtype=torch.long, out=out(2)))
show(lambda: torch.full((2,), 1, dtype=torch.long, out=out(2)))
show(lambda: torch.arange(2, dtype=torch.long, out=out(2)))
show(lambda: torch.arange(3, out=out(3)))
show(lambda: torch.eye(2, dtype=torch.double, out=out(2)))
show(lambda: torch.linspace(0, 1, 2, dtype=torch.double, out=out(2)))
show(lambda: torch.rand(2, dtype=torch.double, out=out(2)))
show(lambda: torch.randint(3, (2,), dtype=torch.int, out=out(2)))
show(lambda: torch.randperm(2, dtype=torch.int, out=out(2)))
show(lambda: torch.ones(2, out=out(2, dtype=torch.long)))
show(lambda: torch.ones(2, out=out(2), requires_grad=True))
show(lambda: torch.zeros(2, out=out(2, dtype=torch.long), requires_grad=True))
for seed in ('7', 3.7, -3, 2 ** 64, None, torch.tensor(5), -2 ** 63, -2 ** 63 - 1, [1], True, 'a'):
    show(lambda: torch.manual_seed(seed).initial_seed())
for seed in (1.5, '7', None, [1], torch.tensor(3), True, 2 ** 70, -5):
    show(lambda: torch.Generator().manual_seed(seed).initial_seed())
for data in ([1, 'a'], ['a'], 'a', [1., None], [None, 1], [1, {}], [[1, 2], [3, 'a']], [1, [2]], [True, 'a'], [1j, b'a'], {1: 2}, {1, 2}):
    show(lambda: torch.tensor(data))
