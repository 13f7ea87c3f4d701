"""Functions of torch that few scripts name: copies instead of views, in-place forms, the plumbing below torch.nn. Loaded when one is
first asked for."""
import math

import torch
from torch.utils.dlpack import from_dlpack, to_dlpack
from torch import _C
from torch._as_native import into, kind, named, no_forward, not_implemented_for, one_node, word
from torch._functions import _in_part
from torch._sparse_coo import missing
from torch.nn import functional as F
from torch.nn._functional_dropout import OF_TORCH as _DROPOUTS


def _copying(view, name):
    """The function of torch that gives copies where `view` gives views."""
    def function(input, *args, out=None, **kwargs):
        r = view(input, *args, **kwargs)
        if out is not None:
            return into(name, out, r) if isinstance(r, torch.Tensor) else tuple(into(name, o, t) for o, t in zip(out, r))
        return r.clone() if isinstance(r, torch.Tensor) else tuple(t.clone() for t in r)
    function.__name__ = function.__qualname__ = name
    return function


for _name in ('as_strided', 'detach', 'diagonal', 'expand', 'permute', 'select', 'split', 'split_with_sizes', 'squeeze', 't', 'transpose',
              'unbind', 'unfold', 'unsqueeze', 'view'):
    globals()[_name + '_copy'] = _copying(getattr(torch.Tensor, _name), _name + '_copy')
del _name
view_as_real_copy = _copying(torch.view_as_real, 'view_as_real_copy')
view_as_complex_copy = _copying(torch.view_as_complex, 'view_as_complex_copy')
alias_copy = _copying(lambda input: input, 'alias_copy')


def _slice(input, dim=0, start=None, end=None, step=1):
    return input[(slice(None),) * (dim % input.dim()) + (slice(start, end, step),)]


slice_copy = _copying(_slice, 'slice_copy')


def fill(input, value):
    """A tensor like input full of a number."""
    return named(input.clone().fill_(value), 'FillBackward1' if isinstance(value, torch.Tensor) else 'FillBackward0')


def as_strided_(input, size, stride, storage_offset=None):
    """input itself becomes the view of its memory."""
    offset = () if storage_offset is None else (storage_offset,)
    return _C._become(input, named(input.as_strided(size, stride, *offset), 'AsStridedBackward1'))


def as_strided_scatter(input, src, size, stride, storage_offset=None):
    """A copy of input with src in the view."""
    offset = () if storage_offset is None else (storage_offset,)

    def scattered(input, src):
        out = input.clone()
        _in_part(out, out.as_strided(size, stride, *offset), src)
        return out
    return one_node('AsStridedScatterBackward0', scattered, input, src)


# --- reductions ---

def _check_index_reduce(input, dim, index, source, reduce):
    if reduce not in ('prod', 'mean', 'amax', 'amin'):
        raise RuntimeError(f'index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.')
    n_dim = input.dim() or 1
    if not -n_dim <= dim < n_dim:
        raise IndexError(f'Dimension out of range (expected to be in range of [{-n_dim}, {n_dim - 1}], but got {dim})')
    if index.dim() > 1:
        raise IndexError(f'index_reduce_(): Index is supposed to be a vector, but got dim: {index.dim()} with type: {kind(index)} and size: '
                         f'{list(index.shape)}')
    if index.dtype not in (torch.int32, torch.int64):
        raise RuntimeError(f'index_reduce_(): Expected dtype int32/int64 for index but got: {kind(index)}')
    if input.dtype is not source.dtype:
        raise RuntimeError(f'index_reduce_(): self ({kind(input)}) and source ({kind(source)}) must have the same scalar type')
    dim %= n_dim
    if dim and dim >= source.dim():
        raise RuntimeError(f'index_reduce_(): Indexing dim {dim} is out of bounds of the source tensor with dim {source.dim()}')
    n = source.size(dim) if source.dim() else 1
    if index.numel() != n:
        if not source.dim():
            raise IndexError(f'Dimension specified as {dim} but tensor has no dimensions')
        raise RuntimeError(f'index_reduce_(): Number of indices ({index.numel()}) should be equal to source.size(dim): ({n}), for dim: '
                           f'{dim % max(input.dim(), 1)}')
    if input.dim() < 2 and (input.is_complex() or input.dtype is torch.bool):
        raise RuntimeError(f'"index_func_" not implemented for {kind(input)!r}')
    size = input.size(dim) if input.dim() else 1
    if ((index < 0) | (index >= size)).any():
        raise IndexError('index out of range in self')


def index_reduce(input, dim, index, source, reduce, *, include_self=True, out=None):
    """Slices of source reduced into the slices of input that index names."""
    _check_index_reduce(input, dim, index, source, reduce)
    _C._warn('INDEX_REDUCE')
    no_forward('index_reduce', input, source)
    shape = [1] * source.dim()
    if shape:
        shape[dim] = -1
    r = _C._scatter_reduce(input, dim, index.long().reshape(shape).expand_as(source), source, reduce, include_self=include_self)
    if r.requires_grad:
        _C._name_node(r, 'IndexReduceBackward0')
    return into('index_reduce', out, r)


def index_reduce_(self, dim, index, source, reduce, *, include_self=True):
    return _C._assign(self, index_reduce(self, dim, index, source, reduce, include_self=include_self))


def _standard_gamma(input, generator=None):
    """Samples of the gamma distribution of rate 1."""
    return torch._C._standard_gamma(input, generator=generator)


def _sample_dirichlet(input, generator=None):
    """Samples of the Dirichlet distribution, without a derivative."""
    from torch.distributions.families import sample_dirichlet
    return sample_dirichlet(input, generator)


_range = range  # histogramdd has a parameter of that name


def _bins_wrong(text):
    raise RuntimeError('torch.histogramdd: ' + text)


def _outer_edges(x, range, i, n):
    """From where to where the bins of column i go."""
    if range is not None:
        low, high = range[2 * i:2 * i + 2]
    elif not x.numel():
        low, high = 0., 1.
    else:
        low, high = x.min().item(), x.max().item()
    if not (math.isfinite(low) and math.isfinite(high)):
        _bins_wrong(f"dimension {i}'s range [{low:g}, {high:g}] is not finite")
    if low > high:
        _bins_wrong(f'min should not exceed max, but got min {low:g} max {high:g} for dimension {i}')
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _grid(points, bins, range):
    """The edges along each axis of histogramdd."""
    n, dtype = points.size(1), points.dtype
    if all(isinstance(b, torch.Tensor) for b in bins):
        if len(bins) != n:
            _bins_wrong(f'expected {n} sequences of bin edges for a {n}-dimensional histogram but got {len(bins)}')
        return list(bins)
    if range is not None and len(range) != 2 * n:
        _bins_wrong(f'for a {n}-dimensional histogram range should have {2 * n} elements, but got {len(range)}')
    if range is None and points.numel() and dtype not in (torch.float32, torch.float64):
        raise not_implemented_for('histogramdd', points)
    counts = list(bins[:n]) + [0] * (n - len(bins))
    for i, b in enumerate(counts):
        if b < 0:
            _bins_wrong(f'bins tensor should have at least 1 element, but got 0 elements in the bins tensor for dimension {i}')
    return [torch.linspace(*_outer_edges(points[:, i], range, i, n), b + 1, dtype=dtype) for i, b in enumerate(counts)]


def histogramdd(input, bins, *, range=None, weight=None, density=False):
    """Counts of points in a grid of bins, one axis for each column."""
    n = input.size(-1)
    if input.dim() < 2:
        _bins_wrong('input tensor should have at least 2 dimensions')
    points = input.detach().reshape(-1, n)
    bins = [bins] * n if isinstance(bins, int) else bins
    given_edges = all(isinstance(b, torch.Tensor) for b in bins)
    edges = _grid(points, bins, range)
    for i, e in enumerate(edges):
        if e.dim() != 1:
            _bins_wrong(f'bins tensor should have one dimension, but got {e.dim()} dimensions in the bins tensor for dimension {i}')
        if e.dtype != input.dtype:
            _bins_wrong(f'input tensor and bins tensors should have the same dtype, but got input with dtype {word(input)} and bins '
                        f'for dimension {i} with dtype {word(e)}')
    if weight is not None and weight.dtype != input.dtype:
        _bins_wrong('if weight tensor is provided, input tensor and weight tensor should have the same dtype, but got '
                    f'input({word(input)}), and weight({word(weight)})')
    if weight is not None and weight.shape != input.shape[:-1]:
        _bins_wrong('if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension, but '
                    f'got input with shape {list(input.shape)} and weight with shape {list(weight.shape)}')
    for i, e in enumerate(edges):
        if e.numel() < 2:
            raise RuntimeError(f'torch.histogram(): bins must be > 0, but got {e.numel() - 1} for dimension {i}')
    if input.dtype not in (torch.float32, torch.float64, torch.bfloat16):
        raise not_implemented_for('histogram_cpu', input)
    sizes = [e.numel() - 1 for e in edges]
    inside = torch.ones(points.size(0), dtype=torch.bool)
    place = torch.zeros(points.size(0), dtype=torch.int64)
    for i, (e, size) in enumerate(zip(edges, sizes)):
        x = points[:, i].contiguous()
        inside &= ~((x < e[0]) | (x > e[-1]))
        at = torch.where(x == e[-1], size - 1, torch.bucketize(x, e, right=True) - 1)
        nan_at = size - 1 if given_edges else min(1, size - 1)  # where PyTorch's search for a NaN ends
        place = place * size + torch.where(x.isnan(), nan_at, at)
    weights = torch.ones(points.size(0), dtype=input.dtype) if weight is None else weight.reshape(-1)
    hist = torch.zeros(torch.Size(sizes).numel(), dtype=input.dtype).index_add_(0, place[inside], weights[inside].to(input.dtype)).reshape(sizes)
    if density:
        hist = hist / hist.sum()
        for i, e in enumerate(edges):
            hist = hist / e.diff().reshape([-1 if k == i else 1 for k in _range(n)])
    return _return_type('histogramdd', ('hist', 'bin_edges'))((hist, tuple(edges)))


_types = {}


def _return_type(name, fields):
    """A return type whose fields are not all tensors."""
    from collections import namedtuple
    if name not in _types:
        base = namedtuple(name, fields)

        def shown(self):
            return f'torch.return_types.{name}(\n' + ',\n'.join(f'{f}={v!r}' for f, v in zip(fields, self)) + ')'
        _types[name] = type(name, (base,), {'__new__': lambda cls, values: base.__new__(cls, *values), '__repr__': shown,
                                            '__module__': 'torch.return_types'})
    return _types[name]


def segment_reduce(*args, **kwargs):
    from torch._segment import segment_reduce
    return segment_reduce(*args, **kwargs)


# --- in place ---

globals().update(_DROPOUTS)


def map2_(self, x, y, callable):
    """Every element becomes callable(itself, x's, y's)."""
    values = [callable(*v) for v in zip(self.reshape(-1).tolist(), x.expand_as(self).reshape(-1).tolist(), y.expand_as(self).reshape(-1).tolist())]
    return self.copy_(torch.tensor(values, dtype=self.dtype).reshape(self.shape))


def _resized(self, sizes):
    """A view with other sizes, which must have as many elements."""
    count = 1
    for size in sizes:
        count *= size
    if count != self.numel():
        raise RuntimeError(f"requested resize to {'x'.join(map(str, sizes))} ({count} elements in total), but the given tensor has a size of "
                           f"{'x'.join(map(str, self.shape))} ({self.numel()} elements). autograd's resize can only change the shape of a given "
                           'tensor, while preserving the number of elements. ')
    return self.contiguous().view(sizes)


def resize(self, *sizes):
    import warnings
    warnings.warn('non-inplace resize is deprecated')
    return _resized(self, tuple(sizes[0]) if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)) else sizes)


def resize_as(self, tensor):
    import warnings
    warnings.warn('non-inplace resize_as is deprecated')
    return _resized(self, tuple(tensor.shape))


# --- below torch.nn ---

def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    """Rows of weight."""
    return F.embedding(indices, weight, padding_idx if 0 <= padding_idx < weight.size(0) else None, None, 2., scale_grad_by_freq, sparse)


def embedding_renorm_(input, indices, max_norm, norm_type):
    """Rows that are named and longer than max_norm are shortened to it."""
    if input.dim() != 2:
        raise RuntimeError(f"Expected 2-dimensional tensor, but got {input.dim()}-dimensional tensor for argument #1 'self' (while checking "
                           'arguments for embedding_renorm_)')
    if indices.dtype not in (torch.int64, torch.int32):
        raise RuntimeError("Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got "
                           f'{indices.type()} instead (while checking arguments for embedding_renorm_)')
    with torch.no_grad():
        rows = indices.reshape(-1).unique().long()
        for row in rows.tolist():
            if not 0 <= row < input.size(0):
                raise IndexError(f'select(): index {row} out of range for tensor of size {list(input.shape)} at dimension 0')
        norms = input[rows].norm(norm_type, dim=1)
        long = norms > max_norm
        input[rows[long]] *= (max_norm / (norms[long] + 1e-7)).unsqueeze(1)
    return input


_SAMPLING, _PADDING = ('bilinear', 'nearest', 'bicubic'), ('zeros', 'border', 'reflection')


def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners):
    return F.grid_sample(input, grid, _SAMPLING[interpolation_mode], _PADDING[padding_mode], align_corners)


grid_sampler_2d = grid_sampler_3d = grid_sampler


def affine_grid_generator(theta, size, align_corners):
    return F.affine_grid(theta, list(size), align_corners)


def _pooled(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return F.max_pool1d(input, kernel_size, stride or kernel_size, padding, dilation, ceil_mode, True)


max_pool1d_with_indices = _pooled


def native_channel_shuffle(input, groups):
    return F.channel_shuffle(input, groups)


def native_dropout(input, p, train):
    """What remains, scaled, and where it is."""
    p = float(p)
    if input.numel() == 0:
        return input, torch.empty_like(input)
    if train is False:
        mask, r = torch.ones_like(input, dtype=torch.bool), input.clone()
    else:
        mask = torch.empty_like(input, dtype=torch.bool).bernoulli_(1 - p)
        r = input.mul(mask).mul_(0. if p == 1 else 1 / (1 - p))
    return named(r, 'NativeDropoutBackward0'), mask


def native_layer_norm(input, normalized_shape, weight, bias, eps):
    """The normalized input, the means and the reciprocal deviations."""
    dims = tuple(range(-len(normalized_shape), 0))
    variance = input.var(dims, unbiased=False, keepdim=True)
    return F.layer_norm(input, normalized_shape, weight, bias, eps), input.mean(dims, keepdim=True).detach(), (variance + eps).rsqrt().detach()


def native_group_norm(input, weight, bias, N, C, HxW, group, eps):
    x = input.reshape(N, group, -1)
    return F.group_norm(input, group, weight, bias, eps), x.mean(-1).detach(), (x.var(-1, unbiased=False) + eps).rsqrt().detach()


def native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps):
    out = F.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)
    if not training:
        return out, input.new_empty(0), input.new_empty(0)
    dims = [d for d in range(input.dim()) if d != 1]
    return out, input.mean(dims).detach(), (input.var(dims, unbiased=False) + eps).rsqrt().detach()


def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled):
    """Below torch.nn.functional.batch_norm, with its arguments in another order."""
    return F.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)


def instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled):
    return F.instance_norm(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


def conv_tbc(input, weight, bias, pad=0):
    """Convolution over (time, batch, channels)."""
    return F.conv1d(input.permute(1, 2, 0), weight.permute(2, 1, 0), bias, padding=pad).permute(2, 0, 1)


def convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups):
    n = input.dim() - 2
    if transposed:
        function = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[n - 1]
        return function(input, weight, bias, stride, padding, output_padding, groups, dilation)
    return (F.conv1d, F.conv2d, F.conv3d)[n - 1](input, weight, bias, stride, padding, dilation, groups)


# --- recurrent layers ---

def _weights_of_layers(params, has_biases, count):
    """Those of each of count layers and directions, one list after the other; an odd one more is a projection."""
    per = 4 if has_biases else 2
    per += len(params) == count * (per + 1)
    return iter([list(params[i * per:(i + 1) * per]) for i in range(count)])


def _recurrent(mode, input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    from torch.nn.modules.rnn import _layer
    h0, c0 = hx if mode == 'LSTM' else (hx, None)
    x = input.transpose(0, 1) if batch_first else input
    directions = 1 + bidirectional
    weights = _weights_of_layers(params, has_biases, num_layers * directions)
    hs, cs = [], []
    for layer in range(num_layers):
        ys = []
        for d in range(directions):
            i, w = layer * directions + d, next(weights)
            biases = (w[2], w[3]) if has_biases else (None, None)
            y, h, c = _layer(mode, d == 1, x, w[0], w[1], *biases, h0[i], None if c0 is None else c0[i], w[-1] if len(w) % 2 else None)
            ys.append(y)
            hs.append(h)
            cs.append(c)
        x = ys[0] if directions == 1 else torch.cat(ys, -1)
        if dropout > 0 and layer < num_layers - 1:
            x = F.dropout(x, dropout, train)
    x = x.transpose(0, 1) if batch_first else x
    return (x, torch.stack(hs)) if c0 is None else (x, torch.stack(hs), torch.stack(cs))


def _recurrent_packed(mode, data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional):
    from torch.nn.modules.rnn import packed_layers
    h0, c0 = hx if mode == 'LSTM' else (hx, None)
    directions = 1 + bidirectional
    x, h, c = packed_layers(mode, data, batch_sizes, _weights_of_layers(params, has_biases, num_layers * directions), has_biases, num_layers,
                            dropout, train, directions, h0, c0)
    return (x, h) if c is None else (x, h, c)


def _of_sequences(mode):
    plain = 'input hx params has_biases num_layers dropout train bidirectional batch_first'.split()
    packed = 'data batch_sizes hx params has_biases num_layers dropout train bidirectional'.split()

    def function(*args, **kwargs):
        """(input, hx, params, ...) or, with packed sequences, (data, batch_sizes, hx, params, ...)."""
        is_packed = 'data' in kwargs or 'batch_sizes' in kwargs or \
            (isinstance(args[1], torch.Tensor) if mode == 'LSTM' and len(args) > 1 else len(args) > 2 and isinstance(args[2], torch.Tensor))
        given = {**dict(zip(packed if is_packed else plain, args)), **kwargs}
        return (_recurrent_packed if is_packed else _recurrent)(mode, **given)
    function.__name__ = function.__qualname__ = mode.lower()
    return function


lstm, gru, rnn_tanh, rnn_relu = (_of_sequences(mode) for mode in ('LSTM', 'GRU', 'RNN_TANH', 'RNN_RELU'))


def _cell(mode, input, hx, w_ih, w_hh, b_ih, b_hh):
    from torch.nn.modules.rnn import _cell
    if mode == 'LSTM' and len(hx) != 2:
        raise RuntimeError('lstm_cell expects two hidden states')
    h, c = hx if mode == 'LSTM' else (hx, None)
    h, c = _cell(mode, F.linear(input, w_ih, b_ih), w_hh, b_hh, h, c)
    return (h, c) if mode == 'LSTM' else h


def lstm_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    return _cell('LSTM', input, hx, w_ih, w_hh, b_ih, b_hh)


def gru_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    return _cell('GRU', input, hx, w_ih, w_hh, b_ih, b_hh)


def rnn_tanh_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    return _cell('RNN_TANH', input, hx, w_ih, w_hh, b_ih, b_hh)


def rnn_relu_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    return _cell('RNN_RELU', input, hx, w_ih, w_hh, b_ih, b_hh)


# --- the rest of Tensor ---

def new_empty_strided(self, size, stride, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return torch.empty_strided(size, stride, dtype=dtype or self.dtype).requires_grad_(requires_grad)


def dequantize(input=None, *, tensors=None):
    if not isinstance(input if tensors is None else tensors, torch.Tensor):
        raise missing('dequantize.tensors', 'CPU')
    if _C._will_record(input):
        return _C._underivable(input.detach().float(), 'dequantize', None, input)
    return input.float()


def eig(self, eigenvectors=False):
    return torch.eig(self)


def solve(self, other):
    return torch.solve(self, other)


def lstsq(self, other):
    return torch.lstsq(self, other)


def reinforce(self, *args, **kwargs):
    raise RuntimeError('reinforce() was removed. Use torch.distributions instead: the gradient of log_prob(action) times the reward')


def ipu(self, device=None, non_blocking=False, memory_format=None):
    raise RuntimeError('PyTorch is not linked with support for ipu devices')


def xpu(self, device=None, non_blocking=False, memory_format=None):
    raise RuntimeError('PyTorch is not linked with support for xpu devices')


def record_stream(self, stream):
    raise RuntimeError('unknown parameter type')


# --- settings ---

def get_deterministic_debug_mode():
    """0 default, 1 warn, 2 error."""
    if not torch.are_deterministic_algorithms_enabled():
        return 0
    return 1 if torch.is_deterministic_algorithms_warn_only_enabled() else 2


def set_deterministic_debug_mode(debug_mode):
    names = {'default': 0, 'warn': 1, 'error': 2}
    if not isinstance(debug_mode, (int, str)):
        raise TypeError(f'debug_mode must be str or int, but got {type(debug_mode)}')
    if isinstance(debug_mode, str) and debug_mode not in names:
        raise RuntimeError(f'invalid value of debug_mode, expected one of `default`, `warn`, `error`, but got {debug_mode}')
    mode = names[debug_mode] if isinstance(debug_mode, str) else debug_mode
    if mode not in (0, 1, 2):
        raise RuntimeError(f'invalid value of debug_mode, expected 0, 1, or 2, but got {mode}')
    torch.use_deterministic_algorithms(mode > 0, warn_only=mode == 1)


def from_file(filename, shared=None, size=0, *, dtype=None, layout=None, device=None, pin_memory=False):
    """The elements that a file holds; shared=True would write back and is not built."""
    if shared:
        raise NotImplementedError('torch.from_file(shared=True)')
    with open(filename, 'rb') as f:
        return torch.frombuffer(bytearray(f.read()), dtype=dtype or torch.get_default_dtype(), count=size)


def is_vulkan_available():
    return False


def compiled_with_cxx11_abi():
    return True
