# Tensors in messages as PyTorch's C++ writes them to a stream.
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def t(f, *args):
    try:
        print(tuple(f(*args).shape))
    except Exception as e:
        print(type(e).__name__, e)


inf, nan = float('inf'), float('nan')
for x in (torch.ones(2, 3), torch.tensor([[1.5, -2.25], [1e5, 3]]), torch.tensor([[1e-5, 3.]]), torch.tensor([[1e-3, -3e-3]]), torch.arange(40).reshape(2, 20),
          torch.arange(60).reshape(2, 30) / 7, torch.full((2, 2), 1e10), torch.tensor([[nan, 1]]), torch.tensor([[inf, 1.5]]), torch.zeros(2, 2), torch.ones(2, 2, 3) * .5,
          torch.ones(2, 0), torch.arange(16).reshape(2, 2, 2, 2), torch.tensor([[True, False]]), torch.ones(2, 2).half(), torch.ones(2, 2).bfloat16(),
          torch.tensor([[-5., -100.5]]), torch.tensor([[123456.5, 1.]]), torch.tensor([[123456.5, 100000.25]]), torch.arange(40.).reshape(1, 2, 20) * 1000.5):
    t(lambda x: torch.meshgrid(x, torch.ones(2, dtype=x.dtype))[0], x)
for kind in (torch.float32, torch.int64, torch.complex64, torch.bool):
    for shape in ((1, 0, 3), (1, 3, 0), (0, 3), (3, 0), (0, 2, 3)):
        t(F.pad, torch.zeros(shape, dtype=kind), (1, 1), 'reflect')
    t(F.pad, torch.zeros(1, 3, 0, 2, dtype=kind), (1, 1, 1, 1), 'reflect')
    t(torch.stft, torch.zeros(0, dtype=kind), 2)
    t(torch.stft, torch.ones(3, 3, dtype=kind), 2)
