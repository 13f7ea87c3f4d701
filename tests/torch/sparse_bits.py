# The bits of sums and products of sparse tensors: entries of one place are added up as sorting leaves them, rows in fused steps.
import hashlib

import torch


def bits(t):
    return hashlib.md5(t.detach().contiguous().numpy().tobytes()).hexdigest()[:8]


torch.manual_seed(0)
for dtype in (torch.float32, torch.float64):
    for nnz, n, dense in ((40, 6, (5,)), (40, 6, ()), (200, 10, (16,)), (30, 30, (3,)), (1000, 7, ())):
        at = torch.randint(0, n, (2, nnz))
        t = torch.sparse_coo_tensor(at, torch.randn(nnz, *dense, dtype=dtype), (n, n, *dense))
        whole = t.coalesce()
        print(dtype, nnz, n, dense, bits(whole.indices()), bits(whole.values()), bits(t.to_dense()), bits((t + t * 3).coalesce().values()))
    for m in (1, 3, 7, 16, 33, 100):
        at, x = torch.randint(0, 6, (2, 50)), torch.randn(6, m, dtype=dtype)
        t = torch.sparse_coo_tensor(at, torch.randn(50, dtype=dtype), (6, 6))
        rows = torch.sparse_coo_tensor(at[:1], torch.randn(50, m, dtype=dtype), (6, m))
        print(dtype, m, bits(torch.sparse.mm(t, x)), bits(t.coalesce() @ x), bits(torch.add(x, rows, alpha=0.3)), bits(torch.mv(t, x[:, 0])),
              bits(torch.sparse.addmm(x, t, x, alpha=0.7, beta=0.2)))
table = torch.nn.Embedding(9, 4, sparse=True)
(table(torch.randint(0, 9, (60,))) * torch.randn(60, 4)).sum().backward()
print(bits(table.weight.grad.coalesce().values()), bits(table.weight.grad.to_dense()))
