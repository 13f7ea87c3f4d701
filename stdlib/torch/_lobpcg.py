"""torch.lobpcg: some eigenpairs of a large symmetric matrix (or pencil A x = e B x), found by iterations in the space of the
approximations, their residuals and their last changes. Knyazev's locally optimal block method is `basic`; `ortho` is that of
Stathopoulos, in which the three parts of the space are kept orthonormal."""
import math

import torch
from torch import Tensor

__all__ = ['lobpcg']

_EPSILON = {torch.float32: 1.2e-07, torch.float64: 2.23e-16}


def lobpcg(A, k=None, B=None, X=None, n=None, iK=None, niter=None, tol=None, largest=None, method=None, tracker=None,
           ortho_iparams=None, ortho_fparams=None, ortho_bparams=None):
    """The k largest (or smallest) eigenvalues and their eigenvectors."""
    options = (k, B, X, n, iK, niter, tol, largest, method, tracker, ortho_iparams, ortho_fparams, ortho_bparams)
    if not (A.requires_grad or (B is not None and B.requires_grad)):
        return _lobpcg(A, *options)
    halves = [None if M is None else (M + M.mT) / 2 for M in (A, B)]
    return LOBPCGAutogradFunction.apply(halves[0], k, halves[1], *options[2:])


class LOBPCGAutogradFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, k=None, B=None, *options):
        A, B = (M if M is None or M.is_sparse else M.contiguous() for M in (A, B))
        D, U = _lobpcg(A, k, B, *options)
        ctx.save_for_backward(A, B, D, U)
        ctx.largest = options[5]
        return D, U

    @staticmethod
    def backward(ctx, D_grad, U_grad):
        A, B, D, U = ctx.saved_tensors
        given = [M for M in (A, B) if M is not None]
        if A.is_sparse or (B is not None and B.is_sparse and ctx.needs_input_grad[2]):
            raise ValueError('lobpcg.backward does not support sparse input yet.Note that lobpcg.forward does though.')
        if any(M.is_complex() for M in given):
            raise ValueError('lobpcg.backward does not support complex input yet.Note that lobpcg.forward does though.')
        if B is not None:
            raise ValueError('lobpcg.backward does not support backward with B != I yet.')
        grad = _gradient_inside(D_grad, U_grad, D, U)
        if U.size(-1) < U.size(-2):
            grad -= _gradient_outside(U_grad, A, D, U, True if ctx.largest is None else ctx.largest)
        return (grad,) + (None,) * 13


def _gradient_inside(D_grad, U_grad, D, U):
    """The part of A's gradient in the space that the eigenvectors span."""
    gaps = D.unsqueeze(-2) - D.unsqueeze(-1)
    gaps.diagonal(dim1=-2, dim2=-1).fill_(math.inf)
    turned = U.mT.matmul(U_grad) * gaps.pow_(-1)
    return U.matmul((torch.diag_embed(D_grad) + turned).matmul(U.mT))


def _from_roots(roots):
    """Coefficients of the polynomial with these roots, that of the highest power (1) last."""
    order = roots.size(-1)
    poly = roots.new_zeros(roots.shape[:-1] + (order + 1,))
    poly[..., -1] = 1
    for i in range(1, order + 1):
        grown = poly.clone()
        grown.narrow(-1, order - i, i).sub_(roots.narrow(-1, i - 1, 1) * poly.narrow(-1, order - i + 1, i))
        poly = grown
    return poly


def _value_at_numbers(poly, x):
    value = torch.ones_like(x)
    for i in reversed(range(poly.size(-1) - 1)):
        value = torch.addcmul(poly[..., i].unsqueeze(-1), x, value)
    return value


def _value_at_matrix(poly, A):
    value = torch.eye(A.size(-2), A.size(-1), dtype=A.dtype).expand(A.shape)
    for i in reversed(range(poly.size(-1) - 1)):
        value = A.matmul(value)
        value.diagonal(dim1=-2, dim2=-1).add_(poly[..., i].unsqueeze(-1))
    return value


def _gradient_outside(U_grad, A, D, U, largest):
    """What leads out of that space solves a Sylvester equation, which the characteristic polynomial of D makes linear: its value at A,
    restricted to the complement, is definite."""
    outside = -U.matmul(U.mT)
    outside.diagonal(dim1=-2, dim2=-1).add_(1)
    n_other = A.size(-1) - D.size(-1)
    other = outside.matmul(torch.randn(A.shape[:-1] + (n_other,), dtype=A.dtype, generator=torch.Generator()))
    poly = _from_roots(D)
    moved, total = U_grad, torch.zeros_like(U_grad)
    for i in range(1, poly.size(-1)):
        total = total + moved * _value_at_numbers(poly[..., i:], D).unsqueeze(-2)
        moved = A.matmul(moved)
    sign = -1 if largest and D.size(-1) % 2 else 1
    restricted = other.mT.matmul(_value_at_matrix(poly, A).matmul(other))
    factor = torch.linalg.cholesky(sign * restricted)
    return other.matmul(sign * torch.cholesky_solve(other.mT.matmul(total), factor)).matmul(U.mT)


def _lobpcg(A, k, B, X, n, iK, niter, tol, largest, method, tracker, ortho_iparams, ortho_fparams, ortho_bparams):
    assert A.shape[-2] == A.shape[-1], A.shape
    if B is not None:
        assert A.shape == B.shape, (A.shape, B.shape)
    dtype = A.dtype if A.dtype in (torch.float16, torch.float32, torch.float64) else torch.float32
    if tol is None:
        tol = _EPSILON[dtype] ** 0.5
    m = A.shape[-1]
    k = (1 if X is None else X.shape[-1]) if k is None else k
    n = (k if n is None else n) if X is None else X.shape[-1]
    if m < 3 * n:
        raise ValueError(f'LPBPCG algorithm is not applicable when the number of A rows (={m}) is smaller than 3 x the number of requested '
                         f'eigenpairs (={n})')
    method = 'ortho' if method is None else method
    iparams = {'m': m, 'n': n, 'k': k, 'niter': 1000 if niter is None else niter}
    fparams = {'tol': tol}
    bparams = {'largest': True if largest is None else largest}
    if method == 'ortho':
        for params, given in ((iparams, ortho_iparams), (fparams, ortho_fparams), (bparams, ortho_bparams)):
            params.update(given or {})
        for name in ('ortho_i_max', 'ortho_j_max'):
            iparams.setdefault(name, 3)
        for name in ('ortho_tol', 'ortho_tol_drop', 'ortho_tol_replace'):
            fparams.setdefault(name, tol)
        bparams.setdefault('ortho_use_drop', False)

    def solved(A, B, X):
        X = torch.randn((m, n), dtype=dtype) if X is None else X
        assert len(X.shape) == 2 and X.shape == (m, n), (X.shape, (m, n))
        worker = LOBPCG(A, B, X, iK, iparams, fparams, bparams, method, tracker)
        worker.run()
        return worker.E[:k], worker.X[:, :k]
    if len(A.shape) == 2:
        return solved(A, B, X)
    N = math.prod(A.shape[:-2])
    of_each = [[None] * N if t is None else t.reshape((N,) + t.shape[-2:]) for t in (A, B, X)]
    E, vectors = torch.empty((N, k), dtype=dtype), torch.empty((N, m, k), dtype=dtype)
    for i in range(N):
        iparams['batch_index'] = i
        E[i], vectors[i] = solved(*(t[i] for t in of_each))
    return E.reshape(A.shape[:-2] + (k,)), vectors.reshape(A.shape[:-2] + (m, k))


def _mm(A, X):
    """A times X; None stands for the identity."""
    return X if A is None else torch.sparse.mm(A, X) if A.is_sparse else torch.matmul(A, X)


def _form(A, S):
    return torch.matmul(S.mT, _mm(A, S))


def _eigenpairs(M, largest=False):
    E, Z = torch.linalg.eigh(M, UPLO='U')
    return (E.flip(-1), Z.flip(-1)) if largest else (E, Z)


class LOBPCG:
    """The state of the iteration, which a tracker may look at and change."""

    def __init__(self, A, B, X, iK, iparams, fparams, bparams, method, tracker):
        self.A, self.B, self.iK = A, B, iK
        self.iparams, self.fparams, self.bparams, self.method, self.tracker = iparams, fparams, bparams, method, tracker
        m, n = iparams['m'], iparams['n']
        self.X = X
        self.E, self.R, self.S = (torch.zeros(size, dtype=X.dtype) for size in ((n,), (m, n), (m, 3 * n)))
        self.tvars, self.ivars, self.fvars, self.bvars = {}, {'istep': 0}, {'_': 0.0}, {'_': False}

    def __str__(self):
        lines = ['LOPBCG:']
        lines += [f'  {name}={getattr(self, name)}' for name in ('iparams', 'fparams', 'bparams', 'ivars', 'fvars', 'bvars', 'tvars', 'A', 'B', 'iK', 'X', 'E')]
        return '\n'.join(lines) + '\n'

    def run(self):
        self._step()
        while not self.stop_iteration():
            self._step()

    def _step(self):
        self.update()
        if self.tracker is not None:
            self.tracker(self)

    def stop_iteration(self):
        ivars = self.ivars
        return (self.bvars.get('force_stop', False) or ivars['iterations_left'] == 0
                or ivars['converged_count'] >= self.iparams['k'])

    def update(self):
        """One iteration."""
        ivars = self.ivars
        if ivars['istep'] == 0:
            norm = float(torch.norm(self.X))
            self.fvars['X_norm'] = norm
            for name, M in (('A_norm', self.A), ('B_norm', self.B)):
                self.fvars[name] = float(torch.norm(_mm(M, self.X))) * norm ** -1
            ivars['iterations_left'] = self.iparams['niter']
            ivars['converged_count'] = ivars['converged_end'] = 0
        first = ivars['istep'] == 0 or self.bvars.get('force_stop', False)
        (self._update_ortho if self.method == 'ortho' else self._update_basic)(first)
        ivars['iterations_left'] -= 1
        ivars['istep'] += 1

    def update_residual(self):
        self.R = _mm(self.A, self.X) - _mm(self.B, self.X) * self.E

    def update_converged_count(self):
        """How many of the first pairs are as good as asked for."""
        E, X, R = self.E, self.X, self.R
        size = self.fvars['A_norm'] + E[:X.shape[-1]] * self.fvars['B_norm']
        error = torch.norm(R, 2, (0,)) * (torch.norm(X, 2, (0,)) * size) ** -1
        good = (error < self.fparams['tol']).tolist()
        count, before = (good + [False]).index(False), self.ivars['converged_count']
        assert count >= before, f'the number of converged eigenpairs (was {before}, got {count}) cannot decrease'
        self.ivars['converged_count'] = count
        self.tvars['rerr'] = error
        return count

    def _judge(self):
        self.update_residual()
        return self.update_converged_count()

    def _keep(self, at, W):
        """The space of the next step ends with W, from column `at` on."""
        self.ivars['converged_end'] = end = at + W.shape[-1]
        self.S[:, at:end] = W

    def _update_basic(self, first):
        mm, n, nc = torch.matmul, self.iparams['n'], self.ivars['converged_count']
        S = self.X if first else self.S[:, nc:self.ivars['converged_end']]
        R = self._rayleigh_ritz(S)
        E, Z = _eigenpairs(_form(_form(self.A, S), R), self.bparams['largest'])
        if first:
            self.X[:] = mm(S, mm(R, Z))
            self.E[:] = E
            n_moves, todo = 0, slice(None)
            self._judge()
        else:
            self.X[:, nc:] = mm(S, mm(R, Z[:, :n - nc]))
            self.E[nc:] = E[:n - nc]
            moves = mm(S, mm(R, Z[:, n:2 * n - nc]))
            n_moves, todo = moves.shape[-1], slice(self._judge(), None)
            self.S[:, n:n + n_moves] = moves
        self.S[:, :n] = self.X
        self._keep(n + n_moves, _mm(self.iK, self.R[:, todo]))

    def _update_ortho(self, first):
        mm, n, nc = torch.matmul, self.iparams['n'], self.ivars['converged_count']
        largest = self.bparams['largest']
        if first:
            R = self._rayleigh_ritz(self.X)
            E, Z = _eigenpairs(_form(_form(self.A, self.X), R), largest)
            self.X = mm(self.X, mm(R, Z))
            self._judge()
            self.S[:, :n] = self.X
            return self._keep(n, self._orthogonal(self.R, self.X))
        S = self.S[:, nc:self.ivars['converged_end']]
        E, Z = _eigenpairs(_form(self.A, S), largest)
        self.X[:, nc:] = mm(S, Z[:, :n - nc])
        self.E[nc:] = E[:n - nc]
        moves = mm(S, mm(Z[:, n - nc:], torch.orgqr(*torch.geqrf(Z[:n - nc, n - nc:].mT))))
        nc = self._judge()
        end = n + moves.shape[-1]
        self.S[:, :n] = self.X
        self.S[:, n:end] = moves
        self._keep(end, self._orthogonal(self.R[:, nc:], self.S[:, :end]))

    def _rayleigh_ritz(self, S):
        """R for which R^T S^T B S R is the identity."""
        products = _form(self.B, S)
        row = products.diagonal(0, -2, -1) ** -0.5
        column = row.reshape(-1, 1)
        factor = torch.linalg.cholesky((products * row) * column, upper=True)
        return torch.linalg.solve_triangular(factor, torch.eye(factor.size(-1), dtype=factor.dtype), upper=True) * column

    def _svqb(self, U, drop, tau):
        """A basis of what U spans that is orthonormal in the form of B, by the eigenvectors of the products; drop: without directions that
        tau makes negligible, which else count with tau."""
        if U.numel() == 0:
            return U
        products = _form(self.B, U)
        d = products.diagonal(0, -2, -1)
        some = (d.abs() != 0.0).nonzero()[:, 0]
        if len(some) < len(d):
            U = U[:, some]
            if U.numel() == 0:
                return U
            products = _form(self.B, U)
            d = products.diagonal(0, -2, -1)
        column = (d ** -0.5).reshape(-1, 1)
        E, Z = _eigenpairs((products * column) * column.mT)
        t = tau * E.abs().max()
        if drop:
            kept = (E > t).nonzero()[:, 0]
            E, Z, column = E[kept], Z[:, kept], column[kept]
        else:
            E[(E < t).nonzero()[:, 0]] = t
        return torch.matmul(U * column.mT, Z * E ** -0.5)

    def _orthogonal(self, U, V):
        """U made orthonormal and orthogonal to V, in the form of B."""
        mm, norm, B, tol = torch.matmul, torch.norm, self.B, self.fparams['ortho_tol']
        use_drop, tau = self.bparams['ortho_use_drop'], self.fparams['ortho_tol_replace']
        for name in [name for name in self.fvars if name.startswith('ortho_') and name.endswith('_rerr')]:
            del self.fvars[name]
        V_norm = norm(_mm(B, V))
        crossed = mm(V.mT, _mm(B, U))
        i = j = 0
        for i in range(self.iparams['ortho_i_max']):
            U = U - mm(V, crossed)
            for j in range(self.iparams['ortho_j_max']):
                U = self._svqb(U, use_drop and j > 0, self.fparams['ortho_tol_drop'] if use_drop and j == 0 else tau)
                if U.numel() == 0:
                    self.ivars['ortho_i'], self.ivars['ortho_j'] = i, j
                    return U
                BU = _mm(B, U)
                products = mm(U.mT, BU)
                off = norm(products - torch.eye(products.size(-1), dtype=products.dtype))
                error = float(off) * float(norm(BU) * norm(U)) ** -1
                self.fvars[f'ortho_UBUmI_rerr[{i}, {j}]'] = error
                if error < tol:
                    break
            crossed = mm(V.mT, BU)
            error = float(norm(crossed)) * float(V_norm * norm(U)) ** -1
            self.fvars[f'ortho_VBU_rerr[{i}]'] = error
            if error < tol:
                break
            if self.iparams['m'] < U.shape[-1] + V.shape[-1]:
                assert B is not None
                raise ValueError(f'Overdetermined shape of U: #B-cols(={B.shape[-1]}) >= #U-cols(={U.shape[-1]}) + #V-cols(={V.shape[-1]}) '
                                 'must hold')
        self.ivars['ortho_i'], self.ivars['ortho_j'] = i, j
        return U
