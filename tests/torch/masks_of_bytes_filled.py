"""Assignments under a mask of bytes: where a number is filled in they must be 0 and 1."""
import warnings

import torch

warnings.simplefilter('ignore')
u, t = torch.tensor([1, 2], dtype=torch.uint8), torch.tensor([[1, 2, 0], [0, 0, 1]], dtype=torch.uint8)
for key, value in ((u, 2), (u, torch.tensor(2.)), (u, torch.ones(2, 3) * 4), (t, 2), ((u,), 2), ((0, t[0]), 2), (u, torch.full((3,), 5.)), (u - 1, 7), ((u - 1, 0), 7), (t.bool(), 3),
                   (u[0], 2), ((slice(None), t[0]), 3), ((u, torch.tensor([0, 1])), 6)):
    x = torch.ones(2, 3)
    try:
        x[key] = value
        print(x.tolist())
    except (RuntimeError, IndexError) as e:
        print(e)
