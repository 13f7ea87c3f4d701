"""Slices written along empty dimensions, results in C order of index_copy, and diagonals of one element or none."""
import torch
def make(shape, k, layout=0, dt=torch.float32):
    n = 1
    for s in shape: n *= s
    x = torch.tensor([((i * 7 + k * 5) % 23 - 11) for i in range(n)], dtype=torch.float64).reshape(shape).to(dt)
    if layout == 1 and len(shape) > 1: return x.transpose(0, -1).contiguous().transpose(0, -1)
    if layout == 2 and shape: return torch.stack([x, x], -1)[..., 0]
    if layout == 3 and shape and shape[0] > 0: return x[:1].expand(*shape)
    return x
for shape in (0, 3), (0,), (3, 0), (0, 2, 2), (2, 0, 3), (0, 0), (0, 1), (1, 0):
    for lay in range(4):
        for dim in range(len(shape)):
            for ix in ([0], [], [0, 0], [1], [-1]):
                x = make(shape, 3, lay)
                for name, f in (('fill', lambda: x.index_fill(dim, torch.tensor(ix, dtype=torch.int64), 2)), ('fill_', lambda: x.index_fill_(dim, torch.tensor(ix, dtype=torch.int64), 2)),
                   ('copy', lambda: x.index_copy(dim, torch.tensor(ix, dtype=torch.int64), torch.ones([len(ix) if d == dim else s for d, s in enumerate(shape)]))),
                   ('add', lambda: x.index_add(dim, torch.tensor(ix, dtype=torch.int64), torch.ones([len(ix) if d == dim else s for d, s in enumerate(shape)])))):
                    try: r = f(); print(shape, lay, x.stride(), dim, ix, name, r.shape, r.stride())
                    except Exception as e: print(shape, lay, x.stride(), dim, ix, name, type(e).__name__, e)
for shape in (1, 3), (3, 1), (1, 1), (0, 3), (3, 0), (2, 3), (3, 3), (5, 2):
    for lay in range(4):
        for d in range(-3, 4):
            x = make(shape, 3, lay)
            try: r = x.diag(d); print(shape, lay, d, r.shape, r.stride(), r.storage_offset(), r.tolist())
            except Exception as e: print(shape, lay, d, type(e).__name__, e)
x = torch.arange(12.).reshape(4, 3).t()
i = torch.tensor([0, 2])
print(x.index_copy(0, i, x[:2]).stride(), x.index_copy(1, i, x[:, :2]).stride(), x.index_fill(0, i, 1).stride(), x.index_add(0, i, x[:2]).stride())
print(make((1, 3), 3, 3).diag().view(torch.float16).shape)
