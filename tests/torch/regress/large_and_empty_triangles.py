"""Indices of triangles: every offset, sizes that no memory holds, and long sides of nothing."""
import torch

total = 0
for f in (torch.tril_indices, torch.triu_indices):
    for rows in range(6):
        for columns in range(6):
            for offset in range(-8, 9):
                t = f(rows, columns, offset)
                total = (total * 31 + int((t * torch.tensor([[7], [3]])).sum()) + t.numel() * 1000003) % 10 ** 15
    print(total)
    for sides in ((1 << 40, 0), (0, 1 << 40), (1 << 31, 1 << 31)):
        try:
            print(f(*sides).shape)
        except RuntimeError as e:
            print(e)
