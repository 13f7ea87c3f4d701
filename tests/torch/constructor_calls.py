"""Constructors and makers of tensors with values that they do not take, and with tensors of another type."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, str(e).strip())


x = torch.ones(2, requires_grad=True)
for v in (None, True, 1.5, 'x', (True, 2), [1.5], 1j):
    print('--', v)
    for f in (torch.eye, torch.zeros, torch.ones, torch.arange, torch.randperm, torch.Tensor, torch.LongTensor, torch.Size, torch.finfo, torch.iinfo,
              lambda v: torch.FloatTensor(2, v).shape, lambda v: torch.FloatTensor(v, 2).shape, lambda v: torch.ones(2).new(v), lambda v: torch.broadcast_shapes(v, (3,)),
              lambda v: torch.tensor([1], requires_grad=v), lambda v: torch.tensor([1], dtype=v), lambda v: torch.as_tensor([1], dtype=v),
              lambda v: torch.asarray([1], copy=v), lambda v: torch.ones(2).new_tensor([1.], requires_grad=v),
              lambda v: torch.frombuffer(bytearray(4), dtype=torch.int8, count=v), lambda v: torch.frombuffer(v, dtype=torch.int8),
              lambda v: torch.randint(v, (2, 2)), lambda v: torch.randint(5, v), lambda v: torch.ones(2, 1).expand(v), lambda v: torch.ones(2, 2).permute(v),
              lambda v: torch.ones(2).repeat(v), lambda v: torch.normal(torch.ones(2), v).shape, lambda v: torch.Generator(v).device,
              lambda v: torch.ones(2).to(v), lambda v: nn.Linear(1, 1).to(v).weight.dtype):
        if not (f in (torch.Tensor, torch.LongTensor) and v is True):
            show(lambda: f(v))
print('--')
for f in (lambda: torch.iinfo(), lambda: torch.finfo(3, 4), lambda: torch.iinfo(torch.bool), lambda: torch.iinfo(torch.float32), lambda: torch.tensor(), lambda: torch.tensor([1], 3),
          lambda: torch.tensor([1], foo=2), lambda: torch.as_tensor([1], foo=2), lambda: torch.asarray(), lambda: torch.frombuffer(), lambda: torch.frombuffer(bytearray(4)),
          lambda: torch.frombuffer(bytearray(4), dtype=torch.int32, offset=5), lambda: torch.frombuffer(bytearray(4), dtype=torch.int32, offset=-5),
          lambda: torch.frombuffer(bytearray(4), dtype=torch.int32, count=2), lambda: torch.frombuffer(bytearray(4), dtype=torch.int32, count=0),
          lambda: torch.frombuffer(bytearray(0), dtype=torch.int32), lambda: torch.frombuffer(bytearray(5), dtype=torch.int32),
          lambda: torch.frombuffer(bytearray(5), dtype=torch.int32, offset=1), lambda: torch.frombuffer(bytearray(4), dtype=torch.int32, requires_grad=True),
          lambda: torch.set_rng_state(torch.ones(2)), lambda: torch.set_rng_state(torch.ones(2, dtype=torch.uint8)),
          lambda: torch.Tensor(torch.zeros(1, dtype=torch.int64)), lambda: torch.FloatTensor(torch.zeros(1, dtype=torch.float64)), lambda: torch.Tensor(x), lambda: torch.FloatTensor(x * 2),
          lambda: torch.ones(2, dtype=torch.int64).new(torch.ones(2)), lambda: torch.Tensor(range(3)), lambda: torch.Tensor({1: 2}), lambda: torch.Tensor(b'ab'),
          lambda: torch.Tensor(x, device='cpu'), lambda: torch.FloatTensor([1], device='cpu'), lambda: torch.Tensor(device='cpu'), lambda: torch.Tensor(data=(1, 2)),
          lambda: torch.Tensor(size=(1, 2)).shape, lambda: torch.Tensor([1], device='cuda'), lambda: torch.Tensor([1, 2], foo=1), lambda: torch.Tensor(2, -1),
          lambda: torch.Size(torch.tensor([1, 2])), lambda: torch.Size([True, np.int64(3)]), lambda: torch.Size(['a']), lambda: torch.Size([1]) + ('a',), lambda: torch.Size([1], [2]),
          lambda: torch.broadcast_shapes((2, 1), -1), lambda: torch.broadcast_shapes(None, (3,)), lambda: torch.ones(2, 2).sum((True,)),
          lambda: x.to(2.5, False, True), lambda: x.to(np.float32(2)), lambda: x.to(tensor=2.5), lambda: x.to(tensor=3), lambda: nn.Linear(1, 1).to(int)):
    show(f)

# what normal draws has the type of the mean, and widths are looked at
draws = (lambda: torch.normal(torch.ones(2, dtype=torch.float64), torch.ones(2)), lambda: torch.normal(torch.ones(2), torch.ones(2, dtype=torch.float64)),
         lambda: torch.normal(torch.ones(2), torch.ones(2, dtype=torch.int64)), lambda: torch.normal(torch.ones(2, dtype=torch.complex64), torch.ones(2)),
         lambda: torch.normal(1., torch.ones(4, dtype=torch.float64)), lambda: torch.normal(torch.ones(2), 1, out=torch.zeros(2, dtype=torch.float64)),
         lambda: torch.normal(torch.ones(3, 1), torch.ones(3)), lambda: torch.normal(torch.ones(0), torch.ones(0)),
         lambda: torch.normal(torch.ones(2), torch.tensor([1., -1.])), lambda: torch.normal(torch.ones(2), torch.tensor([1., float('nan')])), lambda: torch.normal(torch.ones(2), -1.),
         lambda: torch.normal(torch.ones(2), float('nan')), lambda: torch.normal(torch.ones(2), torch.ones(2, dtype=torch.complex64)), lambda: torch.normal(torch.ones(2, dtype=torch.int64), 1.),
         lambda: torch.normal(torch.ones(3), torch.ones(2)), lambda: torch.normal(torch.ones(2), 1, out=torch.zeros(3)), lambda: torch.normal(1., 1.))
for f in draws:
    torch.manual_seed(0)
    show(f)

# flags that are looked at in Python, and words for reductions
y = torch.tensor([1., -2.])
for f in (lambda: F.relu(y, 'x'), lambda: F.relu(y, inplace=None), lambda: F.relu(y, inplace=y), lambda: F.elu(y, 1.0, []), lambda: F.max_pool1d(y[None], 1, return_indices=3),
          lambda: F.adaptive_max_pool1d(y[None], 1, return_indices=None), lambda: F.mse_loss(y, y, reduction=None), lambda: F.mse_loss(y, y, reduction=3), lambda: F.mse_loss(y, y, reduction=['a']),
          lambda: nn.MSELoss(reduction=None)(y, y), lambda: F.l1_loss(y, y, size_average=y)):
    show(f)
