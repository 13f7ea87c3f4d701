"""What torch's functions do with sparse tensors in coordinate format (layout torch.sparse_coo).

Every call with such a tensor among its arguments comes to call(), from the engine's gate: the functions of the table below work on
indices and values, dense tensors both; the rest raise NotImplementedError, with PyTorch's words where it has no such function either.
"""
import _not_built
import torch
from torch import _C
from torch._C import (_sparse_add, _sparse_add_into, _sparse_become, _sparse_clone, _sparse_coalesce, _sparse_dense, _sparse_is_coalesced,
                      _sparse_make, _sparse_mm_into, _sparse_set_coalesced)

Tensor = torch.Tensor
_TABLE = {}      # name -> function
_GRADIENTS = {}  # name -> function of the result and the arguments: name of the node, operands, backward


def call(name, place, /, *args, **kwargs):
    """The call of torch's function `name` (place: where it is found, torch_sparse.h) with sparse arguments."""
    key = name if place in 'fmnoa' else f'{place}:{name}'
    function = _TABLE.get(key)
    if function is None:
        raise _unsupported(name, key)
    if not torch.is_grad_enabled() or not any(t.requires_grad for t in _tensors((args, kwargs))):
        return function(*args, **kwargs)
    gradient = _GRADIENTS.get(key)
    if gradient is None:
        if name.endswith('_') and args[0].requires_grad and args[0].is_leaf:
            raise RuntimeError('a leaf Variable that requires grad is being used in an in-place operation.')
        raise NotImplementedError(f'the gradient of {name} of sparse tensors')
    with torch.no_grad():
        out = function(*args, **kwargs)
    if gradient is _NO_GRADIENT or any(out is a for a in args):
        return out
    return record(out, *gradient(out, *args, **kwargs))


def record(out, node, operands, backward):
    """Hangs a node on out: backward gives one gradient for each operand."""
    wanted = [t.is_sparse and t.requires_grad for t in operands]

    def run(ctx, grad):
        grads = backward(grad)
        for i, (g, sparse) in enumerate(zip(grads, wanted)):
            if sparse and g is not None and not g.is_sparse:
                raise RuntimeError(f'Function {node} returned an invalid gradient at index {i} - expected layout Sparse but got Strided')
        return grads
    _C._attach_custom(node, None, run, tuple(operands), (out,))
    return out


def _tensors(values):
    for v in values.values() if isinstance(values, dict) else values:
        if isinstance(v, Tensor):
            yield v
        elif isinstance(v, (tuple, list, dict)):
            yield from _tensors(v)


def missing(operation, backend='SparseCPU'):
    """PyTorch's error for an operation that it does not have for a layout."""
    return NotImplementedError(f"Could not run 'aten::{operation}' with arguments from the '{backend}' backend. This could be because the operator "
                               "doesn't exist for this backend, or was omitted during the selective/custom build process (if using custom "
                               "build).")


def _unsupported(name, key):
    from torch._sparse_missing import MISSING
    operation = MISSING.get(key)
    if operation is not None:
        return missing(operation)
    return NotImplementedError(f'{name} of sparse tensors is not built')


def _op(*names, gradient=None):
    def install(function):
        for name in names:
            _TABLE[name] = function
            if gradient is not None:
                _GRADIENTS[name] = gradient
        return function
    return install


def _NO_GRADIENT(*args, **kwargs):
    """Of functions whose result has no history."""


# --- parts ---

def is_sparse(t):
    return isinstance(t, Tensor) and t.is_sparse


def _number(v):
    """Whether v counts as one number: a Python number or a dense tensor without dimensions."""
    return not isinstance(v, Tensor) or (v.dim() == 0 and not v.is_sparse)


def indices_of(s):
    return _C._sparse_indices(s)


def values_of(s):
    return _C._sparse_values(s)


def sparse_dim(s):
    return indices_of(s).size(0)


def _with_values(s, values, coalesced=None):
    """s with other values."""
    return _sparse_make(indices_of(s), values, s.size(), _sparse_is_coalesced(s) if coalesced is None else coalesced)


def _empty(size, n_sparse, dtype):
    return _sparse_make(torch.empty(n_sparse, 0, dtype=torch.int64), torch.empty((0,) + tuple(size[n_sparse:]), dtype=dtype), size, True)


def _empty_as(s, dtype=None):
    return _empty(s.size(), sparse_dim(s), dtype or s.dtype)


def _places(indices, size):
    """The number of each place in C order."""
    place = torch.zeros(indices.size(1), dtype=torch.int64)
    for d in range(indices.size(0)):
        place = place * size[d] + indices[d]
    return place


def gathered(t, indices):
    """The values of t, dense or sparse, at these places: zero where a sparse one has none."""
    if not is_sparse(t):
        return t[tuple(indices)] if indices.size(0) else t.unsqueeze(0).expand((indices.size(1),) + t.size()).clone()
    t = _sparse_coalesce(t)
    have, wanted, values = _places(indices_of(t), t.size()), _places(indices, t.size()), values_of(t)
    if not have.numel():
        return torch.zeros((wanted.numel(),) + values.size()[1:], dtype=values.dtype)
    at = torch.searchsorted(have, wanted).clamp_(max=have.numel() - 1)
    found = (have[at] == wanted).view((-1,) + (1,) * (values.dim() - 1))
    return torch.where(found, values[at], torch.zeros((), dtype=values.dtype))


def _masked(t, mask):
    """t at the places of the sparse tensor mask."""
    mask = _sparse_coalesce(mask)
    return _with_values(mask, gathered(t, indices_of(mask)), True)


def _dense(t):
    return t.to_dense() if is_sparse(t) else t


# --- making ---

def _inferred_size(indices, values):
    size = []
    for d in range(indices.size(0)):
        size.append(int(indices[d].max()) + 1 if indices.size(1) else 0)
    return tuple(size) + tuple(values.size()[1:])


def _check_parts(indices, values, size):
    n_sparse, n_dense = indices.size(0), values.dim() - 1
    if size is not None and len(size) != n_sparse + n_dense:
        raise RuntimeError(f'number of dimensions must be sparse_dim ({n_sparse}) + dense_dim ({n_dense}), but got {len(size)}')
    if indices.numel():
        for d in range(n_sparse):
            low, high = int(indices[d].min()), int(indices[d].max())
            if low < 0:
                raise RuntimeError(f'found negative index {low} for dim {d}')
            if size is not None and high >= size[d]:
                raise RuntimeError(f'size is inconsistent with indices: for dim {d}, size is {size[d]} but found index {high}')
    if indices.size(1) != values.size(0):
        raise RuntimeError(f'indices and values must have same nnz, but got nnz from indices: {indices.size(1)}, nnz from values: '
                           f'{values.size(0)}')
    if size is not None and tuple(values.size()[1:]) != tuple(size[n_sparse:]):
        raise RuntimeError(f'values has incorrect size, expected {[values.size(0), *size[n_sparse:]]}, got {list(values.size())}')


def _values_gradient(indices):
    return lambda g: (None, gathered(g, indices))


def make(indices, values, size=None, *, dtype=None, requires_grad=False, check=True):
    """torch.sparse_coo_tensor with indices and values."""
    if not isinstance(indices, Tensor):
        indices = torch.tensor(indices)
    indices = indices.to(torch.int64)
    given = values if isinstance(values, Tensor) else torch.tensor(values, dtype=dtype)
    values = given.detach() if dtype is None else given.detach().to(dtype)
    if values.dim() == 0:
        values = values.reshape(1)
    if check:
        if indices.dim() != 2:
            raise RuntimeError(f'indices must be sparse_dim x nnz, but got: {list(indices.size())}')
        _check_parts(indices, values, size)
    s = _sparse_make(indices.detach(), values, _inferred_size(indices, values) if size is None else size, False)
    if given.requires_grad and torch.is_grad_enabled() and given.dtype == values.dtype:
        return record(s, 'SparseCooTensorWithDimsAndTensorsBackward0', (indices, given), _values_gradient(indices.detach()))
    return s.requires_grad_() if requires_grad else s


def sparse_coo_tensor(*args, **kwargs):
    """A sparse tensor of indices and values, or an empty one of a size."""
    torch.empty(0, device=kwargs.get('device'))
    kwargs.pop('device', None)
    dtype, wants = kwargs.pop('dtype', None), kwargs.pop('requires_grad', False)
    names = ('indices', 'values', 'size') if len(args) + len(kwargs) > 1 else ('size',)
    given = dict(zip(names, args), **kwargs)
    if 'values' in given:
        return make(given['indices'], given['values'], given.get('size'), dtype=dtype, requires_grad=wants)
    s = _empty(given['size'], len(given['size']), dtype or torch.get_default_dtype())
    return s.requires_grad_() if wants else s


def _sparse_coo_tensor_unsafe(indices, values, size):
    """The same without looking at where the indices point to."""
    return make(indices, values, size, check=False)


def _product_of(name):
    def function(*args, **kwargs):
        if not any(is_sparse(a) for a in args):
            raise missing({'spmm': 'mm', 'dsmm': 'mm'}.get(name, name), 'CPU')
        return call(name, 'f', *args, **kwargs)
    function.__name__ = function.__qualname__ = name
    return function


smm, hspmm, spmm, dsmm, sspaddmm = map(_product_of, ('smm', 'hspmm', 'spmm', 'dsmm', 'sspaddmm'))
for _name in ('sparse_csr_tensor', 'sparse_csc_tensor', 'sparse_bsr_tensor', 'sparse_bsc_tensor', 'sparse_compressed_tensor'):
    globals()[_name] = _not_built.function('torch.' + _name)


def legacy_type(dtype):
    """torch.sparse.FloatTensor and its kind: of indices, values and maybe a size, of a size, or of nothing."""
    def function(*args):
        if args and isinstance(args[0], Tensor):
            if args[1].dtype is not dtype:
                raise TypeError(f'expected {torch.empty(0, dtype=dtype).type()} (got {args[1].type()})')
            return make(*args)
        size = tuple(args[0]) if len(args) == 1 and not isinstance(args[0], int) else args
        return _empty(size or (0,), len(size) or 1, dtype)
    return function


def _validate_sparse_coo_tensor_args(indices, values, size):
    _check_parts(indices, values, tuple(size))


def to_sparse(self, sparse_dim):
    """A dense tensor's elements, or its slices behind the first dimensions, that are not zero."""
    with torch.no_grad():
        dense = self.detach()
        kept = dense != 0
        if dense.dim() > sparse_dim:
            kept = kept.reshape(tuple(dense.size()[:sparse_dim]) + (-1,)).any(-1)
        indices = kept.nonzero().t().contiguous()
        s = _sparse_make(indices, gathered(dense, indices), dense.size(), True)
    if self.requires_grad and torch.is_grad_enabled():
        return record(s, 'ToSparseBackward0', (self,), lambda g: (_dense(g),))
    return s


# --- questions ---

def _needs_coalesced(what):
    def check(s):
        if not _sparse_is_coalesced(s):
            raise RuntimeError(f'Cannot get {what} on an uncoalesced tensor, please call .coalesce() first')
    return check


_check_values, _check_indices = _needs_coalesced('values'), _needs_coalesced('indices')


def _values_backward(out, self):
    return 'ValuesBackward0', (self,), lambda g: (_with_values(self, _dense(g), True),)


@_op('values', gradient=_values_backward)
def _values(self):
    _check_values(self)
    return values_of(self)


@_op('indices', gradient=_NO_GRADIENT)
def _indices(self):
    _check_indices(self)
    return indices_of(self)


for _name, _function in {'_values': values_of, '_indices': indices_of, '_nnz': lambda self: indices_of(self).size(1),
                         'is_coalesced': _sparse_is_coalesced, 'sparse_dim': sparse_dim, '_dimI': sparse_dim,
                         'dense_dim': lambda self: self.dim() - sparse_dim(self), '_dimV': lambda self: self.dim() - sparse_dim(self),
                         '_coalesced_': _sparse_set_coalesced}.items():
    _op(_name, gradient=_NO_GRADIENT)(_function)


@_op('type', gradient=_NO_GRADIENT)
def _type(self, dtype=None, non_blocking=False):
    if dtype is None:
        return 'torch.sparse.' + torch.empty(0, dtype=self.dtype).type().removeprefix('torch.')
    return self.to(dtype)


def _no_storage(text, error=RuntimeError):
    def refuse(self, *args, **kwargs):
        raise error(text)
    return refuse


_op('data_ptr', 'tolist', '_storage_ptr', gradient=_NO_GRADIENT)(_no_storage("Cannot access data pointer of Tensor that doesn't have storage"))
_op('storage', 'untyped_storage', 'share_memory_', '_share_link', gradient=_NO_GRADIENT)(
    _no_storage('Cannot access storage of SparseTensorImpl', NotImplementedError))
_op('numpy', '__array__', gradient=_NO_GRADIENT)(
    _no_storage("can't convert Sparse layout tensor to numpy. Use Tensor.dense() first.", TypeError))


@_op('item')
def _item(self):
    if self.numel() != 1:
        raise ValueError('only one element tensors can be converted to Python scalars')
    raise missing('_local_scalar_dense')


@_op('is_nonzero')
def _is_nonzero(self):
    if self.numel() != 1:
        raise RuntimeError(f'Boolean value of Tensor with {"more than one value" if self.numel() else "no values"} is ambiguous')
    raise missing('_local_scalar_dense')


@_op('tensor', gradient=_NO_GRADIENT)
def _tensor(data, *, dtype=None, device=None, requires_grad=False):
    if not is_sparse(data):
        raise missing('_local_scalar_dense')
    return _sparse_clone(_cast(data.detach(), dtype or data.dtype)).requires_grad_(requires_grad)


@_op('as_tensor', 'asarray', gradient=_NO_GRADIENT)
def _as_tensor(data, *, dtype=None, device=None, requires_grad=False, copy=True):
    if not is_sparse(data):
        raise missing('_local_scalar_dense')
    return data if dtype in (None, data.dtype) else _cast(data.detach(), dtype)


@_op('is_shared', gradient=_NO_GRADIENT)
def _is_shared(self):
    return False


@_op('cuda')
def _cuda(self, *args, **kwargs):
    return torch.empty(0).cuda(*args, **kwargs)


# --- text ---

def _part_text(name, t, indent):
    text = f'{name}=tensor(' + _C._elements_text(t, indent + len(name) + 8)
    if not t.numel():
        text += ', size=' + str(tuple(t.size()))
    return text + ')'


def _joined(text, suffixes, indent, newline):
    """The suffixes behind the text, on lines of their own where they do not fit."""
    width = _C._line_width()
    line = len(text) - text.rfind('\n') + 1
    for suffix in suffixes:
        if newline or line + len(suffix) + 2 > width:
            text += ',\n' + ' ' * indent + suffix
            line, newline = indent + len(suffix), False
        else:
            text += ', ' + suffix
            line += len(suffix) + 2
    return text + ')'


@_op('__repr__', gradient=_NO_GRADIENT)
def _repr(self):
    default = torch.get_default_dtype()
    usual = (default, torch.int64, torch.bool, torch.complex128 if default is torch.float64 else torch.complex64)
    indices, values = indices_of(self), values_of(self)
    text = 'tensor(' + _part_text('indices', indices, 7) + ',\n       ' + _part_text('values', values, 7)
    suffixes = [f'size={tuple(self.size())}', f'nnz={indices.size(1)}']
    if self.dtype not in usual:
        suffixes.append(f'dtype={self.dtype}')
    suffixes.append(f'layout={self.layout}')
    if self.grad_fn is not None:
        suffixes.append(f'grad_fn=<{self.grad_fn.name()}>')
    elif self.requires_grad:
        suffixes.append('requires_grad=True')
    return _joined(text, suffixes, 7, True)


# --- the same in another form ---

def _passed_on(node, *others):
    """Of functions whose gradient is the result's."""
    def gradient(out, self, *args, **kwargs):
        return node, (self,), lambda g: (g,)
    return gradient


@_op('coalesce', gradient=_passed_on('CoalesceBackward0'))
def _coalesce(self):
    return _sparse_coalesce(self)


def _to_dense_backward(out, self, dtype=None):
    return 'ToDenseBackward0', (self,), lambda g: (_masked(g, self),)


@_op('to_dense', gradient=_to_dense_backward)
def _to_dense(self, dtype=None):
    if dtype is not None:
        raise RuntimeError('dtype argument is not supported by sparse_to_dense')
    return _sparse_dense(self)


def _cast_backward(out, self, *args, **kwargs):
    return 'ToCopyBackward0', (self,), lambda g: (g.to(self.dtype),)


def _cast(s, dtype):
    return s if dtype is s.dtype else _with_values(s, values_of(s).to(dtype))


@_op('to', gradient=_cast_backward)
def _to(self, *args, copy=False, dtype=None, device=None, non_blocking=False, memory_format=None):
    for a in args:
        if isinstance(a, torch.dtype):
            dtype = a
        elif isinstance(a, Tensor):
            dtype, device = a.dtype, a.device
        elif isinstance(a, (str, torch.device)):
            device = a
    if device is not None:
        torch.empty(0, device=device)
    out = _cast(self, dtype or self.dtype)
    return _sparse_clone(self) if copy and out is self else out


@_op('type_as', gradient=_cast_backward)
def _type_as(self, other):
    return _cast(self, other.dtype)


def _conversion(dtype):
    return lambda self, memory_format=None: _cast(self, dtype)


for _name, _dtype in {'float': torch.float32, 'double': torch.float64, 'half': torch.float16, 'bfloat16': torch.bfloat16, 'long': torch.int64,
                      'int': torch.int32, 'short': torch.int16, 'char': torch.int8, 'byte': torch.uint8, 'bool': torch.bool,
                      'cfloat': torch.complex64, 'cdouble': torch.complex128}.items():
    _op(_name, gradient=_cast_backward)(_conversion(_dtype))


@_op('clone', gradient=_passed_on('CloneBackward0'))
def _clone(self, *, memory_format=None):
    return _sparse_clone(self)


@_op('contiguous', gradient=_NO_GRADIENT)
def _contiguous(self, memory_format=torch.contiguous_format):
    return self


@_op('__deepcopy__', gradient=_NO_GRADIENT)
def _deepcopy(self, memo):
    if id(self) in memo:
        return memo[id(self)]
    if not self.is_leaf:
        raise RuntimeError('Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment')
    with torch.no_grad():
        copied = _C.Tensor._make_subclass(type(self), _sparse_clone(self.detach()), self.requires_grad)
    memo[id(self)] = copied
    return copied


@_op('__copy__', gradient=_NO_GRADIENT)
def _copy(self):
    return _sparse_make(indices_of(self), values_of(self), self.size(), False)


@_op('__reduce_ex__', gradient=_NO_GRADIENT)
def _reduce_ex(self, protocol):
    return torch._utils._rebuild_sparse_tensor, (self.layout, (indices_of(self), values_of(self), self.size()))


@_op('zeros_like', 'empty_like', gradient=_NO_GRADIENT)
def _zeros_like(input, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, memory_format=None):
    if layout is torch.strided:
        return torch.zeros(input.size(), dtype=dtype or input.dtype, requires_grad=requires_grad)
    s = _empty_as(input, dtype)
    return s.requires_grad_() if requires_grad else s


@_op('new_zeros', 'new_empty', gradient=_NO_GRADIENT)
def _new_zeros(self, *size, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    size = tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size
    return _empty(size, len(size), dtype or self.dtype)


@_op('new_tensor', gradient=_NO_GRADIENT)
def _new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
    return torch.tensor(data, dtype=dtype or self.dtype, requires_grad=requires_grad)


# --- element by element ---

def _zero_kept(name):
    """A function that gives zero for zero."""
    dense = getattr(torch, name)

    def function(input, *args, **kwargs):
        input = _sparse_coalesce(input)
        return _with_values(input, dense(values_of(input), *args, **kwargs), True)

    def in_place(self, *args, **kwargs):
        if not _sparse_is_coalesced(self):
            raise RuntimeError(f'{name}_ requires coalesced input')
        getattr(values_of(self), name + '_')(*args, **kwargs)
        return _sparse_become(self, self)
    return function, in_place


for _name in ('abs', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'deg2rad', 'erf', 'erfinv', 'expm1', 'floor', 'log1p', 'rad2deg', 'round',
              'sgn', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc', 'nan_to_num'):
    _function, _in_place = _zero_kept(_name)
    _op(_name)(_function)
    _op(_name + '_')(_in_place)
for _name in ('isnan', 'isinf', 'isposinf', 'isneginf', 'signbit'):
    _op(_name)(_zero_kept(_name)[0])
for _name, _of in {'arcsin': 'asin', 'arcsinh': 'asinh', 'arctan': 'atan', 'arctanh': 'atanh', 'absolute': 'abs', 'fix': 'trunc'}.items():
    _TABLE[_name], _TABLE[_name + '_'] = _TABLE[_of], _TABLE[_of + '_']


def _neg_backward(out, input):
    return 'NegBackward0', (input,), lambda g: (-g,)


@_op('neg', 'negative', gradient=_neg_backward)
def _neg(input):
    return _with_values(input, -values_of(input))


@_op('neg_', 'negative_')
def _neg_in_place(self):
    return _values_written(self, 'neg_')


@_op('positive', gradient=_NO_GRADIENT)
def _positive(input):
    return input


@_op('pow')
def _pow(input, exponent):
    if isinstance(exponent, Tensor) or not is_sparse(input):
        raise missing('pow.Tensor_Tensor' if isinstance(exponent, Tensor) else 'pow.Scalar')
    if exponent == 0:
        raise RuntimeError('pow: cannot raise to zeroth power on sparse tensor; it would make the result tensor dense')
    input = _sparse_coalesce(input)
    return _with_values(input, values_of(input).pow(exponent), True)


# --- sums and differences ---

_NO_DENSE_SECOND = 'add(sparse, dense) is not supported. Use add(dense, sparse) instead.'


def _check_alpha(alpha, dtype):
    if isinstance(alpha, float) and not (dtype.is_floating_point or dtype.is_complex):
        raise RuntimeError('For integral input tensors, argument alpha must not be a floating point number.')


def _check_sizes(input, other):
    if input.size() != other.size():
        raise RuntimeError("add: expected 'self' and 'other' to have same size, but self has size "
                           f'{list(input.size())} while other has size {list(other.size())} (FYI: dense-sparse addition does not currently '
                           'support broadcasting)')


def _scaled(s, alpha):
    return _with_values(s, values_of(s) * alpha)


def _sum(input, other, alpha):
    """input + alpha * other, of which one is sparse."""
    if not is_sparse(other):
        raise RuntimeError(_NO_DENSE_SECOND)
    if not isinstance(input, Tensor):
        raise RuntimeError(_NO_DENSE_SECOND)
    dtype = torch.promote_types(input.dtype, other.dtype)
    _check_alpha(alpha, dtype)
    if not input.is_sparse:
        _check_sizes(input, other)
        out = input.detach().to(dtype, copy=True)
        return _sparse_add_into(out, other.detach(), alpha)
    if input.size() != other.size():
        raise RuntimeError(f"add: expected sizes of 'self' and 'other' to match, but {list(input.size())} != {list(other.size())}")
    if not indices_of(other).size(1):
        return _sparse_clone(_cast(input, dtype))
    if not indices_of(input).size(1):
        return _scaled(_cast(other, dtype), alpha)
    if sparse_dim(input) != sparse_dim(other):
        raise RuntimeError("add: expected 'self' and 'other' to have same density, but 'self' has "
                           f"{sparse_dim(input)} sparse dimensions while 'other' has {sparse_dim(other)} sparse dimensions")
    return _sparse_add(_cast(input, dtype), _cast(other, dtype), alpha)


def _add_in_place(self, other, alpha):
    if not is_sparse(other):
        raise RuntimeError(_NO_DENSE_SECOND)
    dtype = torch.promote_types(self.dtype, other.dtype)
    if not torch.can_cast(dtype, self.dtype):
        names = [torch.empty(0, dtype=d).type()[6:-6] for d in (dtype, self.dtype)]
        raise RuntimeError("Can't convert result type {} to output {} in add operation".format(*names))
    if self.is_sparse:
        return _sparse_become(self, _cast(_sum(self, other, alpha), self.dtype))
    _check_alpha(alpha, dtype)
    _check_sizes(self, other)
    return _sparse_add_into(self, other, alpha)


def _add_backward(node, sign):
    def gradient(out, input, other, alpha=1):
        return node, (input, other), lambda g: (g, g if alpha * sign == 1 else g * (alpha * sign))
    return gradient


@_op('add', gradient=_add_backward('AddBackward0', 1))
def _add(input, other, *, alpha=1):
    return _sum(input, other, alpha)


def _refuse_bool(*operands):
    if any(isinstance(t, Tensor) and t.dtype is torch.bool for t in operands):
        torch.sub(*(torch.ones((), dtype=t.dtype) if isinstance(t, Tensor) else t for t in operands))


@_op('sub', 'subtract', gradient=_add_backward('SubBackward0', -1))
def _sub(input, other, *, alpha=1):
    _refuse_bool(input, other)
    return _sum(input, other, -alpha)


@_op('add_')
def _add_(self, other, *, alpha=1):
    return _add_in_place(self, other, alpha)


@_op('sub_', 'subtract_')
def _sub_(self, other, *, alpha=1):
    _refuse_bool(self, other)
    return _add_in_place(self, other, -alpha)


# --- products and quotients ---

def _common_places(a, b):
    """a and b, coalesced, at the places that both have."""
    a, b = _sparse_coalesce(a), _sparse_coalesce(b)
    pa, pb = _places(indices_of(a), a.size()), _places(indices_of(b), b.size())
    if not pa.numel() or not pb.numel():
        return indices_of(a)[:, :0], values_of(a)[:0], values_of(b)[:0]
    at = torch.searchsorted(pb, pa).clamp_(max=pb.numel() - 1)
    both = (pb[at] == pa).nonzero().squeeze(1)
    return indices_of(a)[:, both], values_of(a)[both], values_of(b)[at[both]]


def _mul_backward(out, input, other):
    if _number(input) or _number(other):
        s, n = (other, input) if _number(input) else (input, other)
        if isinstance(n, Tensor) and n.requires_grad:
            raise NotImplementedError('the gradient of a number that multiplies a sparse tensor')
        return 'MulBackward0', (s,), lambda g: (g * n,)
    if is_sparse(input) and is_sparse(other):
        return 'MulBackward0', (input, other), lambda g: (_masked(g, input) * other, _masked(g, other) * input)
    raise NotImplementedError('the gradient of the product of a sparse and a dense tensor')


@_op('mul', 'multiply', gradient=_mul_backward)
def _mul(input, other):
    if _number(input) or _number(other):
        s, n = (other, input) if _number(input) else (input, other)
        return _with_values(s, values_of(s) * n)
    if is_sparse(input) and is_sparse(other):
        if input.size() != other.size() or sparse_dim(input) != sparse_dim(other):
            raise RuntimeError('sparse_binary_op_intersection_cpu(): expects sparse inputs with equal dimensionality, number of sparse '
                               'dimensions, and shape of sparse dimensions')
        indices, a, b = _common_places(input, other)
        return _sparse_make(indices, a * b, input.size(), True)
    s, dense = (input, other) if is_sparse(input) else (other, input)
    size = torch.broadcast_shapes(*[dense.size(), s.size()]) if _broadcasts(dense, s) else None
    if size != s.size():
        raise NotImplementedError('products of a sparse tensor with a larger dense one')
    return _with_values(s, values_of(s) * gathered(dense.detach().expand(s.size()), indices_of(s)))


def _broadcasts(dense, s):
    for d, (a, b) in enumerate(zip(reversed(dense.size()), reversed(s.size()))):
        if a != b and a != 1 and b != 1:
            raise RuntimeError(f'The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension '
                               f'{max(dense.dim(), s.dim()) - 1 - d}')
    return True


def _values_written(self, name, *args, **kwargs):
    """self after its values were changed in place."""
    getattr(values_of(self), name)(*args, **kwargs)
    return _sparse_become(self, self)


@_op('mul_', 'multiply_')
def _mul_(self, other):
    if not is_sparse(self):
        raise RuntimeError('mul_ of a dense tensor by a sparse one is not supported')
    return _sparse_become(self, _cast(_mul(self, other), self.dtype))


def _divisor(input, other):
    if not is_sparse(input):
        raise missing('reciprocal')
    if not _number(other):
        raise RuntimeError('Sparse division requires a scalar or zero-dim dense tensor divisor (got shape '
                           f'{list(other.size())} for divisor)')


def _div_backward(out, input, other, rounding_mode=None):
    if rounding_mode is not None or (isinstance(other, Tensor) and other.requires_grad):
        raise NotImplementedError('the gradient of this quotient of a sparse tensor')
    return 'DivBackward0', (input,), lambda g: (g / other,)


@_op('div', 'divide', 'true_divide', gradient=_div_backward)
def _div(input, other, *, rounding_mode=None):
    _divisor(input, other)
    if rounding_mode is not None:
        input = _sparse_coalesce(input)
    return _with_values(input, values_of(input).div(other, rounding_mode=rounding_mode))


@_op('div_', 'divide_', 'true_divide_')
def _div_(self, other, *, rounding_mode=None):
    _divisor(self, other)
    if rounding_mode is not None and not _sparse_is_coalesced(self):
        return _sparse_become(self, _div(self, other, rounding_mode=rounding_mode))
    return _values_written(self, 'div_', other, rounding_mode=rounding_mode)


@_op('floor_divide')
def _floor_divide(input, other):
    return _div(input, other, rounding_mode='floor')


# --- in place ---

@_op('zero_')
def _zero_(self):
    return _sparse_become(self, _empty(self.size(), self.dim(), self.dtype))


@_op('copy_')
def _copy_(self, src, non_blocking=False):
    if not is_sparse(self) or not is_sparse(src):
        raise RuntimeError('copy_() between dense and sparse Tensors is not implemented! Found self type = '
                           f'{self.type()} and src type = {src.type()}')
    return _sparse_become(self, _cast(_sparse_clone(src), self.dtype))


def _shape_text(size):
    return str(list(size))


@_op('sparse_resize_')
def _sparse_resize_(self, size, sparse_dim, dense_dim):
    size, indices, values = tuple(size), indices_of(self), values_of(self)
    n_sparse, nnz = indices.size(0), indices.size(1)
    if sparse_dim + dense_dim != len(size):
        raise RuntimeError(f'number of dimensions must be sparse_dim ({sparse_dim}) + dense_dim ({dense_dim}), but got {len(size)}')
    if nnz:
        n_dense, old = self.dim() - n_sparse, tuple(self.size())
        for what, before, now in (('sparse', n_sparse, sparse_dim), ('dense', n_dense, dense_dim)):
            if before != now:
                raise RuntimeError(f'changing the number of {what} dimensions (from {before} to {now}) on a non-empty sparse tensor is not '
                                   'supported.')
        for what, before, now in (('sparse', old[:n_sparse], size[:n_sparse]), ('dense', old[n_sparse:], size[n_sparse:])):
            if any(b < a for a, b in zip(before, now)):
                raise RuntimeError(f'shrinking the size of {what} dimensions (from {_shape_text(before)} to {_shape_text(now)}) on a non-empty '
                                   'sparse tensor is not supported.')
        wide = torch.zeros((nnz,) + size[n_sparse:], dtype=self.dtype)
        wide[tuple(slice(n) for n in values.size())] = values
        return _sparse_become(self, _sparse_make(indices, wide, size, _sparse_is_coalesced(self)))
    return _sparse_become(self, _empty(size, sparse_dim, self.dtype))


@_op('sparse_resize_and_clear_')
def _sparse_resize_and_clear_(self, size, sparse_dim, dense_dim):
    if sparse_dim + dense_dim != len(size):
        raise RuntimeError(f'number of dimensions must be sparse_dim ({sparse_dim}) + dense_dim ({dense_dim}), but got {len(size)}')
    return _sparse_become(self, _empty(tuple(size), sparse_dim, self.dtype))


def _mask_backward(out, self, mask):
    return 'SparseMaskBackward0', (self,), lambda g: (_masked(g, mask).to_dense(),)


@_op('sparse_mask', gradient=_mask_backward)
def _sparse_mask(self, mask):
    if is_sparse(self) or not is_sparse(mask):
        raise missing('sparse_mask', 'SparseCPU' if is_sparse(self) else 'CPU')
    if not _sparse_is_coalesced(mask):
        raise RuntimeError('sparse_mask: mask is uncoalesced')
    if self.size() != mask.size():
        raise RuntimeError('sparse_mask: operands have incompatible sizes; self has size '
                           f'{list(self.size())} but mask has size {list(mask.size())}')
    return _with_values(mask, gathered(self.detach(), indices_of(mask)), True)


# --- order of dimensions ---

def _wrap(dim, n):
    n = max(n, 1)
    if not -n <= dim < n:
        raise IndexError(f'Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {dim})')
    return dim % n


def _swapped(input, d0, d1):
    d0, d1, n_sparse = _wrap(d0, input.dim()), _wrap(d1, input.dim()), sparse_dim(input)
    if d0 == d1:
        return input
    if d0 >= n_sparse or d1 >= n_sparse:
        raise RuntimeError(f'sparse transpose: transposed dimensions must be sparse Got sparse_dim: {n_sparse}, d0: {d0}, d1: {d1}')
    order, size = list(range(n_sparse)), list(input.size())
    order[d0], order[d1], size[d0], size[d1] = d1, d0, size[d1], size[d0]
    return _sparse_make(indices_of(input)[order], values_of(input).clone(), size, False)


def _transpose_backward(out, input, dim0, dim1):
    return 'TransposeBackward0', (input,), lambda g: (g.transpose(dim0, dim1),)


@_op('transpose', 'swapaxes', 'swapdims', gradient=_transpose_backward)
def _transpose(input, dim0, dim1):
    return _swapped(input, dim0, dim1)


def _t_backward(out, input):
    return 'TBackward0', (input,), lambda g: (g.t(),)


@_op('t', gradient=_t_backward)
def _t(input):
    n_sparse = sparse_dim(input)
    if n_sparse > 2 or input.dim() != n_sparse:
        raise RuntimeError(f't() expects a tensor with <= 2 sparse and 0 dense dimensions, but got {n_sparse} sparse and '
                           f'{input.dim() - n_sparse} dense dimensions')
    return _swapped(input, 0, 0 if input.dim() < 2 else 1)


@_op('transpose_', 'swapaxes_', 'swapdims_')
def _transpose_(self, dim0, dim1):
    out = _swapped(self, dim0, dim1)
    if out is self:
        return self
    indices = indices_of(self).copy_(indices_of(out))  # whoever shares them sees it
    return _sparse_become(self, _sparse_make(indices, values_of(self), out.size(), False))


@_op('t_')
def _t_(self):
    _t(self)
    return _transpose_(self, 0, 0 if self.dim() < 2 else 1)


def _permute_backward(out, input, *dims):
    dims = dims[0] if len(dims) == 1 and not isinstance(dims[0], int) else dims
    back = [0] * len(dims)
    for i, d in enumerate(dims):
        back[d] = i
    return 'PermuteBackward0', (input,), lambda g: (g.permute(back),)


@_op('permute', gradient=_permute_backward)
def _permute(input, *dims):
    dims = dims[0] if len(dims) == 1 and not isinstance(dims[0], int) else dims
    if len(dims) != input.dim():
        raise RuntimeError('permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of '
                           f'dimensions i.e. input.dim() = {input.dim()} is not equal to len(dims) = {len(dims)}')
    n_sparse, dims = sparse_dim(input), [_wrap(d, input.dim()) for d in dims]
    if len(set(dims)) < len(dims):
        raise RuntimeError('permute(sparse_coo): duplicate dims are not allowed.')
    if any(d >= n_sparse for d in dims[:n_sparse]):
        raise NotImplementedError('permute of sparse with dense dimensions')
    values = values_of(input).permute([0] + [d - n_sparse + 1 for d in dims[n_sparse:]])
    same = dims[:n_sparse] == list(range(n_sparse))
    return _sparse_make(indices_of(input)[dims[:n_sparse]], values, [input.size(d) for d in dims], same and _sparse_is_coalesced(input))


@_op('T', gradient=lambda out, input: _permute_backward(out, input, *range(input.dim() - 1, -1, -1)))
def _T(input):
    return _permute(input, *range(input.dim() - 1, -1, -1))


@_op('unsqueeze')
def _unsqueeze(input, dim):
    dim, n_sparse, indices, size = _wrap(dim, input.dim() + 1), sparse_dim(input), indices_of(input), list(input.size())
    size.insert(dim, 1)
    if dim > n_sparse:
        return _sparse_make(indices, values_of(input).unsqueeze(dim - n_sparse + 1), size, False)
    row = torch.zeros(1, indices.size(1), dtype=torch.int64)
    return _sparse_make(torch.cat([indices[:dim], row, indices[dim:]]), values_of(input), size, False)


def _check_list(name, tensors):
    if isinstance(tensors, Tensor):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")


@_op('cat', 'concat', 'concatenate')
def _cat(tensors, dim=0):
    _check_list('cat', tensors)
    for i, t in enumerate(tensors):
        if not is_sparse(t):
            raise RuntimeError(f'Concatenating sparse tensors, but a dense tensor was found at position {i}.')
    first = tensors[0]
    dim, n_sparse = _wrap(dim, first.dim()), sparse_dim(first)
    for i, t in enumerate(tensors):
        if any(a != b for d, (a, b) in enumerate(zip(t.size(), first.size())) if d != dim) or t.dim() != first.dim():
            raise RuntimeError(f'All tensors must have the same shape: {list(first.size())} (except in the concatenating dimension), but found '
                               f'shape: {list(t.size())} at position {i}')
        if sparse_dim(t) != n_sparse:
            raise RuntimeError(f'All tensors must have the same sparse_dim and dense_dim: {n_sparse}, {first.dim() - n_sparse}, but tensor at '
                               f'position {i} has {sparse_dim(t)}, {t.dim() - sparse_dim(t)}.')
    if dim >= n_sparse:
        raise NotImplementedError('cat of sparse tensors along a dense dimension')
    start, indices, size = 0, [], list(first.size())
    for t in tensors:
        moved = indices_of(t).clone()
        moved[dim] += start
        indices.append(moved)
        start += t.size(dim)
    size[dim] = start
    return _sparse_make(torch.cat(indices, 1), torch.cat([values_of(t) for t in tensors]), size, False)


@_op('stack')
def _stack(tensors, dim=0):
    _check_list('stack', tensors)
    return _cat([_unsqueeze(t, dim) for t in tensors], dim)


# --- parts by index ---

@_op('select')
def _select(input, dim, index):
    if not input.dim():
        raise IndexError('select() cannot be applied to a 0-dim tensor.')
    dim, n_sparse, n = _wrap(dim, input.dim()), sparse_dim(input), input.size(dim)
    if not -n <= index < n:
        raise IndexError(f'select(): index {index} out of range for tensor of size {list(input.size())} at dimension {dim}')
    index %= n
    indices, values, size = indices_of(input), values_of(input), list(input.size())
    del size[dim]
    if dim >= n_sparse:
        return _sparse_make(indices, values.select(dim - n_sparse + 1, index), size, _sparse_is_coalesced(input))
    kept = (indices[dim] == index).nonzero().squeeze(1)
    if n_sparse == 1:
        return values[kept].sum(0)
    rows = [d for d in range(n_sparse) if d != dim]
    return _sparse_make(indices[rows][:, kept], values[kept], size, _sparse_is_coalesced(input))


@_op('__getitem__')
def _getitem(self, key):
    if is_sparse(key) or not is_sparse(self):
        raise NotImplementedError('sparse tensors as indices')
    for dim, i in enumerate(key if isinstance(key, tuple) else (key,)):
        if isinstance(i, bool) or not isinstance(i, int):
            raise missing('as_strided')
        if not is_sparse(self):
            self = self[i]
            continue
        if not self.dim():
            raise IndexError('invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim '
                             'tensor to a number')
        if not -self.size(0) <= i < self.size(0):
            raise IndexError(f'index {i} is out of bounds for dimension {dim} with size {self.size(0)}')
        self = _select(self, 0, i)
    return self


@_op('unbind')
def _unbind(input, dim=0):
    return tuple(_select(input, dim, i) for i in range(input.size(dim)))


# --- products of matrices ---

def _names(*dtypes):
    return [torch.empty(0, dtype=d).type()[6:-6] for d in dtypes]


def _product(base, s, dense, beta, alpha):
    """beta * base + alpha * (s @ dense)."""
    if s.dim() != 2 or sparse_dim(s) != 2:
        raise RuntimeError(f'addmm: 2D tensor expected, got {s.dim()}D tensor' if s.dim() != 2 else
                           f'addmm: matrices expected, got {sparse_dim(s)}D tensor')
    if dense.dim() != 2:
        raise RuntimeError(f'addmm: matrices expected, got {dense.dim()}D tensor')
    if dense.size(0) != s.size(1):
        raise RuntimeError(f'addmm: Argument #3 (dense): Expected dim 0 size {s.size(1)}, got {dense.size(0)}')
    if dense.dtype != s.dtype:
        raise RuntimeError('expected scalar type {} but found {}'.format(*_names(s.dtype, dense.dtype)))
    size = (s.size(0), dense.size(1))
    if base is None or beta == 0:
        out = torch.zeros(size, dtype=s.dtype)
    else:
        out = base.detach().expand(size).clone(memory_format=torch.contiguous_format) if beta == 1 else (base.detach() * beta).expand(size).contiguous()
    return _sparse_mm_into(out, s.detach(), dense.detach(), alpha)


def _rows(s):
    """The entries of a coalesced matrix by row: [[(column, value), ...], ...]."""
    rows = [[] for _ in range(s.size(0))]
    (row, column), values = indices_of(s).tolist(), values_of(s)
    for i, (r, c) in enumerate(zip(row, column)):
        rows[r].append((c, values[i]))
    return rows


def _sparse_product(a, b):
    """The product of two sparse matrices, in each row in the order in which PyTorch meets the columns, backwards."""
    if a.size(1) != b.size(0):
        raise RuntimeError(f'mat1 and mat2 shapes cannot be multiplied ({a.size(0)}x{a.size(1)} and {b.size(0)}x{b.size(1)})')
    if a.dtype != b.dtype:
        raise RuntimeError('mat1 dtype {} does not match mat2 dtype {}'.format(*_names(a.dtype, b.dtype)))
    left, right, where, values = _rows(_sparse_coalesce(a.detach())), _rows(_sparse_coalesce(b.detach())), [], []
    for r, row in enumerate(left):
        sums = {}
        for k, x in row:
            for c, y in right[k]:
                sums[c] = sums[c] + x * y if c in sums else x * y
        for c in reversed(sums):
            where.append((r, c))
            values.append(sums[c])
    size = (a.size(0), b.size(1))
    if not where:
        return _empty(size, 2, a.dtype)
    return _sparse_make(torch.tensor(where).t().contiguous(), torch.stack(values), size, True)


def _refuse_dense_first(input):
    if not is_sparse(input):
        raise missing('sparse_dim', 'CPU')


def _strided_only(out, input, mat2):
    """torch.mm and its like differentiate the dense operand alone."""
    if input.requires_grad:
        raise RuntimeError("The backward pass for this operation requires the 'self' tensor to be strided, but a sparse tensor was given "
                           "instead. Please either use a strided tensor or set requires_grad=False for 'self'")
    s = input
    return 'MmBackward0', (mat2,), lambda g: (_product(None, s.t(), g, 0, 1),)


@_op('mm', 'spmm', 'dsmm', gradient=_strided_only)
def _mm(input, mat2):
    _refuse_dense_first(input)
    if is_sparse(mat2):
        return _sparse_product(input, mat2)
    return _product(None, input, mat2, 0, 1)


def _mv_backward(out, input, vec):
    s = input
    return 'MvBackward0', (input, vec), lambda g: (torch.outer(g, vec) if s.requires_grad else None, _mv(s.t(), g))


@_op('mv', gradient=_mv_backward)
def _mv(input, vec):
    if not is_sparse(input):
        raise missing('mv')
    if input.size(-1) != vec.size(0):
        raise RuntimeError('mv: expected self.size(-1) == vec.size(-1)')
    return _product(None, input, vec.detach().unsqueeze(1), 0, 1).squeeze(1)


def _matmul_backward(out, input, other):
    return (_mv_backward if other.dim() == 1 else _strided_only)(out, input, other)


@_op('matmul', gradient=_matmul_backward)
def _matmul(input, other):
    if is_sparse(input) and other.dim() == 1 and input.dim() == 2:
        return _mv(input, other)
    if input.dim() == 2 and other.dim() == 2:
        return _mm(input, other)
    raise NotImplementedError('matmul of sparse tensors that are not matrices')


def _addmm_backward(out, input, mat1, mat2, *, beta=1, alpha=1):
    def backward(g):
        return (g.sum_to_size(input.size()) * beta if input.requires_grad else None,
                _masked(g @ mat2.t() * alpha, mat1) if mat1.requires_grad else None,
                _product(None, mat1.t(), g, 0, alpha) if mat2.requires_grad else None)
    return 'SparseAddmmBackward0', (input, mat1, mat2), backward


@_op('addmm', '_sparse_addmm', gradient=_addmm_backward)
def _addmm(input, mat1, mat2, *, beta=1, alpha=1):
    _refuse_dense_first(mat1)
    if is_sparse(input) or is_sparse(mat2):
        raise NotImplementedError('addmm of these sparse tensors')
    return _product(input, mat1, mat2, beta, alpha)


@_op('hspmm')
def _hspmm(mat1, mat2):
    """The product, sparse in its rows."""
    mat1 = _sparse_coalesce(mat1)
    rows, row = indices_of(mat1)[0].unique(return_inverse=True)
    below = _sparse_make(torch.stack([row, indices_of(mat1)[1]]), values_of(mat1), (rows.numel(), mat1.size(1)), True)
    return _sparse_make(rows.unsqueeze(0), _product(None, below, mat2, 0, 1), (mat1.size(0), mat2.size(1)), False)


@_op('sspaddmm')
def _sspaddmm(input, mat1, mat2, *, beta=1, alpha=1):
    product = to_sparse(_product(None, mat1, mat2, 0, alpha), 2)
    indices = torch.cat([indices_of(input), indices_of(product)], 1)
    return _sparse_make(indices, torch.cat([values_of(input) * beta, values_of(product)]), input.size(), False)


@_op('smm')
def _smm(input, mat2):
    return _sspaddmm(_empty((input.size(0), mat2.size(1)), 2, input.dtype), input, mat2)


def _sparse_mm_backward(out, sparse, dense):
    if is_sparse(dense):
        return 'SparseSparseMatmulBackward0', (sparse, dense), lambda g: (
            _masked(_sparse_product(_sparse_coalesce(g), dense.t()), sparse) if sparse.requires_grad else None,
            _masked(_sparse_product(sparse.t(), _sparse_coalesce(g)), dense) if dense.requires_grad else None)
    return 'SparseAddmmBackward0', (sparse, dense), lambda g: (
        _masked(g @ dense.t(), sparse) if sparse.requires_grad else None,
        _product(None, sparse.t(), g, 0, 1) if dense.requires_grad else None)


@_op('_sparse_mm', gradient=_sparse_mm_backward)
def _sparse_mm(sparse, dense):
    return _mm(sparse, dense)


# --- reductions ---

@_op('_sparse_sum_all', gradient=lambda out, input, dtype=None: (
    'SumBackward0', (input,), lambda g: (_with_values(input, g.to(input.dtype).expand(values_of(input).size())),)))
def _sparse_sum_all(input, dtype=None):
    return values_of(_sparse_coalesce(input)).sum(dtype=dtype)


def _summed_dims(input, dim):
    return sorted(_wrap(d, input.dim()) for d in ((dim,) if isinstance(dim, int) else dim))


def _sparse_sum_backward(out, input, dim, dtype=None):
    def backward(g):
        g = _dense(g)
        for d in _summed_dims(input, dim):
            g = g.unsqueeze(d)
        return _masked(g.expand(input.size()).to(input.dtype), input),
    return 'SparseSumBackward0', (input,), backward


@_op('_sparse_sum', gradient=_sparse_sum_backward)
def _sparse_sum(input, dim, dtype=None):
    dims, n_sparse = _summed_dims(input, dim), sparse_dim(input)
    if dtype is not None:
        input = _cast(input, dtype)
    input = _sparse_coalesce(input)
    values, dense = values_of(input), [d - n_sparse + 1 for d in dims if d >= n_sparse]
    if dense:
        values = values.sum(dense)
    kept = [d for d in range(n_sparse) if d not in dims]
    if not kept:
        return values.sum(0)
    size = [n for d, n in enumerate(input.size()) if d not in dims]
    if len(kept) == n_sparse:
        return _sparse_make(indices_of(input), values, size, True)
    return _sparse_coalesce(_sparse_make(indices_of(input)[kept], values, size, False))


@_op('norm')
def _norm(input, p='fro', dim=None, keepdim=False, dtype=None):
    dims = () if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    if dims and len({d % input.dim() for d in dims}) < input.dim():
        raise RuntimeError("norm_sparse currently only supports full reductions, so 'dim' must either be empty or contain all dimensions of the "
                           'input')
    return values_of(_sparse_coalesce(input)).norm(2 if p == 'fro' else p, dtype=dtype)


@_op('any')
def _any(input, *args, **kwargs):
    if args or kwargs:
        raise missing('any.dim')
    return values_of(_sparse_coalesce(input)).any()


# --- softmax ---

def _groups(input, dim):
    """The number of each entry's group: the entries that differ in one sparse dimension only."""
    indices, size = indices_of(input), input.size()
    kept = [d for d in range(indices.size(0)) if d != dim]
    place = _places(indices[kept], [size[d] for d in kept])
    distinct, group = place.unique(return_inverse=True)
    return distinct.numel(), group


def _over_groups(values, group, n, how):
    at = group.view((-1,) + (1,) * (values.dim() - 1)).expand(values.size())
    start = torch.full((n,) + tuple(values.size()[1:]), float('-inf') if how == 'amax' else 0.0, dtype=values.dtype)
    return start.scatter_reduce(0, at, values, how)[group]


def _checked_softmax(input, dim, dtype):
    dim = dim if isinstance(dim, int) else int(dim)
    if not 0 <= dim < input.dim():
        raise RuntimeError(': dim must be non-negative and less than input dimensions')
    if dtype is not None:
        input = _cast(input, dtype)
    if input.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(f'"softmax" not implemented for \'{_names(input.dtype)[0]}\'')
    return _sparse_coalesce(input.detach())


def _softmax_backward(out, input, dim, dtype=None):
    def backward(g):
        y = values_of(out)
        product = gathered(g, indices_of(out)) * y
        n_sparse = sparse_dim(out)
        if dim >= n_sparse:
            total = product.sum(dim - n_sparse + 1, keepdim=True)
        else:
            n, group = _groups(out, dim)
            total = _over_groups(product, group, n, 'sum')
        return _with_values(out, product - y * total, True).to(input.dtype),
    return 'SparseSoftmaxBackward0', (input,), backward


@_op('_sparse_softmax', gradient=_softmax_backward)
def _sparse_softmax(input, dim, dtype=None):
    input = _checked_softmax(input, dim, dtype)
    values, n_sparse = values_of(input), sparse_dim(input)
    if dim >= n_sparse:
        return _with_values(input, values.softmax(dim - n_sparse + 1), True)
    n, group = _groups(input, dim)
    e = (values - _over_groups(values, group, n, 'amax')).exp()
    return _with_values(input, e / _over_groups(e, group, n, 'sum'), True)


def _log_softmax_backward(out, input, dim, dtype=None):
    def backward(g):
        y, given = values_of(out), gathered(g, indices_of(out))
        n_sparse = sparse_dim(out)
        if dim >= n_sparse:
            total = given.sum(dim - n_sparse + 1, keepdim=True)
        else:
            n, group = _groups(out, dim)
            total = _over_groups(given, group, n, 'sum')
        return _with_values(out, given - y.exp() * total, True).to(input.dtype),
    return 'SparseLogSoftmaxBackward0', (input,), backward


@_op('_sparse_log_softmax', gradient=_log_softmax_backward)
def _sparse_log_softmax(input, dim, dtype=None):
    input = _checked_softmax(input, dim, dtype)
    values, n_sparse = values_of(input), sparse_dim(input)
    if dim >= n_sparse:
        return _with_values(input, values.log_softmax(dim - n_sparse + 1), True)
    n, group = _groups(input, dim)
    top = _over_groups(values, group, n, 'amax')
    return _with_values(input, values - (top + _over_groups((values - top).exp(), group, n, 'sum').log()), True)


# --- optimisers and limits of gradients: the native steps, with sparse gradients among the dense ones ---

def _dense_ones(grads, *lists):
    """The lists without the places of sparse gradients."""
    keep = [i for i, g in enumerate(grads) if not g.is_sparse]
    return [None if x is None else [x[i] for i in keep] for x in (grads,) + lists]


def _sparse_ones(grads):
    return [i for i, g in enumerate(grads) if g.is_sparse]


@_op('_sgd_step', gradient=_NO_GRADIENT)
def _sgd_step(params, grads, bufs, first, *, lr, momentum, dampening, weight_decay, nesterov, maximize):
    rest, p, b, f = _dense_ones(grads, params, bufs, first)
    if rest:
        _C._sgd_step(p, rest, b, f, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
                     maximize=maximize)
    for i in _sparse_ones(grads):
        param, g = params[i], -grads[i] if maximize else grads[i]
        if weight_decay != 0:
            g = g.add(param, alpha=weight_decay)
        if momentum != 0:
            buf = bufs[i]
            if first[i]:
                _sparse_become(buf, _sparse_clone(g))
            else:
                buf.mul_(momentum).add_(g, alpha=1 - dampening)
            g = g.add(buf, alpha=momentum) if nesterov else buf
        param.add_(g, alpha=-lr)


@_op('_adagrad_step', gradient=_NO_GRADIENT)
def _adagrad_step(params, grads, sums, steps, *, lr, lr_decay, weight_decay, eps):
    rest, p, s, n = _dense_ones(grads, params, sums, steps)
    if rest:
        _C._adagrad_step(p, rest, s, n, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, eps=eps)
    for i in _sparse_ones(grads):
        if weight_decay != 0:
            raise RuntimeError('weight_decay option is not compatible with sparse gradients')
        g = _sparse_coalesce(grads[i])
        values = values_of(g)
        sums[i].add_(_with_values(g, values.pow(2), False))
        std = gathered(sums[i], indices_of(g)).sqrt_().add_(eps)
        params[i].add_(_with_values(g, values / std, False), alpha=-(lr / (1 + (steps[i] - 1) * lr_decay)))


def _refuse_step(text):
    def step(*args, **kwargs):
        raise RuntimeError(text)
    return step


_op('_rmsprop_step', gradient=_NO_GRADIENT)(_refuse_step('RMSprop does not support sparse gradients'))
_op('_adadelta_step', gradient=_NO_GRADIENT)(_refuse_step('Adadelta does not support sparse gradients'))


@_op('_adam_step', gradient=_NO_GRADIENT)
def _adam_step(*args, decoupled, **kwargs):
    raise RuntimeError('AdamW does not support sparse gradients' if decoupled else
                       'Adam does not support sparse gradients, please consider SparseAdam instead')


@_op('_clip_grad_norm', gradient=_NO_GRADIENT)
def _clip_grad_norm(grads, max_norm, norm_type):
    grads = [g.detach() for g in grads]
    if norm_type == float('inf'):
        raise missing('max')
    total = torch.stack([torch.norm(g, norm_type) for g in grads]).norm(norm_type)
    factor = torch.clamp(max_norm / (total + 1e-6), max=1.0)
    for g in grads:
        g.mul_(factor)
    return total


del _name, _function, _in_place, _dtype, _of
