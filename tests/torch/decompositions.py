"""Decompositions: their factors, what the factors multiply to, layouts, gradients."""
import warnings

import torch
from torch import linalg as L

warnings.simplefilter('ignore')


def matrix(*shape, dtype=torch.float64):
    """Numbers without symmetry, the same in every run."""
    n = 1
    for s in shape:
        n *= s
    x = torch.arange(1, n + 1, dtype=torch.float64)
    x = torch.sin(x * 1.7) + torch.cos(x * x * 0.3)
    return x.reshape(shape).to(dtype)


def near(name, a, b, tol=1e-9):
    print(name, tuple(a.shape), a.dtype, bool((a - b).abs().max() < tol))


for shape in [(3, 3), (4, 2), (2, 4), (2, 3, 3), (2, 2, 4, 3)]:
    a = matrix(*shape)
    q, r = L.qr(a)
    near('qr', q @ r, a)
    q, r = L.qr(a, 'complete')
    near('complete', q @ r, a)
    print(L.qr(a, mode='r').R)
    u, s, vh = L.svd(a, full_matrices=False)
    near('svd', u * s.unsqueeze(-2) @ vh, a)
    u, s, vh = L.svd(a)
    print(u.shape, s, vh.shape, u.stride(), vh.stride())
    p, lo, up = L.lu(a)
    near('lu', p @ lo @ up, a)
    near('pinv', a @ L.pinv(a) @ a, a)
    print(L.matrix_rank(a), L.cond(a), [L.matrix_norm(a, o) for o in ('fro', 'nuc', 1, -1, 2, -2, float('inf'), -float('inf'))])

for n, batch in [(1, ()), (3, ()), (3, (2,)), (5, (2, 1))]:
    a = matrix(*batch, n, n)
    spd = a @ a.mT + n * torch.eye(n, dtype=a.dtype)
    b = matrix(*batch, n, 2)
    near('inv', L.inv(a) @ a, torch.eye(n, dtype=a.dtype))
    near('solve', a @ L.solve(a, b), b)
    near('right', L.solve(a, b.mT, left=False) @ a, b.mT)
    near('vector', a @ L.solve(a, torch.ones(n, dtype=a.dtype)).unsqueeze(-1), torch.ones(n, 1, dtype=a.dtype))
    print('det', L.det(a), L.slogdet(a), torch.logdet(spd))
    c = L.cholesky(spd)
    near('cholesky', c @ c.mT, spd)
    near('upper', L.cholesky(spd, upper=True), c.mT)
    near('cholesky_solve', spd @ torch.cholesky_solve(b, c), b)
    near('cholesky_inverse', torch.cholesky_inverse(c) if not batch else torch.stack([torch.cholesky_inverse(x) for x in c.reshape(-1, n, n)]).reshape(c.shape), L.inv(spd))
    near('triangular', c @ L.solve_triangular(c, b, upper=False), b)
    w, v = L.eigh(spd)
    near('eigh', v * w.unsqueeze(-2) @ v.mT, spd)
    print(w)
    w, v = L.eig(a)
    near('eig', v * w.unsqueeze(-2), a.to(v.dtype) @ v)
    print(w)
    lu, piv = L.lu_factor(a)
    near('lu_solve', a @ L.lu_solve(lu, piv, b), b)
    print(piv, lu)
    print(L.matrix_power(a, 3), L.matrix_power(a, -1).shape, L.matrix_exp(a / 10))

# single precision and complex
f = matrix(3, 3, dtype=torch.float32)
print(L.inv(f), L.det(f), L.eigvalsh(f @ f.T), L.svdvals(f), L.qr(f))
z = torch.complex(matrix(3, 3), matrix(3, 3).T)
print(L.det(z), L.inv(z), L.svdvals(z), L.eigvals(z), L.eigvalsh(z @ z.mH), L.cholesky(z @ z.mH))
q, r = L.qr(z)
near('complex qr', q @ r, z)
u, s, vh = L.svd(z)
near('complex svd', u * s @ vh, z)

# least squares
a, b = matrix(5, 3), matrix(5, 2)
for driver in ('gels', 'gelsy', 'gelsd', 'gelss'):
    print(driver, L.lstsq(a, b, driver=driver))
print(L.lstsq(matrix(2, 5, 3), matrix(2, 5, 1)).solution, L.lstsq(matrix(3, 5), matrix(3, 1)).solution)

# others
print(L.multi_dot([matrix(2, 3), matrix(3, 4), matrix(4)]), L.householder_product(matrix(4, 2), matrix(2)))
print(L.tensorinv(matrix(4, 2, 2), ind=1).shape, L.tensorsolve(matrix(2, 3, 6), matrix(2, 3)))
print(L.vander(torch.tensor([1.0, 2.0, 3.0]), N=4), L.vecdot(matrix(2, 3), matrix(2, 3)), torch.vander(torch.tensor([1, 2, 3])))
print(torch.svd(f), torch.qr(f), torch.lu(f), torch.triangular_solve(torch.ones(3, 1), f), torch.pinverse(f), f.matrix_exp().round(decimals=2), f.pinverse())
print(torch.geqrf(f), torch.ormqr(*torch.geqrf(f), torch.eye(3)))
print(L.norm(matrix(4)), L.norm(matrix(2, 3), ord=1), L.norm(matrix(2, 3), dim=1), L.vector_norm(matrix(2, 3), 3, dim=0, keepdim=True))
print(L.det(torch.zeros(0, 0)), L.inv(torch.zeros(2, 0, 0)).shape, L.svd(torch.zeros(0, 3)), L.eigvalsh(torch.zeros(0, 0)), L.qr(torch.zeros(0, 2)))

# gradients
for name, function in {
        'det': L.det, 'slogdet': lambda x: L.slogdet(x)[1], 'inv': lambda x: L.inv(x).sum(), 'solve': lambda x: L.solve(x, x.T).sum(),
        'cholesky': lambda x: L.cholesky(x @ x.T + torch.eye(3, dtype=x.dtype)).sum(), 'qr': lambda x: sum(p.sum() for p in L.qr(x)),
        'svd': lambda x: sum(p.abs().sum() for p in L.svd(x)), 'svdvals': lambda x: L.svdvals(x).sum(), 'lu': lambda x: sum(p.sum() for p in L.lu(x)),
        'eigh': lambda x: sum(p.abs().sum() for p in L.eigh(x + x.T)), 'eigvalsh': lambda x: L.eigvalsh(x @ x.T).prod(),
        'pinv': lambda x: L.pinv(x[:, :2]).sum(), 'nuclear': lambda x: L.norm(x, 'nuc'), 'lstsq': lambda x: L.lstsq(x[:, :2], x[:, 2:]).solution.sum(),
        'triangular': lambda x: L.solve_triangular(x, x, upper=True).sum(), 'cond': L.cond, 'matrix_exp': lambda x: L.matrix_exp(x).sum()}.items():
    x = matrix(3, 3).requires_grad_()
    y = function(x)
    g, = torch.autograd.grad(y, x, create_graph=True)
    gg, = torch.autograd.grad(g.square().sum(), x)
    print(name, g.detach().round(decimals=6) + 0, gg.round(decimals=6) + 0)
for f in (L.det, L.inv, L.svdvals, lambda x: L.qr(x)[0], lambda x: L.eigh(x)[1], lambda x: L.solve(x, x), lambda x: L.norm(x)):
    print(f(matrix(2, 2).requires_grad_()).grad_fn.name())
