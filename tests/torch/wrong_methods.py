# Methods and functions that PyTorch writes in Python bind their arguments as Python does, and ask them for what it asks first.
import torch
from torch.optim.lr_scheduler import ExponentialLR, MultiplicativeLR, SequentialLR


def tell(f):
    try:
        r = f()
        print(tuple(r.shape) if isinstance(r, torch.Tensor) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__, str(e)[:300])


M, S = torch.ones(2, 3), torch.eye(2)
optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], lr=0.1)
for name in ('register_hook', '__deepcopy__', 'share_memory_', 'is_shared', '__reversed__', '__array__', 'storage'):
    tell(lambda: getattr(M, name)(1, 2, 3))
    tell(lambda: getattr(M, name)(unheard_of=1))
    if name != 'storage':
        tell(lambda: getattr(M, name)())
for name in ('cauchy_', 'log_normal_', 'exponential_', 'normal_', 'uniform_'):
    tell(lambda: getattr(torch.ones(2, dtype=torch.int64), name)())
for dims in (torch.zeros(0, 3), torch.ones(5, 4), torch.ones(2, 2, dtype=torch.int64), torch.tensor(-1), torch.ones(3), 'x', None, -1):
    tell(lambda: torch.tensordot(S, S, dims=dims))
for out in ('x', 1, None, 2.):
    tell(lambda: torch.tensordot(S, S, 1, out=out))
for x in (None, 'x', 1, [1.], torch.tensor(1.), torch.ones(2, 2, 2), torch.ones(8)):
    for center in (True, False):
        tell(lambda: torch.stft(x, 4, center=center, return_complex=True))
for schedulers in (None, -1, {}, 'ab', [], [1], torch.ones(2)):
    tell(lambda: SequentialLR(optimizer, schedulers, [2]))
    tell(lambda: SequentialLR(optimizer, [ExponentialLR(optimizer, 0.9), ExponentialLR(optimizer, 0.9)], schedulers))
tell(lambda: MultiplicativeLR(optimizer))
tell(lambda: MultiplicativeLR())
tell(lambda: MultiplicativeLR(optimizer, 1, 2, 3, 4, 5))
rows = torch.tensor([[1., 2], [1, 2], [3, 4]])
for name in ('unique', 'unique_consecutive'):
    for flag in (rows, torch.zeros(0), 1, 'x', torch.tensor(True)):
        tell(lambda: getattr(rows, name)(return_inverse=flag))
        tell(lambda: getattr(rows, name)(return_counts=flag, dim=0))
