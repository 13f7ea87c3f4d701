# Bags of rows that a table does not have: each kernel says it in its own words. Halves are summed up as floats.
import torch
import torch.nn as nn
import torch.nn.functional as F


def tried(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)


table = torch.arange(12.).reshape(4, 3) / 7
for mode in ('sum', 'mean', 'max'):
    for dtype in (torch.float32, torch.float64, torch.float16):
        for rows in ([[1, 7]], [[1, -1]], [[4, 9]]):
            for kind in (torch.int64, torch.int32):
                print(mode, dtype, kind, tried(lambda: F.embedding_bag(torch.tensor(rows, dtype=kind), table.to(dtype), mode=mode)))
        starts = torch.tensor([0, 1, 1])
        print(tried(lambda: F.embedding_bag(torch.tensor([1, 2, 3, 0]), table.to(dtype), starts, mode=mode, padding_idx=2)))
        print(tried(lambda: F.embedding_bag(torch.tensor([1, 2, 3, 9]), table.to(dtype), starts, mode=mode, padding_idx=2)))
        print(tried(lambda: F.embedding_bag(torch.tensor([1, 2, 3, 0, 2]), table.to(dtype), starts, mode=mode)))
print(tried(lambda: nn.EmbeddingBag(3, 2)(torch.tensor([[0, 1], [2, 3]]))))
print(tried(lambda: F.embedding_bag(torch.tensor([1, 9]), torch.ones(4, 6)[:, ::2], torch.tensor([0]), mode='sum')))
print(tried(lambda: F.embedding_bag(torch.tensor([1, 9]), torch.ones(8, 6)[::2], torch.tensor([0]), mode='sum')))
print(tried(lambda: F.embedding(torch.tensor([4]), table)))
