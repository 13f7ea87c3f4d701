"""torch.linalg: native decompositions and solvers, and what is composed of them."""
import _not_built
import math as _math

from torch import _C
from torch._C import Tensor
from torch._C import _LinAlgError as LinAlgError
from torch._as_native import into, kind as _kind, one_node as _one_node, sign_all as _sign_all, word as _word
from torch._C._linalg import *
from torch._matrix_exp import matrix_exp as _matrix_exp
from torch._C._linalg import _householder_product, _lstsq, _lstsq_result

__all__ = ['LinAlgError', 'cholesky', 'cholesky_ex', 'cond', 'cross', 'det', 'diagonal', 'eig', 'eigh', 'eigvals', 'eigvalsh',
           'householder_product', 'inv', 'inv_ex', 'ldl_factor', 'ldl_factor_ex', 'ldl_solve', 'lstsq', 'lu', 'lu_factor', 'lu_factor_ex', 'lu_solve', 'matmul', 'matrix_exp',
           'matrix_norm', 'matrix_power', 'matrix_rank', 'multi_dot', 'norm', 'pinv', 'qr', 'slogdet', 'solve', 'solve_ex',
           'solve_triangular', 'svd', 'svdvals', 'tensorinv', 'tensorsolve', 'vander', 'vecdot', 'vector_norm']


def _matrix(name, x, arg='A'):
    if x.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor {arg} must have at least 2 dimensions.")


def _square(name, x):
    _matrix(name, x)
    if x.size(-1) != x.size(-2):
        raise RuntimeError(f"{name}: A must be batches of square matrices, but they are {x.size(-2)} by {x.size(-1)} matrices")


def _inexact(name, x):
    if not (x.is_floating_point() or x.is_complex()):
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {_kind(x)}")


_LAPACK = (_C.float32, _C.float64, _C.complex64, _C.complex128)


def _low_precision(name, x):
    if x.dtype in (_C.float16, _C.bfloat16):
        raise RuntimeError(f'{name}: Low precision dtypes not supported. Got {_kind(x)}')


def _handled(x):
    if x.dtype not in _LAPACK:
        raise RuntimeError("This function doesn't handle types other than float and double")


def _cut(s, x, atol, rtol):
    """Below which singular values count as zero: max(atol, rtol times the largest)."""
    atol, rtol = (float(v) if isinstance(v, int) else v for v in (atol, rtol))
    if rtol is None:
        rtol = max(x.shape[-2:]) * _C.finfo(x.dtype).eps
        if isinstance(atol, Tensor):
            rtol = _C.where(atol > 0, 0.0, rtol)
        elif atol is not None and atol > 0:
            rtol = 0.0
    top = s.amax(-1, keepdim=True) if s.size(-1) else s.new_zeros(s.shape[:-1] + (1,))
    relative = (rtol.unsqueeze(-1) if isinstance(rtol, Tensor) else rtol) * top
    if atol is None:
        return relative
    absolute = atol.unsqueeze(-1) if isinstance(atol, Tensor) else _C.full((), float(atol), dtype=_C.float64)
    return _C.maximum(absolute, relative)


def pinv(A, rcond=None, hermitian=False, *, atol=None, rtol=None, out=None):
    """Pseudo-inverse by singular values, or by eigenvalues where A is Hermitian."""
    if A.dim() < 2 or A.dtype not in _LAPACK:
        raise RuntimeError(f"linalg.pinv({_kind(A)}{{{list(A.shape)}}}): expected a tensor with 2 or more dimensions of float, double, "
                           "cfloat or cdouble types")
    if rcond is not None:
        rtol = rcond
    def inverse(A):
        if A.numel() == 0:
            return A.mT.clone()
        if hermitian:
            w, v = eigh(A)
            size = w.abs()
            keep = size > _cut(size, A, atol, rtol)
            return (v * (_C.where(keep, w, 1.0).reciprocal() * keep).unsqueeze(-2)) @ v.mH
        u, s, vh = svd(A, full_matrices=False)
        keep = s > _cut(s, A, atol, rtol)
        return (vh.mH * (_C.where(keep, s, 1.0).reciprocal() * keep).unsqueeze(-2)) @ u.mH
    return into('linalg_pinv', out, _C._pseudo_inverse(A, inverse(A.detach())))


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None, out=None):
    """Number of singular values that are not negligible."""
    _matrix("torch.linalg.matrix_rank", A, 'input')
    _handled(A)
    if tol is not None:
        atol, rtol = tol, 0.0
    if A.numel() == 0:
        return into('linalg_matrix_rank', out, _C.empty(A.shape[:-2], dtype=_C.int64).zero_())
    s = eigvalsh(A).abs() if hermitian else svdvals(A)
    return into('linalg_matrix_rank', out, _C.sum(s > _cut(s, A, atol, rtol), -1, out=_C.empty(0, dtype=_C.int64)))


def _into_norm(name, out, result):
    """A norm, in out if that has its type."""
    if out is not None and out.dtype != result.dtype:
        raise RuntimeError(f'linalg.{name} expected out tensor dtype {_kind(result)} but got: {_kind(out)}')
    return into('linalg_' + name, out, result)


def _dims(dim):
    return [dim] if isinstance(dim, int) else list(dim)


def _order(ord):
    """The number that a complex one is, if it is one."""
    if not isinstance(ord, complex):
        return ord
    if ord.imag:
        raise RuntimeError('value cannot be converted to type double without overflow')
    return ord.real


def matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    """Frobenius, nuclear, spectral (2), largest column (1) or row (inf) sum; negative: the smallest."""
    ord = _order(ord)
    if ord not in ('fro', 'nuc', 1, -1, 2, -2, _math.inf, -_math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    _matrix("linalg.matrix_norm", A)
    _inexact("linalg.matrix_norm", A)
    if ord in ('nuc', 2, -2):
        _low_precision("linalg.matrix_norm", A)
    if isinstance(dim, int) or len(dim) != 2:
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {dim if isinstance(dim, int) else ' '.join(map(str, dim))}")
    if dtype is not None:
        _C._norm_dtype('linalg.matrix_norm', A, dtype)
        A = A.to(dtype)
    for d in dim:
        A.size(d)   # is there such a dimension?
    d0, d1 = (d + A.dim() if d < 0 else d for d in dim)
    if d0 == d1:
        raise RuntimeError(f"linalg.matrix_norm: dims must be different. Got ({d0}, {d1})")
    if ord == 'fro':
        return _into_norm('matrix_norm', out, vector_norm(A, 2, (d0, d1), keepdim))
    if ord in ('nuc', 2, -2):
        rest = [d for d in range(A.dim()) if d not in (d0, d1)]
        s = svdvals(A.permute(*rest, d0, d1))
        s = s.sum(-1) if ord == 'nuc' else s.amax(-1) if ord == 2 else s.amin(-1)
        if keepdim:
            s = s.unsqueeze(-1).unsqueeze(-1).permute([(rest + [d0, d1]).index(d) for d in range(A.dim())])
        return _into_norm('matrix_norm', out, s)
    summed, picked = (d0, d1) if abs(ord) == 1 else (d1, d0)
    sums = vector_norm(A, 1.0, summed, keepdim)
    if not keepdim and picked > summed:
        picked -= 1
    return _into_norm('matrix_norm', out, sums.amax(picked, keepdim) if ord > 0 else sums.amin(picked, keepdim))


def norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    """A matrix norm for two dimensions and an order, else a vector norm."""
    ord = _order(ord)
    if dim is not None:
        dim = _dims(dim)
        if len(dim) not in (1, 2):
            raise RuntimeError(f"linalg.norm: If dim is specified, it must be of length 1 or 2. Got {dim}")
    elif ord is not None and A.dim() not in (1, 2):
        raise RuntimeError(f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {A.dim()}D.")
    if isinstance(ord, str) and ord not in ('fro', 'nuc'):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if ord is not None and (len(dim) == 2 if dim is not None else A.dim() == 2):
        return _into_norm('norm', out, matrix_norm(A, ord, (-2, -1) if dim is None else tuple(dim), keepdim, dtype=dtype))
    if isinstance(ord, str):
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {', '.join(map(str, dim or ()))}")
    return _into_norm('norm', out, vector_norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype))


def cond(A, p=None, *, out=None):
    """Condition number with respect to a matrix norm."""
    p = _order(p)
    if A.dim() < 2:
        raise RuntimeError("linalg.cond: The input tensor must have at least 2 dimensions.")
    of_none = A.new_empty(A.shape[:-2], dtype=A.abs().dtype).zero_() if A.numel() == 0 else None
    if of_none is not None and p in (None, 1, -1, 2, -2, _math.inf, -_math.inf):
        return into('linalg_cond', out, of_none)
    if p in (None, 2, -2):
        s = svdvals(A)
        top, low = s.narrow(-1, 0, 1), s.narrow(-1, -1, 1)
        return into('linalg_cond', out, (low / top if p == -2 else top / low).squeeze(-1))
    if not isinstance(p, str) and p not in (1, -1, _math.inf, -_math.inf):
        raise RuntimeError(f"linalg.cond got an invalid norm type: {p}")
    _square(f"linalg.cond(ord={p})", A)
    if p not in ('fro', 'nuc') and isinstance(p, str):
        raise RuntimeError(f"linalg.cond got an invalid norm type: {p}")
    if of_none is not None:
        return into('linalg_cond', out, of_none)
    of_A = matrix_norm(A, p) if p == 'nuc' else None
    inverse, info = inv_ex(A)
    singular = (info > 0)[..., None, None]
    # in place, which also refuses the gradients that PyTorch refuses
    if p == 'nuc':
        product = of_A * matrix_norm(inverse.masked_fill(singular, 0.0), p)
        return into('linalg_cond', out, product.masked_fill(info > 0, _math.inf) if info.any() else product)
    product = matrix_norm(A, p) * matrix_norm(inverse.masked_fill_(singular, _math.inf), p)
    return into('linalg_cond', out, product.nan_to_num_(nan=_math.inf, posinf=_math.inf, neginf=-_math.inf))


def multi_dot(tensors, *, out=None):
    """Product of several matrices in the cheapest order; the first and last may be vectors."""
    t = list(tensors)
    n = len(t)
    if n < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {n}")
    row, col = t[0].dim() == 1, t[-1].dim() == 1
    for i, x in enumerate(t):
        if x.dim() != 2 and not (i in (0, n - 1) and x.dim() == 1):
            which = f"the {'first' if i == 0 else 'last'} tensor must be 1D or 2D" if i in (0, n - 1) else f"tensor {i} must be 2D"
            raise RuntimeError(f"multi_dot(): {which} but got {x.dim()}D")
        if x.dtype != t[0].dtype:
            raise RuntimeError(f'multi_dot(): all tensors must have be the same dtype but tensor 0 is {_word(t[0])} and tensor {i} {_word(x)}')
    given = [list(x.shape) for x in t]
    if row:
        t[0] = t[0].unsqueeze(0)
    if col:
        t[-1] = t[-1].unsqueeze(-1)
    for i in range(n - 1):
        if t[i].size(1) != t[i + 1].size(0):
            raise RuntimeError(f"multi_dot(): tensors {i} and {i + 1} with shapes {given[i]} and {given[i + 1]} "
                               "cannot be multiplied")
    size = [x.size(0) for x in t] + [t[-1].size(1)]
    cost = [[0] * n for _ in range(n)]
    split = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j], split[i][j] = min((cost[i][k] + cost[k + 1][j] + size[i] * size[k + 1] * size[j + 1], k) for k in range(i, j))

    def product(i, j):
        return t[i] if i == j else product(i, split[i][j]) @ product(split[i][j] + 1, j)
    r = product(0, n - 1)
    shape = ([] if row else [size[0]]) + ([] if col else [size[-1]])
    return into('linalg_multi_dot', out, r.view(shape))


def matrix_exp(A):
    """Matrix exponential."""
    _square("linalg.matrix_exp", A)
    _inexact("matrix_exp", A)
    if A.size(-1) == 0:
        return A.clone()
    if A.size(-1) == 1:
        return A.exp()
    if A.numel() == 0:
        return A.clone()
    if A.dtype is _C.float16:
        raise RuntimeError("\"log2_vml_cpu\" not implemented for 'Half'")
    return _matrix_exp(A)


def householder_product(A, tau, *, out=None):
    """The first columns of a product of Householder reflections."""
    if not _C._will_record(A, tau):
        return into('linalg_householder_product', out, _householder_product(A, tau))
    found = _householder_product(A.detach(), tau.detach())

    def product(A, tau):
        m, n = A.shape[-2:]
        unit = A.tril(-1) + _C.eye(m, n, dtype=A.dtype)
        q = _C.eye(m, n, dtype=A.dtype).expand(A.shape[:-2] + (m, n))
        for i in reversed(range(tau.size(-1))):
            v = unit[..., i:i + 1]
            q = q - tau[..., i, None, None] * v @ (v.mH @ q)
        return found + (q - q.detach())
    return into('linalg_householder_product', out, _one_node('LinalgHouseholderProductBackward0', product, A, tau))


_DRIVERS = {'gels': 0, 'gelsy': 1, 'gelsd': 2, 'gelss': 3}


def lstsq(A, B, rcond=None, *, driver=None, out=None):
    """Least-squares solution of A X = B."""
    name = "torch.linalg.lstsq"
    if A.dim() < 2:
        raise RuntimeError(f"{name}: input must have at least 2 dimensions.")
    if B.dim() < 1:
        raise RuntimeError(f"{name}: other must have at least 1 dimension.")
    if A.dtype != B.dtype:
        raise RuntimeError(f"{name}: Expected input and other to have the same dtype, but got input's dtype {_kind(A)} and other's dtype "
                           f"{_kind(B)}")
    difference = A.dim() - B.dim()
    if difference not in (0, 1):
        raise RuntimeError(f"{name}: input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= 1")
    vector = difference == 1 and A.shape[:-1] == B.shape
    right = B.unsqueeze(-1) if vector else B
    if A.size(-2) != right.size(-2):
        what = 'other.size(-1)' if difference == 1 and vector else 'other.size(-2)'
        raise RuntimeError(f"{name}: input.size(-2) should match {what}")
    if driver is not None and driver not in _DRIVERS:
        raise RuntimeError(f"{name}: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)")
    driver = driver or 'gelsy'
    _handled(A)
    eps = _C.finfo(A.dtype).eps * max(A.shape[-2:]) if rcond is None else rcond
    batch = _C.broadcast_shapes(A.shape[:-2], right.shape[:-2])
    a, b = A.expand(batch + A.shape[-2:]), right.expand(batch + right.shape[-2:])
    solution, residuals, rank, values = _lstsq(a.detach(), b.detach(), eps, _DRIVERS[driver])
    if _C._will_record(A, B):
        found = solution

        def solved(A, B):
            smooth = pinv(A.expand(a.shape)) @ (B.unsqueeze(-1) if vector else B).expand(b.shape)
            r = found + (smooth - smooth.detach())
            return r.squeeze(-1) if vector else r
        solution = _one_node('LinalgLstsqBackward0', solved, A, B)
    elif vector:
        solution = solution.squeeze(-1)
    if driver == 'gels':
        rank = rank.new_empty(0)
    if driver in ('gels', 'gelsy'):
        values = values.new_empty(0)
    if driver == 'gelsy':
        residuals = residuals.new_empty(0)
    result = solution, residuals, rank, values
    if out is not None:
        if len(out) != 4:
            raise TypeError(f'expected tuple of 4 elements but got {len(out)}')
        for what, t, o in zip(('solution', 'residuals', 'rank', 'singular_values'), result, out):
            if what in ('solution', 'singular_values') and not _C.can_cast(t.dtype, o.dtype):
                raise RuntimeError(f"{name}: Expected {what} to be safely castable from {_kind(t)} dtype, but got {what} with dtype {_kind(o)}")
        result = [into('linalg_lstsq', o, t if t.dtype is o.dtype else t.to(o.dtype).contiguous()) for o, t in zip(out, result)]
    return _lstsq_result(*result)


def tensorinv(A, ind=2, *, out=None):
    """Inverse of A as a map from its last dimensions to its first `ind`."""
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    if ind > A.dim():
        raise RuntimeError('cannot create std::vector larger than max_size()')
    first, last = A.shape[:ind], A.shape[ind:]
    if _math.prod(first) != _math.prod(last):
        raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
                           f"{_math.prod(last)} != {_math.prod(first)}")
    n = _math.prod(first)
    return into('linalg_tensorinv', out, inv(A.reshape(n, n)).reshape(last + first))


def tensorsolve(A, B, dims=None, *, out=None):
    """X with tensordot(A, X, X.dim()) == B."""
    if dims is not None:
        A = A.movedim(tuple(dims), tuple(range(A.dim() - len(dims), A.dim())))
    if B.dim() > A.dim():
        raise RuntimeError('cannot create std::vector larger than max_size()')
    first, last = A.shape[:B.dim()], A.shape[B.dim():]
    if _math.prod(last) != B.numel():
        raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but "
                           f"got {_math.prod(last)} != {B.numel()}")
    n = _math.prod(first)
    return into('linalg_tensorsolve', out, solve(A.reshape(n, n), B.reshape(n)).reshape(last))


def vander(x, *, N=None):
    """Powers of x as columns, from the power 0."""
    x = x.unsqueeze(0) if x.dim() == 0 else x
    if x.dtype in (_C.float16, _C.bfloat16, _C.bool):
        raise RuntimeError(f'linalg.vander supports floating point, complex, and integer tensors, but got {_kind(x)}')
    n = x.size(-1) if N is None else N
    if n <= 1:
        raise RuntimeError("N must be greater than 1.")
    powers = x.unsqueeze(-1).expand(x.shape + (n - 1,)).cumprod(-1)
    return _C.cat([_C.ones(x.shape + (1,), dtype=powers.dtype), powers], -1)


def vecdot(x, y, *, dim=-1, out=None):
    """Sum of conj(x) y along a dimension."""
    _inexact('linalg.vecdot', x)
    if x.dtype != y.dtype:
        raise RuntimeError(f"linalg.vecdot: Expected x and y to have the same dtype, but found x of type {_kind(x)} and y of type {_kind(y)} "
                           "instead")
    if x.dim() == y.dim() == 1:     # whatever the dimension
        return into('linalg_vecdot', out, _C.vdot(x, y))
    return into('linalg_vecdot', out, (x.conj() * y).sum(dim))


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    """A view of a diagonal of each matrix."""
    return A.diagonal(offset, dim1, dim2)


_sign_all(globals(), 'l', __all__)
__getattr__ = _not_built.of(__name__)
