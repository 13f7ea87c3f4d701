# The native functions of torch.sparse refuse arguments by the signatures and names that they have in PyTorch.
import torch


def tell(f):
    try:
        r = f()
        print(r.to_dense().tolist() if r.is_sparse else r.tolist())
    except Exception as e:
        print(type(e).__name__, str(e)[:420])


dense = torch.tensor([[4., 1.], [1., 3.]])
sparse = torch.sparse_coo_tensor([[0, 1], [1, 0]], [1., 2.], (2, 2))
for wrong in (None, 'x', -1, 1.5, [], {}, torch.float32, ...):
    tell(lambda: torch.sparse.mm(wrong, dense))
    tell(lambda: torch.sparse.mm(sparse, wrong))
    tell(lambda: torch.sparse.addmm(wrong, sparse, dense))
    tell(lambda: torch.sparse.addmm(dense, sparse, dense, beta=wrong))
    tell(lambda: torch.sparse.sum(wrong))
    tell(lambda: torch.sparse.sum(sparse, dtype=wrong))
    tell(lambda: torch.sparse.softmax(wrong, 0))
    tell(lambda: torch.sparse.log_softmax(wrong, 1))
    tell(lambda: torch.sparse.softmax(sparse, 0, dtype=wrong))
tell(lambda: torch.sparse.mm())
tell(lambda: torch.sparse.mm(sparse, dense, 1))
tell(lambda: torch.sparse.mm(sparse=sparse, dense=dense))
tell(lambda: torch.sparse.mm(sparse, dense, unheard_of=1))
tell(lambda: torch.sparse.addmm(input=dense, mat1=sparse, mat2=dense, alpha=2))
tell(lambda: torch.sparse.addmm(dense, sparse))
tell(lambda: torch.sparse.softmax(sparse))
tell(lambda: torch.sparse.softmax(sparse, 1))
tell(lambda: torch.sparse.sum(sparse, 0))
tell(lambda: torch.sparse.sum(sparse, dim='x'))
tell(lambda: torch.sparse.sum(dim=1))
print(torch.sparse.mm.__name__, torch.sparse.softmax.__name__, torch.sparse.addmm.__name__)
