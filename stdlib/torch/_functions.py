"""Functions of torch that are short compositions of the native ones."""
import builtins as _builtins
import functools as _functools
import math as _math

from torch import _C
from torch._as_native import into as _into, kind as _kind, named as _named, one_node as _one_node, sign_all as _sign_all, signed as _signed, type_name as _type_name

__all__ = ['quantile', 'nanquantile', 'cartesian_prod', 'combinations', 'cov', 'corrcoef', 'isreal', 'trapezoid', 'trapz', 'cumulative_trapezoid', 'vander',
           'split_with_sizes', 'pixel_shuffle', 'pixel_unshuffle', 'cosine_similarity', 'pairwise_distance', 'matrix_exp',
           'orgqr', 'pinverse', 'chain_matmul', 'lu', 'eig', 'solve', 'lstsq', 'matrix_rank', 'hann_window', 'hamming_window', 'blackman_window', 'bartlett_window', 'renorm',
           'select_scatter', 'slice_scatter', 'diagonal_scatter', 'frobenius_norm', 'channel_shuffle', 'unique', 'unique_consecutive']


def cartesian_prod(*tensors):
    """Every combination of elements, one from each tensor, as rows."""
    for i, t in enumerate(tensors):
        if not isinstance(t, _C.Tensor):
            raise TypeError(f'expected Tensor as element {i} in argument 0, but got {_type_name(t)}')
    for t in tensors:
        if t.dim() != 1:
            raise RuntimeError(f'Expect a 1D vector, but got shape {list(t.shape)}')
    if len(tensors) == 1:
        return tensors[0]
    grids = _C.meshgrid(*tensors, indexing='ij')
    return _C.stack([g.reshape(-1) for g in grids], 1)


@_signed
def combinations(input, r=2, with_replacement=False):
    """The r-combinations of a 1-d tensor's elements, as rows."""
    import itertools
    if input.dim() != 1:
        raise RuntimeError(f'Expect a 1D vector, but got shape {list(input.shape)}')
    if r < 0:
        raise RuntimeError(f'Expect a non-negative number, but got {r}')
    pick = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    if r and _C._will_record(input):  # as PyTorch has it, which shows in the graph
        at, there = [_C.arange(input.numel())] * r, None
        for before, after in zip(*(_C.meshgrid(*at, indexing='ij')[i:] for i in (0, 1))) if r > 1 else ():
            ordered = before <= after if with_replacement else before < after
            there = ordered if there is None else there & ordered
        grids = _C.meshgrid(input, *[input] * (r - 1), indexing='ij')
        return _C.stack([g.masked_select(_C.ones_like(g, dtype=_C.bool) if there is None else there) for g in grids], 1)
    rows = list(pick(range(input.numel()), r)) if r else []
    if not rows:
        return input.new_empty(0, r) if r else input.new_empty(0)
    return _named(input[_C.tensor(rows)], 'StackBackward0')


def _weights_of(name, weights, dtypes, what, n):
    """Checks one kind of weights of the observations."""
    if weights.dim() > 1:
        raise RuntimeError(f'cov(): expected {name} to have one or fewer dimensions but got {name} with {weights.dim()} dimensions')
    if not dtypes(weights):
        raise RuntimeError(f'cov(): expected {name} to have {what} dtype but got {name} with {_kind(weights)} dtype')
    if weights.numel() != n:
        raise RuntimeError(f'cov(): expected {name} to have the same numel as there are observations in the input but got '
                           f'{weights.numel()} != {n}')
    if weights.numel() and weights.detach().min() < 0:
        raise RuntimeError(f'cov(): {name} cannot be negative')


def _unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    flags = {'sorted': sorted, 'return_inverse': return_inverse, 'return_counts': return_counts}
    return _C._unique2(input, **flags) if dim is None else _C.unique_dim(input, dim, **flags)


def _unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    return _C.unique_consecutive(input, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


def _form_by_flags(f, names, inverse_at, counts_at):
    """f for callers. Messages about its arguments name one of four functions, by which flags the call sets: both,
    only return_inverse, only return_counts, none. Given by place they are looked for at inverse_at and counts_at, and
    what was asked for only at the other of these places comes back empty (of a dimension it is there all the same)."""
    def renamed(name):
        form = type(f)(f.__code__, f.__globals__, name, f.__defaults__)
        form.__qualname__ = name
        return form
    forms = [renamed(name) for name in names]

    def is_set(args, kwargs, flag, at):
        return kwargs[flag] if flag in kwargs else at < len(args) and args[at]

    @_functools.wraps(f)
    def choose(*args, **kwargs):
        inverse = is_set(args, kwargs, 'return_inverse', inverse_at)
        counts = is_set(args, kwargs, 'return_counts', counts_at)
        form = forms[(0 if counts else 1) if inverse else 2 if counts else 3]
        if len(args) <= 1 or inverse_at < counts_at:
            return form(*args, **kwargs)
        try:
            input, given_inverse, given_counts, dim = _flags(*args, **kwargs)
        except TypeError:
            return form(*args, **kwargs)
        given = given_inverse, given_counts
        if given == (inverse, counts) or not all(isinstance(flag, bool) for flag in given):
            return form(*args, **kwargs)
        values, *more = f(input, True, True, dim)
        known = given_inverse or dim is not None, given_counts or dim is not None
        more = [v if there else v.new_empty(0) for v, there, wanted in zip(more, known, (inverse, counts)) if wanted]
        return (values, *more) if more else values
    choose.__name__ = choose.__qualname__ = f.__name__[1:]
    return choose


def _flags(input, return_inverse=False, return_counts=False, dim=None):
    return input, return_inverse, return_counts, dim


def _unique_method(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
    return unique(self, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


def _unique_consecutive_method(self, return_inverse=False, return_counts=False, dim=None):
    return unique_consecutive(self, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


unique = _form_by_flags(_unique, ('_unique_impl', '_return_inverse', '_return_counts', '_return_output'), 2, 3)
unique_consecutive = _form_by_flags(_unique_consecutive, ('_unique_consecutive_impl', '_consecutive_return_inverse', '_consecutive_return_counts',
                                                          '_consecutive_return_output'), 2, 1)  # PyTorch has them the other way round
for _name, _method in ('unique', _unique_method), ('unique_consecutive', _unique_consecutive_method):
    _method.__name__, _method.__qualname__ = _name, 'Tensor.' + _name
    _C._add_tensor_methods({_name: _method})


@_signed
def cov(input, *, correction=1, fweights=None, aweights=None):
    """Covariance matrix of the rows."""
    if input.dim() > 2:
        raise RuntimeError(f'cov(): expected input to have two or fewer dimensions but got an input with {input.dim()} dimensions')
    if input.dtype is _C.bool:
        raise RuntimeError('cov(): bool dtype is not supported for input')
    x = input.view(1, -1) if input.dim() < 2 else input
    n = x.size(1)
    w = fweights
    if fweights is not None:
        _weights_of('fweights', fweights, lambda t: not (t.is_floating_point() or t.is_complex()), 'integral', n)
    if aweights is not None:
        _weights_of('aweights', aweights, lambda t: t.is_floating_point(), 'floating point', n)
        w = aweights if w is None else w * aweights
    if w is None:
        mean = (x.sum(1) / n).unsqueeze(1)
        norm = n - correction
    else:
        total = w.sum()
        if total.detach() == 0:
            raise RuntimeError("cov(): weights sum to zero, can't be normalized")
        mean = ((x * w).sum(1) / total).unsqueeze(1)
        if correction == 0:
            norm = total
        elif aweights is None:
            norm = total - correction
        else:
            norm = total - correction * (w * aweights).sum() / total
    if norm <= 0:
        _C._warn('COV_FREEDOM')
        norm = 0 if w is None else _C.zeros_like(norm)
    centred = x - mean
    c = centred @ (centred if w is None else centred * w).t().conj()
    return (c / norm).squeeze()


@_signed
def corrcoef(input):
    """Correlation coefficients of the rows."""
    if input.dim() > 2:
        raise RuntimeError(f'corrcoef(): expected input to have two or fewer dimensions but got an input with {input.dim()} dimensions')
    c = cov(input)
    if c.dim() == 0:
        return c / c
    d = c.diag()
    d = (d.real if d.is_complex() else d).sqrt()
    c = c / d.view(-1, 1) / d.view(1, -1)
    return _C.complex(c.real.clamp(-1, 1), c.imag.clamp(-1, 1)) if c.is_complex() else c.clamp(-1, 1)


@_signed
def isreal(input):
    """Is the imaginary part 0?"""
    return input.imag == 0 if input.is_complex() else _C.ones_like(input, dtype=_C.bool)


def _line(y, x, dim):
    """dim counted from the front, where y has dimensions."""
    if y.dim() == 0 and x is None:
        return dim
    n = y.dim() or 1
    if not -n <= dim < n:
        raise IndexError(f'Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {dim})')
    return int(dim) % n


def _takes_types(name, y, x, dx):
    if y.dtype is _C.bool or x is not None and x.dtype is _C.bool:
        raise RuntimeError(f'{name}: received a bool input for {"`x` or `y`" if x is not None else "`y`"}, but bool is not supported')
    if isinstance(dx, (bool, complex)):
        raise RuntimeError(f'{name}: Currently, we only support dx as a real number.')


def _ends(t, dim):
    """Every element of the lines along dim but the last, and every one but the first."""
    n = t.size(dim)
    return t.narrow(dim, 0, _builtins.max(n - 1, 0)), t.narrow(dim, _builtins.min(n, 1), _builtins.max(n - 1, 0))


def _gaps(name, y, x, dim):
    """The distances between the points x, which are those of the lines of y along dim."""
    if x.dim() == 1:
        if x.size(0) != y.size(dim):
            raise RuntimeError(f'{name}: There must be one `x` value for each sample point')
        x = x.view([-1 if d == dim else 1 for d in range(y.dim())])
    elif x.dim() < y.dim():
        x = x.view([1] * (y.dim() - x.dim()) + list(x.shape))
    left, right = _ends(x, dim)
    return right - left


def _pairs(y, dim):
    """The sum of every element and the next."""
    left, right = _ends(y, dim)
    return left + right


def _trapezoid(name, y, x, dx, dim):
    dim = _line(y, x, dim)
    if y.dim() == 0:
        raise IndexError(f'Dimension specified as {dim} but tensor has no dimensions')
    if y.size(dim) == 0:
        return _C.zeros([s for d, s in enumerate(y.shape) if d != dim], dtype=y.dtype)
    _takes_types(name, y, x, dx)
    if x is not None:
        return _named((_pairs(y, dim) * _gaps(name, y, x, dim)).sum(dim) / 2., 'DivBackward1')
    ends = _named((y.select(dim, 0) + y.select(dim, -1)) * 0.5, 'MulBackward1')
    return _named((y.sum(dim) - ends) * (1. if dx is None else dx), 'MulBackward1')


@_signed
def trapezoid(y, x=None, *, dx=None, dim=-1):
    """Integral by the trapezoid rule."""
    return _trapezoid('trapezoid', y, x, dx, dim)


@_signed
def trapz(y, x=None, *, dx=None, dim=-1):
    """Integral by the trapezoid rule."""
    return _trapezoid('trapezoid', y, x, dx if dx is None else float(dx), dim)


@_signed
def cumulative_trapezoid(y, x=None, *, dx=None, dim=-1):
    """Running integral by the trapezoid rule."""
    name = 'cumulative_trapezoid'
    if x is not None:
        dim = _line(y, x, dim)
    _takes_types(name, y, x, dx)
    if y.dim() == 0 and x is not None and x.dim() == 1:
        raise IndexError('Dimension specified as 0 but tensor has no dimensions')
    if y.dim() == 0:
        raise IndexError('slice() cannot be applied to a 0-dim tensor.')
    dim = _line(y, x, dim)
    if x is not None:
        return _named((_pairs(y, dim) * _gaps(name, y, x, dim)).cumsum(dim) / 2., 'DivBackward1')
    return _named((1. if dx is None else dx) / 2. * _pairs(y, dim), 'MulBackward1').cumsum(dim)


def _quantile(input, q, dim, keepdim, interpolation, ignore_nan):
    """The quantile as sorted values at ranks, which has a gradient."""
    if not isinstance(q, _C.Tensor):
        q = _C.tensor(q, dtype=input.dtype)
    kept = [1] * input.dim()
    if dim is not None and kept:
        kept = list(input.shape)
        kept[dim] = 1
    if not keepdim and kept:
        kept = [] if dim is None else kept[:dim] + kept[dim % len(kept) + 1:]
    if dim is None or not input.dim():
        values = input.flatten().sort(-1)[0]
    elif dim in (-1, input.dim() - 1):
        values = input.sort(-1)[0]
    else:
        values = input.unsqueeze(-1).transpose(dim % input.dim(), -1).sort(-1)[0]
    values = values.view(kept + [values.size(-1)])
    missing = values.detach().isnan()
    last = values.size(-1) - 1
    if ignore_nan:
        ranks = q.reshape(-1) * (last - missing.sum(-1, keepdim=True)).clamp(min=0)
    else:
        ranks = (q.reshape(-1) * last).expand(kept + [q.numel()]).masked_fill(missing.any(-1, keepdim=True), last)
    if interpolation == 'lower':
        ranks = ranks.floor()
    elif interpolation == 'higher':
        ranks = ranks.ceil()
    elif interpolation == 'nearest':
        ranks = ranks.round()
    below = ranks.to(_C.int64)
    out = values.gather(-1, below)
    if interpolation in ('linear', 'midpoint'):
        weight = _C.full_like(ranks, 0.5) if interpolation == 'midpoint' else ranks - below
        out = out.lerp_(values.gather(-1, ranks.ceil().to(_C.int64)), weight.to(out.dtype))
    return out.unsqueeze_(0).transpose_(0, -1).squeeze_(-1) if q.dim() else out.squeeze_(-1)


def _with_history(native, ignore_nan):
    def function(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None):
        if not isinstance(q, _C.Tensor) and not 0 <= q <= 1:
            raise RuntimeError(f'quantile() q must be in the range [0, 1] but got {q:g}')
        if isinstance(q, _C.Tensor) and q.dim() < 2 and input.numel() and input.dtype in (_C.float32, _C.float64) and q.dtype != input.dtype:
            if interpolation not in ('linear', 'lower', 'higher', 'midpoint', 'nearest'):
                raise RuntimeError(f'quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {interpolation}')
            raise RuntimeError('quantile() q tensor must be same dtype as the input tensor')
        r = native(input, q, dim, keepdim, interpolation=interpolation) if dim is not None else \
            native(input, q, keepdim=keepdim, interpolation=interpolation)
        if out is None and _C._will_record(input, q):
            return _quantile(input, q, dim, keepdim, interpolation, ignore_nan)
        if out is None:
            several = isinstance(q, _C.Tensor) and q.dim() > 0
            if several and r.dim() > 1:     # in memory the quantiles of one place lie side by side
                r = r.movedim(0, -1).contiguous().movedim(-1, 0).detach()
            return _C._written(r, 1 + (interpolation in ('linear', 'midpoint')) + 2 * several)
        if out.dtype != r.dtype:
            raise RuntimeError('quantile() out tensor must be same dtype as the input tensor')
        return _into(native.__name__, out, r)
    function.__name__ = function.__qualname__ = native.__name__
    return function


quantile, nanquantile = _signed(_with_history(_C.quantile, False)), _signed(_with_history(_C.nanquantile, True))


@_signed
def vander(x, N=None, increasing=False):
    """Powers of x as columns."""
    if x.dim() != 1:
        raise RuntimeError('x must be a one-dimensional tensor.')
    n = x.numel() if N is None else N
    p = _C.empty(x.numel(), n, dtype=_C.promote_types(x.dtype, _C.int64))
    if n > 0:
        p.select(1, 0).fill_(1)
    if n > 1:
        rest = p.narrow(1, 1, n - 1)
        rest.copy_(x.unsqueeze(1))
        rest.copy_(rest.cumprod(1))
    return p if increasing else p.flip(1)


def split_with_sizes(input, split_sizes, dim=0):
    """Parts of the given lengths."""
    return input.split(split_sizes, dim)


@_signed
def pixel_shuffle(input, upscale_factor):
    """(..., C r r, H, W) to (..., C, H r, W r)."""
    r = upscale_factor
    if input.dim() < 3:
        raise RuntimeError(f'pixel_shuffle expects input to have at least 3 dimensions, but got input with {input.dim()} dimension(s)')
    if r <= 0:
        raise RuntimeError(f'pixel_shuffle expects a positive upscale_factor, but got {r}')
    *lead, c, h, w = input.shape
    if c % (r * r):
        raise RuntimeError("pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, "
                           f"but input.size(-3)={c} is not divisible by {r * r}")
    n = len(lead)

    def moved(x):
        if r == 1:
            return x.clone(memory_format=_C.contiguous_format)
        x = x.reshape(*lead, c // (r * r), r, r, h, w).permute(*range(n), n, n + 3, n + 1, n + 4, n + 2)
        return x.reshape(*lead, c // (r * r), h * r, w * r)
    return _one_node('PixelShuffleBackward0', moved, input)


@_signed
def pixel_unshuffle(input, downscale_factor):
    """(..., C, H r, W r) to (..., C r r, H, W)."""
    r = downscale_factor
    if input.dim() < 3:
        raise RuntimeError(f'pixel_unshuffle expects input to have at least 3 dimensions, but got input with {input.dim()} dimension(s)')
    if r <= 0:
        raise RuntimeError(f'pixel_unshuffle expects a positive downscale_factor, but got {r}')
    *lead, c, h, w = input.shape
    for size, what, i in ((h, 'height', 2), (w, 'width', 1)):
        if size % r:
            raise RuntimeError(f'pixel_unshuffle expects {what} to be divisible by downscale_factor, but input.size(-{i})={size} is not divisible by {r}')
    n = len(lead)

    def moved(x):
        if r == 1:
            return x.clone(memory_format=_C.contiguous_format)
        x = x.reshape(*lead, c, h // r, r, w // r, r).permute(*range(n), n, n + 2, n + 4, n + 1, n + 3)
        return x.reshape(*lead, c * r * r, h // r, w // r)
    return _one_node('PixelUnshuffleBackward0', moved, input)


@_signed
def channel_shuffle(input, groups):
    """Channels of the groups interleaved."""
    if input.dim() <= 2:
        raise RuntimeError(f'channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}')
    if groups <= 0:
        raise RuntimeError(f'Number of groups to divide channels in must be positive. Value of groups:{groups}')
    n, c, *rest = input.shape
    if c % groups:
        raise RuntimeError(f'Number of channels must be divisible by groups. Got {c} channels and {groups} groups.')
    shuffled = _C.empty((n, c, *rest), dtype=input.dtype)
    shuffled.view(n, c // groups, groups, *rest).copy_(input.detach().reshape(n, groups, c // groups, *rest).transpose(1, 2))
    return _C._underivable(shuffled, 'channel_shuffle', 'NotImplemented', input)


@_signed
def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    """Cosine of the angle between vectors along dim."""
    common = _C.result_type(x1, x2)
    if not common.is_floating_point:
        raise RuntimeError(f'expected common dtype to be floating point, yet common dtype is {_kind(_C.empty(0, dtype=common))}')
    x1, x2 = x1.to(common), x2.to(common)
    shape = x1.shape if x1.shape == x2.shape else _C.broadcast_tensors(x1, x2)[0].shape
    x1, x2 = x1.expand(shape), x2.expand(shape)    # views, even of the same shape: of a square, a product or a change of their contents
    dim = dim.__index__()
    squares = [x.pow(2).sum(dim, keepdim=True) for x in (x1, x2)]
    for s in squares:
        s.detach().clamp_min_(eps * eps)    # unknown to the gradient
    return ((x1 / squares[0].sqrt_()) * (x2 / squares[1].sqrt_())).sum(dim)


@_signed
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    """p-norm of x1 - x2 + eps along the last dimension."""
    return _named(x1 - x2 + eps, 'AddBackward1').norm(p, dim=-1, keepdim=keepdim)


def _linalg(name, here=None):
    """A function of torch.linalg under torch's name; the module is loaded when first called."""
    def function(*args, **kwargs):
        from torch import linalg
        return getattr(linalg, name).__wrapped__(*args, **kwargs)
    function.__name__ = function.__qualname__ = here or name
    return function


matrix_exp = _linalg('matrix_exp')
orgqr = _linalg('householder_product', 'orgqr')


@_signed
def pinverse(input, rcond=1e-15):
    """Pseudo-inverse; singular values up to rcond times the largest count as zero."""
    from torch import linalg
    return linalg.pinv(input, rcond=rcond)


def chain_matmul(*matrices, out=None):
    """Product of several matrices in the cheapest order."""
    from torch import linalg
    _C._check_arguments('chain_matmul', 'k', (matrices,), {} if out is None else {'out': out})
    _C._warn('CHAIN_MATMUL')
    for t in matrices:
        if t.dim() != 2:
            raise RuntimeError(f'Tensor dimension is {t.dim()}, expected 2 instead.')
    if not matrices:
        raise RuntimeError('chain_matmul(): Expected one or more matrices')
    if len(matrices) == 1:
        return matrices[0]
    return linalg.multi_dot(matrices, out=out)


def lu(A, pivot=True, get_infos=False, out=None):
    """LU factors in one matrix, row exchanges and (get_infos) whether they are exact."""
    _C._check_arguments('_lu_with_info', 'k', (A,), {'pivot': pivot, 'check_errors': not get_infos})
    _C._warn('LU')
    if A.dim() < 2:
        raise RuntimeError(f'torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: {list(A.shape)} instead')
    result = _C._linalg._lu_with_info(A, pivot)
    result = result if get_infos else tuple(result)[:2]
    if out is None:
        return result
    if len(out) != len(result):
        raise TypeError(f'expected tuple of {len(result)} elements but got {len(out)}')
    if not isinstance(out, (tuple, list)):
        raise TypeError(f"argument 'out' must be tuple of Tensors, not {type(out).__name__}")
    for o, t in zip(out, result):
        o.resize_as_(t).copy_(t)
    return out


def _chosen(f, flag, at, names):
    """f for callers; messages about its arguments name one of two functions: whether the flag, by place the at-th, is set."""
    forms = []
    for name in names:
        forms.append(type(f)(f.__code__, f.__globals__, name, f.__defaults__))
        forms[-1].__qualname__ = name

    @_functools.wraps(f)
    def fn(*args, **kwargs):
        is_set = kwargs[flag] if flag in kwargs else at < len(args) and args[at]
        return forms[1 if is_set else 0](*args, **kwargs)
    fn.__qualname__ = 'boolean_dispatch.<locals>.fn'
    return fn


lu = _chosen(lu, 'get_infos', 2, ('_lu_no_infos', '_lu_with_infos'))


def _removed(name, instead):
    def function(*args, **kwargs):
        if instead in ('eig', 'solve'):
            raise RuntimeError(f"This function was deprecated since version 1.9 and is now removed. Please use the `torch.linalg.{instead}` "
                               "function instead.")
        raise RuntimeError("This function was deprecated since version 1.9 and is now removed.",
                           f"Please use the `torch.linalg.{instead}` function instead.")
    function.__name__ = function.__qualname__ = name
    return function


eig, solve, lstsq, matrix_rank = _removed('eig', 'eig'), _removed('solve', 'solve'), _removed('lstsq', 'lstsq'), _removed('matrix_rank', 'matrix_rank')


_CPP = {_C.bool: 'bool', _C.uint8: 'unsigned char', _C.int8: 'signed char', _C.int16: 'short int', _C.int32: 'int', _C.int64: 'long int'}


def _window(name, n, periodic, dtype, requires_grad, f, **where):
    """f of the places 0 to n - 1, and of their distance to the last; where: device and pin_memory."""
    _C.empty(0, **where)
    if isinstance(dtype, type):
        dtype = _C.empty(0, dtype=dtype).dtype
    if dtype in _CPP:
        raise RuntimeError(f'{name} expects floating point dtypes, got: TensorOptions(dtype={_CPP[dtype]}, device=cpu, layout=Strided (default), '
                           'requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))')
    if n < 0:
        raise RuntimeError(f'{name} requires non-negative window_length, got window_length={n}')
    if n <= 1:
        w = _C.ones(n, dtype=dtype)
    else:
        k = _C.arange(n + 1 if periodic else n, dtype=dtype or _C.get_default_dtype())
        w = f(k, n if periodic else n - 1)[:n].contiguous()
    return w.requires_grad_() if requires_grad else w


def _raised_cosine(name, n, periodic, alpha, beta, dtype, requires_grad, **where):
    alpha, beta = float(alpha), float(beta)
    return _window(name, n, periodic, dtype, requires_grad, lambda k, m: (k * (2 * _math.pi / m)).cos() * -beta + alpha, **where)


@_signed
def hann_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return _raised_cosine('hann_window', window_length, periodic, 0.5, 0.5, dtype, requires_grad, device=device, pin_memory=pin_memory)


@_signed
def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, layout=None, device=None, pin_memory=False,
                   requires_grad=False):
    return _raised_cosine('hamming_window', window_length, periodic, alpha, beta, dtype, requires_grad, device=device, pin_memory=pin_memory)


@_signed
def blackman_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    def f(k, m):
        turn = k * (_math.pi / m)
        return (turn * 4).cos() * 0.08 - (turn * 2).cos() * 0.5 + 0.42
    return _window('blackman_window', window_length, periodic, dtype, requires_grad, f, device=device, pin_memory=pin_memory)


@_signed
def bartlett_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    def f(k, m):
        rise = k * (2. / m)
        return _C.where(k <= m // 2, rise, 2. - rise)
    return _window('bartlett_window', window_length, periodic, dtype, requires_grad, f, device=device, pin_memory=pin_memory)


@_signed
def renorm(input, p, dim, maxnorm, *, out=None):
    """Slices along dim scaled so that their p-norm is at most maxnorm."""
    return _renormed(input, p, dim, maxnorm, out, input)


def _renormed(input, p, dim, maxnorm, out, before):
    """renorm, whose gradient looks at before for what input was."""
    for name, number in (('p', p), ('maxnorm', maxnorm)):
        if name == 'maxnorm' and p <= 0:
            raise RuntimeError('renorm: non-positive-norm not supported')
        if isinstance(number, complex) or isinstance(number, _C.Tensor) and number.is_complex():
            raise RuntimeError(f'renorm: {name} must be real-valued')
    if not maxnorm >= 0:
        raise RuntimeError(f'renorm: expected maxnorm to be >= 0 but got {maxnorm}')
    if input.dim() < 2:
        raise RuntimeError(f'renorm: input needs at least 2 dimensions, got {input.dim()} dimensions')
    if not -input.dim() <= dim < input.dim():
        raise IndexError(f'Dimension out of range (expected to be in range of [{-input.dim()}, {input.dim() - 1}], but got {dim})')
    others = [d for d in range(input.dim()) if d != dim % input.dim()]
    x = input.detach()
    norms = _C._linalg.vector_norm(x, p, others, True)
    most = _C.tensor(maxnorm, dtype=_C.float64).to(norms.dtype)     # may be infinite there
    r = (x * _C.where(norms > most, most / (norms + 1e-7), 1.0)).contiguous()
    if out is None and _C._will_record(input):
        _C._attach_custom('RenormBackward0', None, lambda ctx, g: (_renorm_gradient(g, before, p, others, maxnorm),),
                          (input,), (r,), False, (before,))
    return _into('renorm', out, r)


def _renorm_gradient(g, x, p, dims, maxnorm):
    """g where the norm is small enough (or nan), else also through the norm, which counts in the wider type."""
    wide = {_C.float32: _C.float64, _C.complex64: _C.complex128, _C.float16: _C.float32, _C.bfloat16: _C.float32}.get(x.dtype, x.dtype)
    norm = _C._linalg.vector_norm(x, p, dims, True, dtype=wide)
    inverse = (norm + 1e-7).reciprocal()
    through = x.conj() * g
    through = _norm_gradient((through.real if x.is_complex() else through).sum(dims, keepdim=True, dtype=norm.dtype), x, p, norm, dims)
    return _C.where(norm > maxnorm, (maxnorm * inverse * (g - inverse * through)).to(g.dtype), g)


def _norm_gradient(g, x, p, norm, dims):
    if p == 1:
        return x.sgn() * g
    if p == 2:
        return g * (x / norm).masked_fill(norm == 0, 0)
    if p == _math.inf:
        most = (x.abs() == norm).logical_or(x.isnan())
        return x.sgn() * (g / most.sum(dims, keepdim=True) * most)
    if p < 1:
        return x.sgn() * x.abs().pow(p - 1).masked_fill(x == 0, 0) * g * norm.pow(1 - p)
    part = x.sgn() * x.abs().pow(p - 1) if p < 2 else x * x.abs().pow(p - 2)
    return part * (g / norm.pow(p - 1)).masked_fill(norm == 0, 0)


def _in_part(whole, part, src):
    """whole, after src was written into its view `part`."""
    if part.shape != src.shape:
        raise RuntimeError(f'expected src to have a size equal to the slice of self. src size = {list(src.shape)}, slice size = {list(part.shape)}')
    part.copy_(src)
    return whole


@_signed
def select_scatter(input, src, dim, index):
    """A copy of input with src at one index of dim."""
    def scattered(input, src):
        out = input.clone()
        return _in_part(out, out.select(dim, index), src)
    return _one_node('SelectScatterBackward0', scattered, input, src)


@_signed
def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    """A copy of input with src in a slice of dim."""
    if input.dim() == 0:
        raise IndexError('slice() cannot be applied to a 0-dim tensor.')
    input.size(dim)     # is there such a dimension?
    place = (_builtins.slice(None),) * (dim % input.dim()) + (_builtins.slice(start, end, step),)

    def scattered(input, src):
        out = input.clone()
        return _in_part(out, out[place], src)
    return _one_node('SliceScatterBackward0', scattered, input, src)


@_signed
def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    """A copy of input with src on a diagonal."""
    def scattered(input, src):
        out = input.clone()
        return _in_part(out, out.diagonal(offset, dim1, dim2), src)
    return _one_node('DiagonalScatterBackward0', scattered, input, src)


@_signed
def frobenius_norm(input, dim=None, keepdim=False, *, out=None):
    """The root of the sum of squares, over some dimensions."""
    return _into('frobenius_norm', out, _C.norm(input, 'fro', dim, keepdim))


def _of_special(name):
    """A function of torch that torch.special has."""
    def function(*args, **kwargs):
        from torch import special
        return special._TORCH[name](*args, **kwargs)
    function.__name__ = name
    return function


mvlgamma, polygamma = (_signed(_of_special(_n)) for _n in ('mvlgamma', 'polygamma'))
__all__ += ['mvlgamma', 'polygamma']


def _method(name, swap=False, in_place=False, node=None):
    """The method of a function of torch.special."""
    f = _of_special(name)

    def method(self, *args, **kwargs):
        if in_place and not swap and not self.is_floating_point():  # counts by halves in its own type
            raise RuntimeError('step must be nonzero')
        if in_place and swap and _C._will_record(self):     # the gradient asks for what was there before
            from torch import special
            n = kwargs['n'] if kwargs else args[0]
            return _C._assign(self, special._polygamma(n, _C._with_history(self.detach().clone(), self), node))
        r = f(*args, self, **kwargs) if swap else f(self, *args, **kwargs)
        return _C._assign(self, r) if in_place else r
    method.__name__ = name + ('_' if in_place else '')
    return _signed(method, 'm')


_C._add_tensor_methods({_n + '_' * _i: _method(_n, _n == 'polygamma', bool(_i), 'PolygammaBackward1' * (_n == 'polygamma')) for _n in ('mvlgamma', 'polygamma') for _i in (0, 1)})


def sum_to_size(input, *args, size=()):
    """input summed over the dimensions that broadcasting it from size would repeat."""
    size = tuple(map(int, args[0] if args and isinstance(args[0], (tuple, list)) else args or size))
    shape = tuple(input.shape)
    lead = len(shape) - len(size)
    if lead < 0 or any(s != 1 and s != d for s, d in zip(size, shape[lead:])):
        raise RuntimeError(f"size {{{list(size)}}} is not expandable to size {{{list(shape)}}}.")
    dims = [i for i in range(len(shape)) if i < lead or size[i - lead] == 1 != shape[i]]
    if not size:
        return input.sum()
    total = input.sum(dims, keepdim=True) if dims else input
    return total.view(size) if lead else total


def _unsafe(name, view, node):
    """The function of torch whose parts count as tensors of their own."""
    def function(input, *args, **kwargs):
        return _C._parts_apart(view(input, *args, **kwargs), node)
    function.__name__ = function.__qualname__ = name
    return function


unsafe_split = _unsafe('unsafe_split', _C.Tensor.split, 'UnsafeSplitBackward0')
unsafe_split_with_sizes = _unsafe('unsafe_split_with_sizes', _C.Tensor.split, 'UnsafeSplitWithSizesBackward0')
unsafe_chunk = _unsafe('unsafe_chunk', _C.Tensor.chunk, 'UnsafeSplitBackward0')
_C._add_tensor_methods({f.__name__: _signed(f, 'm') for f in (unsafe_chunk, unsafe_split, unsafe_split_with_sizes)})
_C._add_tensor_methods({'sum_to_size': _signed(sum_to_size, 'm')})
_sign_all(globals(), 'f', ('unsafe_chunk', 'unsafe_split', 'unsafe_split_with_sizes', 'split_with_sizes', 'matrix_exp', 'orgqr', 'chain_matmul'))
__all__ += ['unsafe_chunk', 'unsafe_split', 'unsafe_split_with_sizes']


def _lu_of(self, pivot=True, get_infos=False):
    return tuple(lu(self, pivot, get_infos))


_lu_of.__name__, _lu_of.__qualname__ = 'lu', 'Tensor.lu'
_C._add_tensor_methods({'lu': _lu_of})
_C._add_tensor_methods({name: _signed(globals()[name], 'm') for name in ('quantile', 'nanquantile', 'matrix_exp', 'orgqr', 'pinverse', 'cov', 'corrcoef', 'isreal', 'renorm',
                                                           'select_scatter', 'slice_scatter', 'diagonal_scatter', 'split_with_sizes')})
