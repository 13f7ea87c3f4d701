"""Linear algebra: norms, solutions and decompositions over LAPACK."""
import _not_built
import sys
import warnings
from operator import index as _index

import numpy as np
from numpy import _core
from numpy import abs, add, asarray, array, dot, finfo, inf, isfinite, matmul, newaxis, sqrt, swapaxes, zeros
from _numpy_lib import (_cholesky, _det, _eig, _eigh, _geqrf, _inv, _lstsq, _qr, _slogdet, _solve, _svd)

__all__ = ['matrix_power', 'solve', 'tensorsolve', 'tensorinv', 'inv', 'cholesky', 'eigvals', 'eigvalsh', 'pinv', 'slogdet', 'det',
           'svd', 'eig', 'eigh', 'lstsq', 'norm', 'qr', 'cond', 'matrix_rank', 'LinAlgError', 'multi_dot']


class LinAlgError(Exception):
    """A linear algebra function was given what it cannot work on."""


LinAlgError.__module__ = 'numpy.linalg'
_core._set_errors(None, LinAlgError, None)


def _numbers(name, *arrays, to='float64'):
    """Refuses arrays of other elements, as the generalized ufunc of that name does, which computes in `to`."""
    for a in arrays:
        if a.dtype.kind not in 'biufc':
            place = f'input {[b is a for b in arrays].index(True)}' if len(arrays) > 1 else 'input'
            raise np._helpers.UFuncRefusal(f"Cannot cast ufunc '{name}' {place} from {a.dtype!r} to dtype('{to}') with casting "
                                             "rule 'same_kind'")


def _assert_2d(*arrays):
    for a in arrays:
        if a.ndim != 2:
            raise LinAlgError(f'{a.ndim}-dimensional array given. Array must be two-dimensional')


def _assert_stacked_2d(*arrays):
    for a in arrays:
        if a.ndim < 2:
            raise LinAlgError(f'{a.ndim}-dimensional array given. Array must be at least two-dimensional')


def _assert_square(*arrays):
    for a in arrays:
        m, n = a.shape[-2:]
        if m != n:
            raise LinAlgError('Last 2 dimensions of the array must be square')


def _assert_finite(*arrays):
    for a in arrays:
        if not isfinite(a).all():
            raise LinAlgError('Array must not contain infs or NaNs')


def _squares(a, name):
    a = asarray(a)
    _assert_stacked_2d(a)
    _assert_square(a)
    if name:
        _numbers(name, a)
    return a


def _transpose(a):
    return swapaxes(a, -1, -2)


def _in_double(*arrays):
    """(the arrays in double precision, which all is computed in; what makes results as narrow as the arrays are)"""
    for a in arrays:
        if a.dtype.char != 'd':
            break
    else:
        return arrays, _as_it_is  # what nearly all calls bring
    t = _common_type(arrays)
    return [a.astype(_DOUBLE.get(t, t), copy=False) for a in arrays], _in_single if t in _DOUBLE else _as_it_is


_DOUBLE = {'f': 'd', 'F': 'D'}


def _common_type(arrays):
    """The code of the type that results of these arrays have: f, d, F or D."""
    narrow, is_complex = True, False
    for a in arrays:
        char = a.dtype.char
        if char in 'egG':
            raise TypeError(f'array type {a.dtype.name} is unsupported in linalg')
        narrow = narrow and char in 'fF'
        is_complex = is_complex or char in 'FD'
    return 'fdFD'[2 * is_complex + (not narrow)]


def _as_it_is(r):
    return r


def _in_single(r):
    if r is None or r.dtype.kind not in 'fc':
        return r
    r = asarray(r).astype(np.complex64 if r.dtype.kind == 'c' else np.float32)
    return r[()] if r.ndim == 0 else r


def _computed(f, a, *more):
    """f of a in double precision, one result or several."""
    (a,), result = _in_double(a)
    r = f(a, *more)
    return tuple(map(result, r)) if isinstance(r, tuple) else result(r)


# --- equations ---

def _check_stacks(a, b, core):
    """Do the stacks of a and b meet? core: the last dimensions of the result."""
    if a.ndim == 2 or b.ndim == len(core):
        return
    x, y = a.shape[:-2], b.shape[:b.ndim - len(core)]
    try:
        np.broadcast_shapes(x, y)
    except ValueError:
        texts = [str(v.shape).replace(' ', '') + '->(' + ','.join(list(map(str, s)) + ['newaxis'] * len(core)) + ')'
                 for v, s in ((a, x), (b, y))]
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f"{' '.join(texts)}  and requested shape ({','.join(map(str, core))})") from None


def _like(given, *results):
    """Results as instances of the class of what was given, if that is one below ndarray."""
    if type(given) is not np.ndarray and isinstance(given, np.ndarray):
        results = [given.__array_prepare__(r) if isinstance(r, np.ndarray) else r for r in results]
    return results[0] if len(results) == 1 else tuple(results)


def solve(a, b):
    """x such that a @ x = b, for one or several right sides."""
    given = b
    a, b = _squares(a, None), asarray(b)
    n = a.shape[-1]
    _numbers('solve1' if b.ndim == a.ndim - 1 else 'solve', a, b)
    (a, b), result = _in_double(a, b)
    if b.ndim == a.ndim - 1:
        if b.ndim == 0 or b.shape[-1] != n:
            if b.ndim == 0:
                raise ValueError('solve1: Input operand 1 does not have enough dimensions (has 0, gufunc core with signature '
                                 '(m,m),(m)->(m) requires 1)')
            raise ValueError('solve1: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature '
                             f'(m,m),(m)->(m) (size {b.shape[-1]} is different from {n})')
        _check_stacks(a, b, b.shape[-1:])
        return _like(given, result(_solve(a, b) if b.ndim == 1 else _solve(a, b[..., newaxis])[..., 0]))
    if b.ndim < 2:
        raise ValueError(f'solve: Input operand 1 does not have enough dimensions (has {b.ndim}, gufunc core with signature '
                         '(m,m),(m,n)->(m,n) requires 2)')
    if b.shape[-2] != n:
        raise ValueError('solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature '
                         f'(m,m),(m,n)->(m,n) (size {b.shape[-2]} is different from {n})')
    _check_stacks(a, b, b.shape[-2:])
    return _like(given, result(_solve(a, b)))


def tensorsolve(a, b, axes=None):
    a = asarray(a)
    b = asarray(b)
    an = a.ndim
    if axes is not None:
        order = list(range(0, an))
        for k in axes:
            order.remove(k)
            order.insert(an, k)
        a = a.transpose(order)
    old = a.shape[-(an - b.ndim):]
    prod = 1
    for k in old:
        prod *= k
    if a.size != prod ** 2:
        raise LinAlgError('Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])')
    return solve(a.reshape(prod, prod), b.ravel()).reshape(old)


def tensorinv(a, ind=2):
    a = asarray(a)
    if not ind > 0:
        raise ValueError('Invalid ind argument.')
    shape = a.shape[ind:] + a.shape[:ind]
    prod = 1
    for k in a.shape[ind:]:
        prod *= k
    return inv(a.reshape(prod, -1)).reshape(*shape)


def inv(a):
    """The inverse of a square matrix, or of each in a stack."""
    return _like(a, _computed(_inv, _squares(a, 'inv')))


def cholesky(a):
    """Lower triangular L with a = L @ L.conj().T."""
    return _like(a, _computed(_cholesky, _squares(a, 'cholesky_lo')))


def _cutoff(rcond, name):
    """rcond as the number that it is for one matrix; as an operand of a gufunc it is cast."""
    rcond = asarray(rcond)
    if not np.can_cast(rcond, 'f8', 'same_kind'):
        from numpy import _ufuncs
        raise _ufuncs._cast_error(name, 'input 2', rcond.dtype, np.dtype('f8'), 'same_kind')
    return float(rcond)


def lstsq(a, b, rcond='warn'):
    """Least squares: (x, residuals, rank, singular values)."""
    given = b
    a, b = asarray(a), asarray(b)
    is_1d = b.ndim == 1
    if is_1d:
        b = b[:, newaxis]
    _assert_2d(a, b)
    m, n = a.shape[-2:]
    m2, n_rhs = b.shape[-2:]
    if m != m2:
        raise LinAlgError('Incompatible dimensions')
    t = np.dtype(_common_type((a, b)))
    work = np.dtype(_DOUBLE.get(t.char, t))
    _numbers('lstsq_m' if m <= n else 'lstsq_n', a, b, to=work)
    if rcond == 'warn':
        warnings.warn('`rcond` parameter will change to the default of machine precision times ``max(M, N)`` where M and N are the '
                      'input matrix dimensions.\nTo use the future default and silence this warning we advise to pass '
                      '`rcond=None`, to keep using the old, explicitly pass `rcond=-1`.', FutureWarning, stacklevel=2)
        rcond = -1
    if rcond is None:
        rcond = finfo(np.float64).eps * max(n, m)
    if m == 0 or n == 0:
        x = zeros((n, n_rhs), dtype=t)
        resids, rank, s = (abs(b) ** 2).sum(axis=0) if n == 0 and m > 0 else array([], dtype=t.type(0).real.dtype), 0, \
            zeros((0,), dtype=t.type(0).real.dtype)
    else:
        right = b.astype(work, copy=False) if n_rhs else zeros((m, 1), work)  # the rank is asked for without a right side too
        x, resids, rank, s = _lstsq(a.astype(work, copy=False), right, _cutoff(rcond, 'lstsq_m' if m <= n else 'lstsq_n'))
        rank = rank[()]
        real = t.type(0).real.dtype
        x, resids, s = x[..., :n_rhs].astype(t), resids[..., :n_rhs].astype(real), s.astype(real)
    if is_1d:
        x = x.squeeze(axis=-1)
    if rank != n or m <= n:
        resids = array([], dtype=s.dtype)
    return *_like(given, x, resids), rank, s


# --- powers and products ---

def matrix_power(a, n):
    """The square matrix a to the integer power n."""
    a = np.asanyarray(a)
    _assert_stacked_2d(a)
    _assert_square(a)
    try:
        n = _index(n)
    except TypeError as e:
        raise TypeError('exponent must be an integer') from e
    if n == 0:
        r = np.empty_like(a)
        r[...] = np.eye(a.shape[-2], dtype=a.dtype)
        return r
    if n < 0:
        a = inv(a)
        n = -n
    if n == 1:
        return a
    if n == 2:
        return matmul(a, a)
    if n == 3:
        return matmul(matmul(a, a), a)
    z = result = None
    while n > 0:
        z = a if z is None else matmul(z, z)
        n, bit = divmod(n, 2)
        if bit:
            result = z if result is None else matmul(result, z)
    return result


def multi_dot(arrays, *, out=None):
    """The product of several matrices in the cheapest order."""
    iter(arrays)
    n = len(arrays)
    if n < 2:
        raise ValueError('Expecting at least two arrays.')
    if n == 2:
        return dot(arrays[0], arrays[1], out=out)
    arrays = [np.asanyarray(a) for a in arrays]
    first, last = arrays[0].ndim, arrays[-1].ndim
    if first == 1:
        arrays[0] = np.atleast_2d(arrays[0])
    if last == 1:
        arrays[-1] = np.atleast_2d(arrays[-1]).T
    _assert_2d(*arrays)
    if n == 3:
        a, b, c = arrays
        a0, a1b0 = a.shape
        b1c0, c1 = c.shape
        if a0 * b1c0 * (a1b0 + c1) < a1b0 * c1 * (a0 + b1c0):
            result = dot(dot(a, b), c, out=out)
        else:
            result = dot(a, dot(b, c), out=out)
    else:
        result = _chain(arrays, _chain_order(arrays), 0, n - 1, out)
    if first == 1 and last == 1:
        return result[0, 0]
    if first == 1 or last == 1:
        return result.ravel()
    return result


def _chain_order(arrays):
    """Where to cut the product of arrays i..j, by dynamic programming over the number of products."""
    n = len(arrays)
    p = [a.shape[0] for a in arrays] + [arrays[-1].shape[1]]
    cost = [[0] * n for _ in range(n)]
    cut = [[0] * n for _ in range(n)]
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            best = None
            for k in range(i, j):
                q = cost[i][k] + cost[k + 1][j] + p[i] * p[k + 1] * p[j + 1]
                if best is None or q < best:
                    best = q
                    cut[i][j] = k
            cost[i][j] = best
    return cut


def _chain(arrays, cut, i, j, out=None):
    if i == j:
        return arrays[i]
    return dot(_chain(arrays, cut, i, cut[i][j]), _chain(arrays, cut, cut[i][j] + 1, j), out=out)


# --- eigenvalues ---

def _real_view(x):
    """The real parts, which are a view of the numbers computed: doubles."""
    return x.real if x.dtype == 'c16' else x.real.copy()


def eigvals(a):
    """Eigenvalues of a general square matrix."""
    a = _squares(a, None)
    _assert_finite(a)
    _numbers('eigvals', a)
    w, _ = _computed(_eig, a, False)
    if a.dtype.kind != 'c' and (w.imag == 0).all():
        w = _real_view(w)
    return w


def eig(a):
    """Eigenvalues and right eigenvectors (columns) of a general square matrix."""
    given = a
    a = _squares(a, None)
    _assert_finite(a)
    _numbers('eig', a)
    w, v = _computed(_eig, a, True)
    if a.dtype.kind != 'c' and (w.imag == 0).all():
        w = _real_view(w)
        v = _real_view(v)
    return w, _like(given, v)


def _uplo(UPLO):
    UPLO = UPLO.upper()
    if UPLO not in ('L', 'U'):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return UPLO == 'U'


def eigvalsh(a, UPLO='L'):
    """Eigenvalues of a symmetric or Hermitian matrix, ascending."""
    upper = _uplo(UPLO)
    return _computed(_eigh, _squares(a, 'eigvalsh_up' if upper else 'eigvalsh_lo'), upper, False)[0]


def eigh(a, UPLO='L'):
    """Eigenvalues, ascending, and eigenvectors of a symmetric or Hermitian matrix."""
    upper = _uplo(UPLO)
    w, v = _computed(_eigh, _squares(a, 'eigh_up' if upper else 'eigh_lo'), upper, True)
    return w, _like(a, v)


# --- factors ---

def qr(a, mode='reduced'):
    """Orthonormal q and upper triangular r with a = q @ r."""
    if mode not in ('reduced', 'complete', 'r', 'raw'):
        if mode in ('f', 'full'):
            warnings.warn("The 'full' option is deprecated in favor of 'reduced'.\nFor backward compatibility let mode default.",
                          DeprecationWarning, stacklevel=2)
            mode = 'reduced'
        elif mode in ('e', 'economic'):
            warnings.warn("The 'economic' option is deprecated.", DeprecationWarning, stacklevel=2)
            mode = 'economic'
        else:
            raise ValueError(f"Unrecognized mode '{mode}'")
    given, a = a, asarray(a)
    _assert_stacked_2d(a)
    if a.dtype.kind not in 'biufc':
        a = a.astype(float)
    if mode in ('raw', 'economic'):
        h, tau = _computed(_geqrf, a)
        return (_like(given, _transpose(h).copy()), tau) if mode == 'raw' else _like(given, h)
    q, r = _computed(_qr, a, {'r': 'R', 'complete': 'c'}.get(mode, 'r'))
    if a.ndim > 2 and not a.flags.c_contiguous:  # r is cut out of a copy of a, and lies as that does beside the mask
        whole = np.empty_like(a, dtype=r.dtype)[..., :r.shape[-2], :]
        whole[...] = r
        r = np.where(np.tri(*r.shape[-2:], k=-1, dtype=bool), zeros(1, r.dtype), whole)
    return _like(given, r) if mode == 'r' else _like(given, q, r)


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """Singular values s with a = u @ diag(s) @ vh."""
    given, a = a, asarray(a)
    if hermitian:
        if compute_uv:
            s, u = eigh(a)
            sgn = np.sign(s)
            s = abs(s)
            order = np.argsort(s)[..., ::-1]
            sgn = np.take_along_axis(sgn, order, axis=-1)
            s = np.take_along_axis(s, order, axis=-1)
            u = np.take_along_axis(u, order[..., newaxis, :], axis=-1)
            vh = _transpose(u * sgn[..., newaxis, :]).conjugate()
            return _like(given, u), s, _like(given, vh)
        s = abs(eigvalsh(a))
        return np.sort(s)[..., ::-1]
    _assert_stacked_2d(a)
    wide = 'm' if a.shape[-2] < a.shape[-1] else 'n'
    _numbers(f'svd_{wide}' + (('_f' if full_matrices else '_s') if compute_uv else ''), a)
    if not compute_uv:
        return _computed(_svd, a, bool(full_matrices), False)[1]
    u, s, vh = _computed(_svd, a, bool(full_matrices), True)
    return _like(given, u), s, _like(given, vh)


def cond(x, p=None):
    """The condition number: how much a relative change can grow through the inverse."""
    x = asarray(x)
    if x.size == 0 and np.prod(x.shape[-2:]) == 0:
        raise LinAlgError('cond is not defined on empty arrays')
    if p is None or p == 2 or p == -2:
        s = svd(x, compute_uv=False)
        with np.errstate(all='ignore'):
            r = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    else:
        _assert_stacked_2d(x)
        _assert_square(x)
        with np.errstate(all='ignore'):
            try:
                invx = inv(x)
            except LinAlgError:
                t = np.dtype('f4' if x.dtype in ('f4', 'c8') else 'f8')
                return t.type(inf) if x.ndim == 2 else np.array([_cond_one(m, p) for m in x], t)
            r = norm(x, p, axis=(-2, -1)) * norm(invx, p, axis=(-2, -1))
        r = asarray(r).astype(invx.dtype)
    r = asarray(r)
    bad = np.isnan(r)
    if bad.any():
        bad &= ~np.isnan(x).any(axis=(-2, -1))
        if r.ndim > 0:
            r[bad] = inf
        elif bad:
            r = array(inf, dtype=r.dtype)
    return r[()] if r.ndim == 0 else r


def _cond_one(m, p):
    return cond(m, p)


def matrix_rank(A, tol=None, hermitian=False):
    """The number of singular values above the tolerance."""
    A = asarray(A)
    if A.ndim < 2:
        return int(not np.all(A == 0))
    s = svd(A, compute_uv=False, hermitian=hermitian)
    if tol is None:
        tol = s.max(axis=-1, keepdims=True) * max(A.shape[-2:]) * finfo(s.dtype).eps
    else:
        tol = asarray(tol)[..., newaxis]
    return np.count_nonzero(s > tol, axis=-1)


def pinv(a, rcond=1e-15, hermitian=False):
    """The Moore-Penrose inverse."""
    given, a = a, asarray(a)
    rcond = asarray(rcond)
    if a.size == 0:
        m, n = a.shape[-2:]
        return _like(given, np.empty(a.shape[:-2] + (n, m), dtype=a.dtype))
    a = a.conjugate()
    u, s, vt = svd(a, full_matrices=False, hermitian=hermitian)
    large = s > rcond[..., newaxis] * s.max(axis=-1, keepdims=True)
    s = np.divide(1, s, where=large, out=s)
    s[~large] = 0
    return _like(given, matmul(_transpose(vt), np.multiply(s[..., newaxis], _transpose(u))))


def slogdet(a):
    """Sign and natural logarithm of the absolute value of the determinant."""
    sign, logdet = _computed(_slogdet, _squares(a, 'slogdet'))
    return (sign[()], logdet[()]) if sign.ndim == 0 else (sign, logdet)


def det(a):
    """The determinant of a square matrix, or of each in a stack."""
    return _computed(_det, _squares(a, 'det'))


# --- norms ---

def _axis_in(axis, ndim):
    if not -ndim <= axis < ndim:
        raise np.AxisError(axis, ndim)
    return axis + ndim if axis < 0 else axis


def _multi_svd_norm(x, row_axis, col_axis, op):
    return op(svd(np.moveaxis(x, (row_axis, col_axis), (-2, -1)), compute_uv=False), axis=-1)


def norm(x, ord=None, axis=None, keepdims=False):
    """A norm of vectors or matrices."""
    x = asarray(x)
    if x.dtype.kind not in 'fcO':
        x = x.astype(float)
    elif x.dtype.kind != 'O':
        x = x.astype(_core._plain(x.dtype), copy=False)
    if axis is None:
        ndim = x.ndim
        if ord is None or (ndim == 2 and ord in ('f', 'fro')) or (ndim == 1 and ord == 2):
            x = x.ravel(order='K')
            if x.dtype.kind == 'c':
                re, im = x.real.copy(), x.imag.copy()
                total = re.dot(re) + im.dot(im)
            else:
                total = x.dot(x)
            r = sqrt(total)
            return r.reshape(ndim * [1]) if keepdims else r
    nd = x.ndim
    if axis is None:
        axis = tuple(range(nd))
    elif not isinstance(axis, tuple):
        try:
            axis = int(axis)
        except Exception as e:
            raise TypeError("'axis' must be None, an integer or a tuple of integers") from e
        axis = (axis,)
    if len(axis) == 1:
        return _vector_norm(x, ord, axis, keepdims)
    if len(axis) == 2:
        return _matrix_norm(x, ord, axis, keepdims)
    raise ValueError('Improper number of dimensions to norm.')


def _vector_norm(x, ord, axis, keepdims):
    if ord == inf:
        return abs(x).max(axis=axis, keepdims=keepdims)
    if ord == -inf:
        return abs(x).min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return add.reduce(abs(x), axis=axis, keepdims=keepdims)
    if ord is None or ord == 2:
        return sqrt(add.reduce((x.conj() * x).real, axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    powers = abs(x)
    powers **= ord
    r = add.reduce(powers, axis=axis, keepdims=keepdims)
    return r ** np.reciprocal(ord, dtype=r.dtype)


def _matrix_norm(x, ord, axis, keepdims):
    row, col = (_axis_in(k, x.ndim) for k in axis)
    if row == col:
        raise ValueError('Duplicate axes given.')
    if ord == 2:
        r = _multi_svd_norm(x, row, col, np.amax)
    elif ord == -2:
        r = _multi_svd_norm(x, row, col, np.amin)
    elif ord == 1:
        r = add.reduce(abs(x), axis=row).max(axis=col - (col > row))
    elif ord == inf:
        r = add.reduce(abs(x), axis=col).max(axis=row - (row > col))
    elif ord == -1:
        r = add.reduce(abs(x), axis=row).min(axis=col - (col > row))
    elif ord == -inf:
        r = add.reduce(abs(x), axis=col).min(axis=row - (row > col))
    elif ord in (None, 'fro', 'f'):
        r = sqrt(add.reduce((x.conj() * x).real, axis=axis))
    elif ord == 'nuc':
        r = _multi_svd_norm(x, row, col, np.sum)
    else:
        raise ValueError('Invalid norm order for matrices.')
    if keepdims:
        shape = list(x.shape)
        shape[row] = shape[col] = 1
        r = r.reshape(shape)
    return r


sys.modules[__name__ + '.linalg'] = linalg = sys.modules[__name__]  # where NumPy has the functions
_core._all_asking('numpy.linalg', globals())
__getattr__ = _not_built.of(__name__)
