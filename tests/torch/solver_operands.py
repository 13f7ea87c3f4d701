"""What solvers and reflectors ask of their operands, the parts of an LU decomposition that are wanted, and writes that _version counts."""
import torch
from torch import linalg


def show(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, e)


A = torch.tensor([[4., 1.], [1., 3.]])
LU, pivots = linalg.lu_factor(A)
wrong = dict(scalar=torch.tensor(2.), vector=torch.ones(2), wide=torch.ones(2, 3), ints=torch.ones(2, 2, dtype=torch.int64),
             double=torch.ones(2, 2).double(), batch=torch.ones(2, 2, 2), half=torch.ones(2, 2).half(), good=torch.ones(2, 2))
for name, t in wrong.items():
    show(name + ' lu_solve', lambda: torch.lu_solve(t, LU, pivots))
    show(name + ' lu_solve', lambda: linalg.lu_solve(t, pivots, A))
    show(name + ' lu_solve left', lambda: linalg.lu_solve(LU, pivots, t, left=False))
    show(name + ' cholesky_solve', lambda: torch.cholesky_solve(t, A))
    show(name + ' cholesky_solve', lambda: torch.cholesky_solve(A, t))
    show(name + ' solve_triangular', lambda: linalg.solve_triangular(A, t, upper=True))
    show(name + ' solve_triangular', lambda: linalg.solve_triangular(t, A, upper=True, left=False))
    show(name + ' solve', lambda: linalg.solve(A, t))
    show(name + ' solve', lambda: linalg.solve(t, A, left=False))
    show(name + ' ormqr', lambda: torch.ormqr(A, torch.zeros(2), t))
    show(name + ' orgqr', lambda: torch.orgqr(t, torch.zeros(2)))
    show(name + ' geqrf', lambda: [v.shape for v in torch.geqrf(t)])
    show(name + ' symeig', lambda: torch.symeig(t)[0] if t.dim() < 2 or t.shape[-1] == 3 else 0)
    show(name + ' cholesky_inverse', lambda: torch.cholesky_inverse(t))
show('pivots', lambda: torch.lu_solve(A, LU, pivots.long()))
show('pivots', lambda: torch.lu_solve(A, LU, torch.ones(3, dtype=torch.int32)))
show('pivots', lambda: torch.lu_solve(A, LU.expand(2, 2, 2), pivots))
C = torch.tensor([[4., 1j], [1., 3.]])
F = linalg.lu_factor(C)
show('complex', lambda: linalg.lu_solve(*F, C, left=False))
show('complex', lambda: linalg.lu_solve(*F, C, left=False, adjoint=True))
for data in (False, True):
    for permutation in (False, True):
        show((data, permutation), lambda: torch.lu_unpack(LU, pivots, data, permutation))
show('unpack', lambda: torch.lu_unpack(LU, LU))
show('unpack', lambda: torch.lu_unpack(LU[0], pivots))
show('unpack', lambda: torch.lu_unpack(LU.expand(2, 2, 2), pivots).P)
show('driver', lambda: linalg.svdvals(A, driver='gesvd'))
for p in (None, 1, -2, 'fro', 'nuc', 'x', 7):
    show('cond', lambda: [linalg.cond(torch.ones(0, 0), p), linalg.cond(torch.ones(2, 0, 0), p)])
    show('cond', lambda: linalg.cond(torch.ones(0, 3), p))
x = torch.tensor([[1., 2.], [3., 5.]])
for run in (lambda: torch.isclose(x, x), lambda: torch.isclose(x, x, 0, 0), lambda: torch.isclose(x, x, equal_nan=True),
            lambda: torch.quantile(x, .5), lambda: torch.quantile(x, .5, interpolation='lower'), lambda: torch.quantile(x, torch.tensor([.5])),
            lambda: torch.nanquantile(x, torch.tensor([.5, .1]), 1), lambda: torch.nn.functional.max_pool1d(x, 2),
            lambda: torch.nn.functional.max_pool1d(x[None], 2), lambda: linalg.eigvals(x), lambda: linalg.cond(x, 1), lambda: linalg.cond(x),
            lambda: linalg.matrix_rank(x), lambda: linalg.lu(x)[0], lambda: torch.quantile(x.clone().requires_grad_(), .5)):
    print(run()._version, end=' ')
print()
