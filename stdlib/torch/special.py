"""torch.special: native functions, and the rarer ones as values with types, shapes and gradients put around them."""
import math as _math

import _not_built
from torch import _C
from torch._C._special import *
from torch._as_native import named as _named_node, no_forward as _no_forward, one_node as _one_node, sign_all as _sign_all

_LOW = (_C.float16, _C.bfloat16)
_INV_SQRT_PI2 = 2 / _math.sqrt(_math.pi)


# which of the low precisions have a kernel in PyTorch, where not all are missing
_TAKES = {'i0e_cpu': {_C.bfloat16}, 'entr_cpu': {_C.bfloat16}, 'erf_vml_cpu': {_C.bfloat16}, 'xlog1py_cpu': set(_LOW), 'igamma_cpu': set(_LOW),
          'igammac_cpu': set(_LOW), 'trigamma': {_C.bfloat16}, 'polygamma': {_C.bfloat16}}


_INTEGERS = {_C.bool: 'Bool', _C.uint8: 'Byte', _C.int8: 'Char', _C.int16: 'Short', _C.int32: 'Int', _C.int64: 'Long'}


def _unsupported(kernel, dtype):
    names = {_C.float16: 'Half', _C.bfloat16: 'BFloat16', _C.complex64: 'ComplexFloat', _C.complex128: 'ComplexDouble', **_INTEGERS}
    if dtype in names and dtype not in _TAKES.get(kernel, ()):
        raise RuntimeError(f'"{kernel}" not implemented for \'{names[dtype]}\'')


def _refuse_complex_half(kernel, *operands):
    """Half precision with a complex number of lower rank."""
    half, number = (max((1 + (t.dim() > 0) if isinstance(t, _C.Tensor) else 0 for t in operands if is_one(t)), default=-1)
                    for is_one in (lambda t: getattr(t, 'dtype', None) is _C.float16,
                                   lambda t: isinstance(t, complex) or isinstance(t, _C.Tensor) and t.is_complex()))
    if half > number >= 0:
        raise RuntimeError(f'"{kernel}" not implemented for \'ComplexHalf\'')


def _store(r, out, name='special'):
    return r if out is None else _C._into(name, out, r)


def _float_type(*operands):
    dtype = _C.result_type(*operands) if len(operands) == 2 else operands[0].dtype
    return dtype if dtype.is_floating_point or dtype.is_complex else _C.get_default_dtype()


def _recorded(node, value, inputs, gradients, saves='x'):
    """value as the result of a graph node; gradients: for each input a function of the incoming gradient and the value, which it must not
    hold itself: the node would belong to what belongs to it; saves: which of inputs (x) and value (r) must stay as they are for that, or
    these tensors."""
    wanted = tuple(t if _C._will_record(t) else None for t in inputs)
    if not any(t is not None for t in wanted):
        return value
    kept = tuple(t for t in wanted if t is not None and 'x' in saves) + (value,) * ('r' in saves) if isinstance(saves, str) else saves

    def backward(saved, g):
        value = saved[-1] if isinstance(saves, str) and 'r' in saves else None
        return tuple(None if t is None else f(g, value).sum_to_size(t.shape) for t, f in zip(wanted, gradients))
    _C._attach_custom(node, None, backward, tuple(t if isinstance(t, _C.Tensor) else None for t in inputs), (value,), False, kept)
    return value


def _one(name, kernel, node=None, gradient=None, saves='x'):
    def function(input, *, out=None):
        dtype = _float_type(input)
        _unsupported(kernel, dtype)
        x = input.detach().to(_C.float64 if dtype is _C.float64 else _C.float32)
        r = _C._special_values(_of_type(name, dtype), x.contiguous(), like=None if x.is_contiguous() else x).to(dtype)
        if node:
            _recorded(node, r, (input,), (lambda g, value: g * gradient(input, value),), saves)
        return _store(r, out, 'special_' + name)
    return _checked(function, name)


_WITHOUT_TANGENTS = {'gammainc': 'igamma', 'gammaincc': 'igammac'}    # by what PyTorch calls them


def _two(name, kernel, node=None, gradients=None):
    def function(input, other, *, out=None):
        _refuse_complex_half(kernel, input, other)
        if name in _WITHOUT_TANGENTS:
            _no_forward(_WITHOUT_TANGENTS[name], *(t for t in (input, other) if isinstance(t, _C.Tensor)))
        dtype = _C.result_type(input, other) if name.startswith('gammainc') else _float_type(input, other)
        x, y = (t.detach() if isinstance(t, _C.Tensor) else _C.tensor(t, dtype=_C.complex128 if isinstance(t, complex) else _C.float64)
                for t in (input, other))
        if not (x.is_complex() or y.is_complex()):
            x, y = (t.to(_C.float64 if dtype is _C.float64 else _C.float32) for t in (x, y))
        x, y = _C.broadcast_tensors(x, y)
        _unsupported(kernel, dtype)
        dense = all(t.is_contiguous() for t in (input, other) if isinstance(t, _C.Tensor))
        r = _C._special_values(_of_type(name, dtype), x.contiguous(), y.contiguous(), like=None if dense else x + y).to(dtype)
        if node:
            number = 1 if not isinstance(input, _C.Tensor) else 2 if not isinstance(other, _C.Tensor) else 0
            by_other = isinstance(other, _C.Tensor) and _C._will_record(other)
            kept = (input, other) if by_other or gradients[0].__name__ != 'no_gradient' else ()
            _recorded(f'{node[:-1]}{number}', r, (input, other), tuple((lambda g, value, f=f: f(g, input, other)) for f in gradients),
                      tuple(t for t in kept if isinstance(t, _C.Tensor)))
        return _store(r, out, 'special_' + name)
    return _checked(function, name)


def _of_type(name, dtype):
    """The function for values of this type: two round a step on the way."""
    return name + '_bfloat16' if dtype is _C.bfloat16 and name in ('entr', 'xlog1py') else name


def _checked(function, name):
    def checked(*args, **kwargs):
        _C._check_arguments(name, 's', args, kwargs)
        return function(*_named(args, kwargs), out=kwargs.get('out'))
    checked.raw = function
    checked.__name__ = checked.__qualname__ = 'special_' + name
    return checked


def _named(args, kwargs):
    """The operands in order, whatever names they came under: the second is `other` or `n`."""
    given = sorted((name in ('other', 'n'), name) for name in kwargs if name != 'out')
    return tuple(args) + tuple(kwargs[name] for _, name in given)


def _no_derivative(what):
    def no_gradient(*operands):
        raise NotImplementedError(f"the derivative for '{what}' is not implemented.")
    return no_gradient


entr = _one('entr', 'entr_cpu', 'SpecialEntrBackward0', lambda x, r: -(x.log() + 1))
erfcx = _one('erfcx', 'erfcx_cpu', 'SpecialErfcxBackward0', lambda x, r: 2 * x * r - _INV_SQRT_PI2, 'xr')


def _beside_zero(slope):
    """slope(x, f(x)), but a half near 0 and at nan, where nothing of it must show in further derivatives either."""
    def gradient(x, r):
        eps = _C.finfo(x.dtype).eps
        some = x.abs() > eps
        return _C.where(some, slope(_C.where(some, x, eps), r), 0.5)
    return gradient


i1 = _one('i1', 'i1_cpu', 'SpecialI1Backward0', _beside_zero(lambda x, r: i0(x) - r * x.reciprocal()), 'xr')
i0e = _one('i0e', 'i0e_cpu', 'SpecialI0EBackward0', lambda x, r: i1e(x) - x.sgn() * r, 'xr')
i1e = _one('i1e', 'i1e_cpu', 'SpecialI1EBackward0', _beside_zero(lambda x, r: i0e(x) - r * (x.sgn() + x.reciprocal())), 'xr')
log_ndtr = _one('log_ndtr', 'log_ndtr_cpu', 'SpecialLogNdtrBackward0',
                lambda x, r: (2 / _math.pi) ** 0.5 / erfcx(x * -(0.5 ** 0.5)), 'xr')
ndtri = _one('ndtri', 'ndtri_cpu', 'SpecialNdtriBackward0', lambda x, r: _math.sqrt(2 * _math.pi) * (r.square() / 2).exp(), 'r')


def _ndtr(input, *, out=None):
    r = input
    for step, node in ((lambda x: x * _math.sqrt(0.5), 'MulBackward1'), (erf, 'ErfBackward0'), (lambda x: x + 1, 'AddBackward1'), (lambda x: x * 0.5, 'MulBackward1')):
        r = _named_node(step(r), node)
    return _store(r, out, 'special_ndtr')


ndtr = _checked(_ndtr, 'ndtr')
for _name in ('airy_ai', 'bessel_j0', 'bessel_j1', 'bessel_y0', 'bessel_y1', 'modified_bessel_i0', 'modified_bessel_i1', 'modified_bessel_k0',
              'modified_bessel_k1', 'scaled_modified_bessel_k0', 'scaled_modified_bessel_k1', 'spherical_bessel_j0'):
    globals()[_name] = _one(_name, _name + '_cpu')
xlog1py = _two('xlog1py', 'xlog1py_cpu', 'SpecialXlog1PyBackward0',
               (lambda g, x, y: xlog1py(g, y).masked_fill((_tensor(x, y) == 0) & (_tensor(y, x) <= -1), 0.0),
                lambda g, x, y: g * x / (y + 1)))
zeta = _two('zeta', 'zeta_cpu', 'SpecialZetaBackward0', (_no_derivative('zeta'), lambda g, x, q: g * -x * zeta(x + 1, q)))
gammainc = _two('gammainc', 'igamma_cpu', 'IgammaBackward0',
                (_no_derivative('igamma: input'), lambda g, a, x: g * (-x + (a - 1) * x.log() - _C.lgamma(a)).exp()))
gammaincc = _two('gammaincc', 'igammac_cpu', 'IgammacBackward0',
                 (_no_derivative('igammac: input'), lambda g, a, x: -g * (-x + (a - 1) * x.log() - _C.lgamma(a)).exp()))
for _name in ('chebyshev_polynomial_t', 'chebyshev_polynomial_u', 'chebyshev_polynomial_v', 'chebyshev_polynomial_w', 'hermite_polynomial_h',
              'hermite_polynomial_he', 'laguerre_polynomial_l', 'legendre_polynomial_p', 'shifted_chebyshev_polynomial_t',
              'shifted_chebyshev_polynomial_u', 'shifted_chebyshev_polynomial_v', 'shifted_chebyshev_polynomial_w'):
    globals()[_name] = _two(_name, _name + '_cpu')
del _name


def _tensor(x, like):
    return x if isinstance(x, _C.Tensor) else _C.full_like(like, x)


_plain_i0 = _C._special.i0


def _i0(input, *, out=None):
    r = _plain_i0(input.detach())
    _recorded('I0Backward0', r, (input,), (lambda g, value: g * i1(input),))
    return _store(r, out, 'i0')


i0 = _checked(_i0, 'i0')


def polygamma(n, input, *, out=None):
    """The n-th derivative of digamma."""
    return _store(_polygamma(n, input, 'PolygammaBackward0'), out, 'polygamma')


def _polygamma(n, input, node):
    if n < 0:
        raise RuntimeError('polygamma(n, x) does not support negative n.')
    if n == 0:
        r = digamma(input.detach())
    else:
        dtype = _float_type(input)
        _unsupported('trigamma' if n == 1 else 'polygamma', dtype)
        r = _C._special_polygamma(n, input.detach().to(dtype))
    return _recorded(node, r, (input,), (lambda g, value: g * polygamma(n + 1, input),)) if node else r


def multigammaln(input, p, *, out=None):
    """Logarithm of the multivariate gamma function."""
    if input.dtype is _C.bool:
        raise RuntimeError('The input tensor may not be a boolean tensor.')
    if p < 1:
        raise RuntimeError('p has to be greater than or equal to 1')
    steps = _C.arange(-p * 0.5 + 0.5, 0.5, 0.5, dtype=_float_type(input))
    r = _one_node('MvlgammaBackward0', lambda x: (x.unsqueeze(-1) + steps).lgamma().sum(-1) + p * (p - 1) / 4 * _math.log(_math.pi), input)
    return _store(r, out, 'mvlgamma')


def round(input, *, decimals=0, out=None):
    """input rounded to so many decimals, in PyTorch of floats only."""
    if decimals == 0 and not input.is_floating_point() and not input.is_complex():
        raise RuntimeError(f'"round_vml_cpu" not implemented for \'{_INTEGERS[input.dtype]}\'')
    return _C.round(input, decimals=decimals, out=out)


def logsumexp(input, dim, keepdim=False, *, out=None):
    return _C.logsumexp(input, dim, keepdim) if out is None else _C.logsumexp(input, dim, keepdim, out=out)


# torch's own names for some of these
_TORCH = {'i0': i0.raw, 'igamma': gammainc.raw, 'igammac': gammaincc.raw, 'mvlgamma': multigammaln, 'polygamma': polygamma}
_sign_all(globals(), 's', ('polygamma', 'multigammaln', 'round', 'logsumexp'))


__getattr__ = _not_built.of(__name__)
