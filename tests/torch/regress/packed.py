# Functions that take their tensors one by one, or some of them as one sequence.
import torch
x = torch.ones(2, 2)
a, b = x


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: torch.block_diag(x, x, out=1), lambda: torch.block_diag((x, x)), lambda: torch.block_diag(), lambda: torch.block_diag(x, 1),
          lambda: torch.block_diag(x, torch.ones(1, 1, 1)), lambda: torch.block_diag(a, x, a[0]), lambda: torch.broadcast_tensors(x, out=1),
          lambda: torch.broadcast_tensors((x, x)), lambda: torch.broadcast_tensors(), lambda: torch.broadcast_tensors(a, x), lambda: torch.meshgrid(a, b, out=1),
          lambda: torch.meshgrid(a, b, indexing='ij', out=1), lambda: torch.meshgrid((a, b), indexing='ij'), lambda: torch.meshgrid(a, b, indexing='k'),
          lambda: torch.atleast_2d(a, out=1), lambda: torch.atleast_2d((a, b[0])), lambda: torch.atleast_2d(a, b[0]), lambda: torch.cartesian_prod(x),
          lambda: torch.cartesian_prod(a, b)):
    t(f)
