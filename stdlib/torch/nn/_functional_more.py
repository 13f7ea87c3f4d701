"""More of torch.nn.functional, composed of native functions: embeddings in bags, folding, sampling grids, unpooling."""
import math
import warnings

import torch
from torch import _C
from torch._C import _nn
from torch._functions import channel_shuffle, pixel_shuffle, pixel_unshuffle
from torch._as_native import kernel as _kernel, kind as _kind, named as _named, native as _native, no_forward as _no_forward, not_implemented_for, one_node as _one_node
from torch.nn.modules.utils import _pair, _single, _triple

__all__ = ['adaptive_max_pool1d_with_indices', 'adaptive_max_pool2d_with_indices', 'adaptive_max_pool3d_with_indices', 'affine_grid',
           'bilinear', 'celu_', 'channel_shuffle', 'elu_', 'embedding', 'embedding_bag', 'fold',
           'hardtanh_', 'leaky_relu_', 'lp_pool1d', 'lp_pool2d', 'max_pool1d_with_indices', 'max_pool2d_with_indices',
           'max_pool3d_with_indices', 'max_unpool1d', 'max_unpool2d', 'max_unpool3d', 'native_channel_shuffle', 'pixel_shuffle', 'pixel_unshuffle', 'relu_', 'rrelu_', 'selu_', 'threshold_',
           'unfold', 'upsample_bilinear', 'upsample_nearest']


def native_channel_shuffle(input, groups):
    return torch.native_channel_shuffle(input, groups)


def bilinear(input1, input2, weight, bias=None):
    """x1^T W x2 + b for every matrix of weight."""
    if input1.dim() != input2.dim():
        raise RuntimeError(f'bilinear(): input dimensions do not match: got {input1.dim()} and {input2.dim()}')
    for d in range(input1.dim() - 1):
        if input1.size(d) != input2.size(d):
            raise RuntimeError(f'bilinear(): input batch dimensions do not match at dim {d}: got {input1.size(d)} and {input2.size(d)}')
    sizes = [('input1', input1.size(-1), weight.size(1)), ('input2', input2.size(-1), weight.size(2))]
    if bias is not None:
        sizes.append(('bias', bias.size(0), weight.size(0)))
    for name, got, wanted in sizes:
        if got != wanted:
            raise RuntimeError(f'bilinear(): {name} size does not match weight size: got {got} but expected {wanted}')
    flat = [t.reshape(-1, t.size(-1)) for t in (input1, input2)]
    out = _trilinear(flat[0], weight, flat[1], (1, 3), (0,), (1, 2), (2, 3)).reshape(input1.shape[:-1] + (weight.size(0),))
    return out if bias is None else out + bias


def _summed_products(x, y, dims):
    """x * y, summed over some of its dimensions, which stay with one element."""
    letters = 'abcdefgh'[:x.dim()]
    kept = [d for d in range(x.dim()) if d not in dims]
    out = torch.einsum(f"{letters},{letters}->{''.join(letters[d] for d in kept)}", x, y)
    for d in sorted(dims):
        out = out.unsqueeze(d)
    return out


def _trilinear(x, y, z, of_x, of_y, of_z, summed):
    """The sum over dimensions `summed` of x * y * z, each first given dimensions of one element at of_x, of_y and of_z: one product of
    matrices for every element along dimension 1. Its gradients are of the same form."""
    with torch.no_grad():
        wide = []
        for t, dims in ((x, of_x), (y, of_y), (z, of_z)):
            for d in dims:
                t = t.unsqueeze(d)
            wide.append(t)
        first, second = [d for d in summed if d in of_z], [d for d in summed if d not in of_z]
        parts = []
        for k in range(max(t.size(1) for t in wide) if all(t.size(1) for t in wide) else 0):
            a, b, c = (t if t.size(1) == 1 else t.narrow(1, k, 1) for t in wide)
            parts.append(_summed_products(_summed_products(a, b, first), c, second))
        if 1 in summed and parts:
            out = sum(parts[1:], parts[0])
        elif parts:
            out = torch.cat(parts, 1)
        else:
            shape = torch.broadcast_shapes(*(t.shape for t in wide))
            out = x.new_zeros([1 if d in summed else n for d, n in enumerate(shape)])
        for d in sorted(summed, reverse=True):
            out = out.squeeze(d)
    if _C._will_record(x, y, z):
        def backward(_, grad):
            wanted = [t.requires_grad for t in (x, y, z)]
            return (_trilinear(grad, y, z, summed, of_y, of_z, of_x) if wanted[0] else None,
                    _trilinear(x, grad, z, of_x, summed, of_z, of_y) if wanted[1] else None,
                    _trilinear(x, y, grad, of_x, of_y, summed, of_z) if wanted[2] else None)
        _C._attach_custom('TrilinearBackward0', None, backward, (x, y, z), (out,), False, (x, y, z))
    return out


# --- activations in place ---

def _in_place(name, function):
    def f(input, *args, **kwargs):
        return function(input, *args, **kwargs, inplace=True)
    f.__name__ = f.__qualname__ = name
    return f


relu_ = _in_place('relu_', _nn.relu)
celu_, selu_ = _in_place('celu_', _nn.celu), _in_place('selu_', _nn.selu)
leaky_relu_, hardtanh_ = _in_place('leaky_relu_', _nn.leaky_relu), _in_place('hardtanh_', _nn.hardtanh)
threshold_ = _in_place('threshold_', _nn.threshold)


def elu_(input, alpha=1.0, scale=1, input_scale=1):
    if scale == 1 and input_scale == 1:
        return _nn.elu(input, alpha, True)
    grown = input.mul(scale)
    return input.copy_(torch.where(input > 0, grown, (input * input_scale).expm1() * (alpha * scale)))


def rrelu_(input, lower=1.0 / 8, upper=1.0 / 3, training=False, generator=None):
    from .functional import rrelu
    return rrelu(input, lower, upper, training, True, generator)


# --- channels ---

def upsample_nearest(input, size=None, scale_factor=None):
    warnings.warn('nn.functional.upsample_nearest is deprecated. Use nn.functional.interpolate instead.')
    from torch.nn._functional_resize import interpolate
    return interpolate(input, size, scale_factor, 'nearest')


def upsample_bilinear(input, size=None, scale_factor=None):
    warnings.warn('nn.functional.upsample_bilinear is deprecated. Use nn.functional.interpolate instead.')
    from torch.nn._functional_resize import interpolate
    return interpolate(input, size, scale_factor, 'bilinear', True)


# --- embeddings ---

def _renorm_rows(weight, index, max_norm, norm_type):
    """Rows that index names are scaled down to max_norm, in place."""
    _native('embedding_renorm_', weight.detach(), index, max_norm, norm_type)
    max_norm, norm_type = float(max_norm), float(norm_type)
    if index.dtype not in (torch.int64, torch.int32):
        raise RuntimeError("Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got "
                           f'{index.type()} instead (while checking arguments for embedding_renorm_)')
    with torch.no_grad():
        rows = index.unique().long()
        for row in rows[(rows < 0) | (rows >= weight.size(0))].tolist():
            raise IndexError(f'select(): index {row} out of range for tensor of size {list(weight.shape)} at dimension 0')
        chosen = weight[rows]
        norm = chosen.norm(norm_type, dim=1, keepdim=True)
        factor = (max_norm / (norm.double() + 1e-7)).to(norm.dtype)
        weight[rows] = torch.where(norm > max_norm, chosen * factor, chosen)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of weight by index."""
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx > 0:
        if not padding_idx < weight.size(0):
            raise AssertionError('Padding_idx must be within num_embeddings')
    elif padding_idx < 0:
        if not padding_idx >= -weight.size(0):
            raise AssertionError('Padding_idx must be within num_embeddings')
        padding_idx = weight.size(0) + padding_idx
    if max_norm is not None:
        input = input.contiguous()
        _renorm_rows(weight, input, max_norm, norm_type)
    _native('embedding', weight, input, padding_idx, scale_grad_by_freq, sparse)
    if padding_idx == -1:
        padding_idx = None
    return _nn.embedding(input, weight, padding_idx, None, norm_type, scale_grad_by_freq, sparse)


def _frequency(indices):
    """By what the gradient of each row is divided: how often a row is named. Which row's count that is PyTorch 1.13 looks up in the
    sorted indices by the number of the distinct row."""
    indices = indices.long()
    _, number = indices.unique(return_inverse=True)
    ordered = indices.sort()[0]
    count_of = torch.zeros(int(ordered[-1]) + 1 if ordered.numel() else 0, dtype=torch.int64).index_add_(0, indices, torch.ones_like(indices))
    return count_of[ordered[number]]


def _check_bags(input, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights):
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(f'embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must have the same '
                         f'shape as the input ({input.shape})')
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError('if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. '
                             f'However, found offsets of type {type(offsets)}')
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError('offsets has to be a 1D Tensor but got None')
        if offsets.dim() != 1:
            raise ValueError('offsets has to be a 1D Tensor')
    else:
        raise ValueError(f'input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}')
    if mode != 'sum' and mode != 'mean' and mode != 'max':
        raise ValueError('mode has to be one of sum, mean or max')
    if mode == 'max' and scale_grad_by_freq:
        raise ValueError('max mode does not support scaling the gradient by the frequency')
    if mode == 'max' and sparse:
        raise ValueError('max mode does not support sparse weights')


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', sparse=False,
                  per_sample_weights=None, include_last_offset=False, padding_idx=None):
    """One vector per bag: the sum, mean or maximum of the rows its indices name."""
    if weight.dtype == torch.int64 and input.is_floating_point():
        import warnings
        warnings.warn('Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight, input, ...)` is deprecated, '
                      'and should now be `embedding_bag(input, weight, ...)`.')
        weight, input = input, weight
    _check_bags(input, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights)
    if max_norm is not None:
        _renorm_rows(weight, input.reshape(-1), max_norm, norm_type)
    if per_sample_weights is not None and mode != 'sum':
        raise NotImplementedError("embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got "
                                  f"mode='{mode}'). Please open a feature request on GitHub.")
    _native('embedding_bag', weight, input, input if offsets is None else offsets, scale_grad_by_freq, 0, sparse, per_sample_weights,
            include_last_offset, padding_idx)
    if offsets is not None:     # both become the wider of their types
        common = torch.promote_types(offsets.dtype, input.dtype)
        input, offsets = input.to(common), offsets.to(common)
    if padding_idx is not None and not -weight.size(0) <= padding_idx < weight.size(0):
        raise RuntimeError(f'padding_idx must be within the number of embeddings, -{weight.size(0)} through {weight.size(0) - 1}, but got '
                           f'{padding_idx}')
    if input.dtype not in (torch.int64, torch.int32):
        raise RuntimeError("Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
                           f'{input.type()} instead (while checking arguments for embedding_bag)')
    if weight.dtype not in (torch.float16, torch.float32, torch.float64):
        found = 'CPUBFloat16Type' if weight.dtype is torch.bfloat16 else weight.type()
        raise RuntimeError("Expected tensor for argument #1 'weight' to have one of the following scalar types: Half, Float, Double; but got "
                           f'{found} instead (while checking arguments for embedding_bag)')
    _no_forward('_embedding_bag', weight, *(() if per_sample_weights is None else (per_sample_weights,)))
    if input.dim() == 2:
        offsets = None
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)

    def pooled(weight, per_sample_weights, input, offsets):
        return _pooled(weight, per_sample_weights, input, offsets, scale_grad_by_freq, mode, sparse, include_last_offset, padding_idx)
    return _one_node('EmbeddingBagBackward0', pooled, weight, per_sample_weights, input, offsets)


def _check_rows(rows, weight, mode, padding_idx):
    """Refuses places that are no rows of weight: in the words of the kernel for sums of narrow floats, or of the one for the rest."""
    if not rows.numel():
        return
    low, high = (int(v) for v in rows.aminmax())
    if low >= 0 and high < weight.size(0):
        return
    first = int(((rows < 0) | (rows >= weight.size(0))).nonzero()[0, 0])
    wrong = int(rows[first])
    if mode != 'max' and weight.dtype is not torch.float64 and weight.stride(1) == 1 and padding_idx is None:
        line = 214 - (rows.dtype is torch.int32) + 2 * (weight.dtype is torch.float16)
        raise RuntimeError(f'[enforce fail at embedding_lookup_idx.cc:{line}] 0 <= idx && idx < data_size. Index {first} is out of bounds: {wrong}, '
                           f'range 0 to {weight.size(0)}')
    raise RuntimeError(f'embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be {wrong}')


def _pooled(weight, per_sample_weights, input, offsets, scale_grad_by_freq, mode, sparse, include_last_offset, padding_idx):
    if weight.dtype is torch.float16 and not sparse:    # summed up as floats
        rest = input, offsets, scale_grad_by_freq, 'max' if mode == 'max' else 'sum', False, include_last_offset, padding_idx
        _check_rows(input.reshape(-1), weight, mode, padding_idx)
        out = _pooled(weight.float(), None if per_sample_weights is None else per_sample_weights.float(), *rest).to(torch.float16)
        if mode == 'mean':
            counts = _pooled(torch.ones(weight.size(0), 1), None, *rest)
            out = out / counts.clamp(min=1).to(torch.float16)
        return out
    n_indices = input.numel()
    if input.dim() == 2:
        n_bags, length = input.shape
        if include_last_offset:  # the last row is taken for the end alone
            n_bags, input = n_bags - 1, input[:-1]
            per_sample_weights = None if per_sample_weights is None else per_sample_weights[:input.numel()]
        bags = torch.arange(n_bags).repeat_interleave(length)
        flat = input.reshape(-1)
    else:
        starts = offsets.tolist()
        if starts and starts[0] != 0:
            raise RuntimeError('offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got '
                               f'{starts[0]}')
        if starts and starts[-1] > input.numel():
            raise RuntimeError(f"offsets[-1] can not be greater than input's length {input.numel()} but got offsets[-1] of {starts[-1]}")
        if include_last_offset:
            ends, starts = starts[1:], starts[:-1]
            input = input[:ends[-1] if ends else 0]
            per_sample_weights = None if per_sample_weights is None else per_sample_weights[:input.numel()]
        else:
            ends = starts[1:] + [input.numel()]
        n_bags = len(starts)
        bags = torch.arange(n_bags).repeat_interleave(torch.tensor([e - s for s, e in zip(starts, ends)], dtype=torch.int64))
        flat = input
    _check_rows(flat, weight, mode, padding_idx)
    keep, named = None, flat
    if padding_idx is not None:
        keep = flat != (padding_idx if padding_idx >= 0 else padding_idx + weight.size(0))
        flat, bags = flat[keep], bags[keep]
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights[keep]
    counts = torch.zeros(n_bags, dtype=weight.dtype).index_add(0, bags, torch.ones(bags.numel(), dtype=weight.dtype))
    if include_last_offset and n_bags:  # the last bag counts all that follow, though it does not sum them
        counts[-1] += n_indices - flat.numel()
    counts = counts.clamp(min=1)
    if mode != 'max' and not sparse:
        return _dense_bags(weight, per_sample_weights, flat.long(), bags, n_bags, scale_grad_by_freq, counts if mode == 'mean' else None,
                           named.long(), keep)
    rows = _nn.embedding(flat, weight, None, None, 2.0, scale_grad_by_freq and sparse, sparse)
    if scale_grad_by_freq and not sparse and rows.requires_grad:
        value = rows.detach()
        rows = value + (rows - value) * _frequency(flat).to(weight.dtype).reciprocal().unsqueeze(1)
    if mode == 'max':
        parts = [rows[bags == i] for i in range(n_bags)]
        return torch.stack([p.max(0)[0] if p.size(0) else p.sum(0) for p in parts])
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.unsqueeze(1)
    out = torch.zeros(n_bags, weight.size(1), dtype=weight.dtype).index_add(0, bags, rows)
    return out / counts.unsqueeze(1) if mode == 'mean' else out


def _dense_bags(weight, factors, rows, bags, n_bags, by_frequency, counts, named, keep):
    """The sums of the bags, or with counts their means. How much of a bag's gradient a row gets is worked out in double. rows: what
    `keep` leaves of all rows that are named, if anything is left out."""
    with torch.no_grad():
        if factors is not None:
            out = _nn._bag_sum(weight, rows, bags, factors, n_bags)
        else:
            out = torch.zeros(n_bags, weight.size(1), dtype=weight.dtype).index_add(0, bags, _nn.embedding(rows, weight))
        scales = torch.ones(rows.numel(), dtype=torch.float64) if factors is None else factors.double()
        if by_frequency:
            often = _frequency(named)
            scales = scales / (often if keep is None else often[keep])
        if counts is not None:
            out = out / counts.unsqueeze(1)
            scales = scales / counts[bags]
        order = named.sort()[1]             # in which equal ones come as PyTorch's sort leaves them
        if keep is not None:
            order = (keep.cumsum(0) - 1)[order[keep[order]]]
        rows, bags, scales = rows[order], bags[order], scales[order]
    if factors is not None:
        factors = factors[order]
    return _nn._bags(out, weight, rows, bags, scales, factors)


# --- blocks ---

def _check_pairs(**arguments):
    for name, numbers in arguments.items():
        if len(numbers) != 2:
            raise RuntimeError(f'It is expected {name} equals to 2, but got size {len(numbers)}')


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The contents of all windows of an image, as columns."""
    kernel_size, dilation, padding, stride = (_pair(v) for v in (kernel_size, dilation, padding, stride))
    _kernel('im2col', input, kernel_size, dilation, padding, stride)
    _check_pairs(kernel_size=kernel_size, dilation=dilation, padding=padding, stride=stride)
    return _nn.unfold(input, *(tuple(map(int, v)) for v in (kernel_size, dilation, padding, stride)))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Adds the columns that unfold makes back to where they came from."""
    output_size, kernel, dilation, padding, stride = (_pair(v) for v in (output_size, kernel_size, dilation, padding, stride))
    _kernel('col2im', input, output_size, kernel, dilation, padding, stride)
    _check_pairs(output_size=output_size, kernel_size=kernel, dilation=dilation, padding=padding, stride=stride)
    height, width = output_size
    batched = input.dim() == 3
    if input.dim() not in (2, 3):
        raise RuntimeError(f'Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but '
                           f'got: {list(input.shape)}')
    for name, what, v in (('kernel size', 'kernel', kernel), ('dilation', 'dilation', dilation), ('stride', 'stride', stride)):
        if min(v) <= 0:
            raise RuntimeError(f'{name} should be greater than zero, but got {what}_height: {v[0]} {what}_width: {v[1]}')
    if min(padding) < 0:
        raise RuntimeError(f'padding should be non-negative, but got pad_height: {padding[0]} pad_width: {padding[1]}')
    if not all(input.shape[-2:]):
        raise RuntimeError(f'Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but '
                           f'got: {list(input.shape)}')
    if not batched:
        input = input.unsqueeze(0)
    n, columns, blocks = input.shape
    area = kernel[0] * kernel[1]
    if columns % area:
        raise RuntimeError("Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)="
                           f"{columns} and kernel_size=({kernel[0]}, {kernel[1]}).")
    counts = [(size + 2 * p - d * (k - 1) - 1) // s + 1 for size, p, d, k, s in zip((height, width), padding, dilation, kernel, stride)]
    if counts[0] * counts[1] != blocks:
        raise RuntimeError(f"Given output_size=({height}, {width}), kernel_size=({kernel[0]}, {kernel[1]}), dilation=({dilation[0]}, "
                           f"{dilation[1]}), padding=({padding[0]}, {padding[1]}), stride=({stride[0]}, {stride[1]}), expected size of input's "
                           f"dimension 2 to match the calculated number of sliding blocks {counts[0]} * {counts[1]} = {counts[0] * counts[1]}, "
                           f"but got input.size(2)={blocks}.")
    if min(counts) <= 0:
        raise RuntimeError(f'Given output_size=({height}, {width}), kernel_size=({kernel[0]}, {kernel[1]}), dilation=({dilation[0]}, '
                           f'{dilation[1]}), padding=({padding[0]}, {padding[1]}), stride=({stride[0]}, {stride[1]}), calculated shape of the '
                           f'array of sliding blocks as ({counts[0]}, {counts[1]}), which is too small (non-positive)')
    if not (input.is_floating_point() or input.is_complex()):
        raise not_implemented_for('col2im_out_cpu', input)
    rows, cols = height + 2 * padding[0], width + 2 * padding[1]
    y = (torch.arange(kernel[0]) * dilation[0])[:, None] + (torch.arange(counts[0]) * stride[0])[None]
    x = (torch.arange(kernel[1]) * dilation[1])[:, None] + (torch.arange(counts[1]) * stride[1])[None]
    place = y[:, None, :, None] * cols + x[None, :, None, :]
    channels = columns // area
    values = input.reshape(n, channels, area * blocks)
    out = torch.zeros(n, channels, rows * cols, dtype=input.dtype).scatter_add(2, place.reshape(1, 1, -1).expand_as(values), values)
    out = out.view(n, channels, rows, cols)[:, :, padding[0]:padding[0] + height, padding[1]:padding[1] + width]
    return _named(out if batched else out.squeeze(0), 'Col2ImBackward0')


def _with_indices(function):
    def f(input, *args, **kwargs):
        kwargs.pop('return_indices', None)
        return function(input, *args, **kwargs, return_indices=True)
    f.__name__ = f.__qualname__ = function.__name__ + '_with_indices'
    return f


max_pool1d_with_indices, max_pool2d_with_indices = _with_indices(_nn.max_pool1d), _with_indices(_nn.max_pool2d)
max_pool3d_with_indices = _with_indices(_nn.max_pool3d)
adaptive_max_pool1d_with_indices = _with_indices(_nn.adaptive_max_pool1d)
adaptive_max_pool2d_with_indices = _with_indices(_nn.adaptive_max_pool2d)
adaptive_max_pool3d_with_indices = _with_indices(_nn.adaptive_max_pool3d)


def _unpooled_size(input, kernel, stride, padding, output_size):
    lengths, n = input.size(), len(kernel)
    default = [(lengths[-n + d] - 1) * stride[d] + kernel[d] - 2 * padding[d] for d in range(n)]
    if output_size is None:
        return default
    if len(output_size) == n + 2:
        output_size = output_size[2:]
    if len(output_size) != n:
        raise ValueError(f'output_size should be a sequence containing {n} or {n + 2} elements, but it has a length of \'{len(output_size)}\'')
    for d in range(n):
        low, high = default[d] - stride[d], default[d] + stride[d]
        if not low < output_size[d] < high:
            raise ValueError(f'invalid output_size "{output_size}" (dim {d} must be between {low} and {high})')
    return output_size


def _unpool(input, indices, kernel_size, stride, padding, output_size, n):
    each = (_single, _pair, _triple)[n - 1]
    kernel = each(kernel_size)
    stride, padding = kernel if stride is None else each(stride), each(padding)
    size = _unpooled_size(input, kernel, stride, padding, output_size)
    if n == 3:
        _kernel('max_unpool3d', input, indices, size, stride, padding)
    elif n == 2:
        _kernel('max_unpool2d', input, indices, size)
    else:
        whole = size + [1] if isinstance(size, list) else size + (1,)
        _kernel('max_unpool2d', input.unsqueeze(-1), indices.unsqueeze(-1), whole)
    size = [int(length) for length in size]
    torch._C._deterministic(f'max_unpooling{3 if n == 3 else 2}d_forward_out')
    if indices.dtype != torch.int64:
        raise RuntimeError('elements in indices should be type int64' + (f' but got: {_kind(indices)}' if n < 3 else ''))
    if n == 3 and min(stride, default=1) <= 0:
        raise RuntimeError(f'strides should be greater than zero, but got stride: {[int(s) for s in stride]}')
    if n < 3 and len(size) != n:
        raise RuntimeError('There should be exactly two elements (height, width) in output_size, but got '
                           f'{len(size) + (n == 1)} elements.')
    if n < 3 and input.dim() not in (n + 1, n + 2):
        raise RuntimeError(f'Input to max_unpooling2d should be a 3d or 4d Tensor, but got a tensor with {input.dim() + 2 - n} dimensions.')
    if indices.shape != input.shape:
        found, given = (list(t.shape) + [1] * (n == 1) for t in (input, indices))
        raise RuntimeError(f'Expected shape of indices to be same as that of the input tensor ({found}) but got indices tensor with shape: {given}')
    total = math.prod(size)
    if min(size, default=0) < 0:
        raise RuntimeError('numel: integer multiplication overflow')
    wrong = indices[(indices < 0) | (indices >= total)]
    if wrong.numel() and total:
        volume = 'x'.join(map(str, size + [1] * (n == 1)))
        raise RuntimeError(f'Found an invalid max index: {int(wrong[-1])} (output volumes are of size {volume}')
    lead = list(input.shape[:-n])
    by_pixels = n == 2 and input.dim() == 4 and input.is_contiguous(memory_format=torch.channels_last) and not input.is_contiguous()
    if n < 3 and input.dtype is torch.bfloat16:
        raise RuntimeError(f'"max_unpool2d{"_channels_last" * by_pixels}" not implemented for \'BFloat16\'')

    def spread(input, indices):
        flat = torch.zeros(lead + [total], dtype=input.dtype)
        if not total:   # no elements, of which input's gradient is zero
            return flat.view(lead + size + [1] * (n == 1)) + 0 * input.sum()
        r = flat.scatter(-1, indices.reshape(lead + [-1]), input.reshape(lead + [-1])).view(lead + size + [1] * (n == 1))
        return r.contiguous(memory_format=torch.channels_last) if by_pixels else r
    if n > 1:
        return _one_node(f'MaxUnpool{n}DBackward0', spread, input, indices)
    return _one_node('MaxUnpool2DBackward0', spread, input.unsqueeze(-1), indices.unsqueeze(-1)).squeeze(-1)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpool(input, indices, kernel_size, stride, padding, output_size, 1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpool(input, indices, kernel_size, stride, padding, output_size, 2)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpool(input, indices, kernel_size, stride, padding, output_size, 3)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    powers = input.pow(norm_type)
    out = _nn.avg_pool1d(powers, kernel_size, padding=0, ceil_mode=ceil_mode) if stride is None else \
        _nn.avg_pool1d(powers, kernel_size, stride, 0, ceil_mode)
    return (out.sign() * out.abs().relu()).mul(kernel_size).pow(1.0 / norm_type)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    kw, kh = _pair(kernel_size)
    powers = input.pow(norm_type)
    out = _nn.avg_pool2d(powers, kernel_size, padding=0, ceil_mode=ceil_mode) if stride is None else \
        _nn.avg_pool2d(powers, kernel_size, stride, 0, ceil_mode)
    return (out.sign() * out.abs().relu()).mul(kw * kh).pow(1.0 / norm_type)


# --- sampling grids ---

def affine_grid(theta, size, align_corners=None):
    """Sampling points of grid_sample for the matrices theta (N, 2, 3) or (N, 3, 4)."""
    if align_corners is None:
        from torch.nn._functional_resize import warn_of_default
        warn_of_default()
        align_corners = False
    if not theta.is_floating_point():
        raise ValueError(f'Expected theta to have floating point type, but got {theta.dtype}')
    n = len(size) - 2
    if n not in (2, 3):
        raise NotImplementedError('affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. '
                                  f'Got size {size}.')
    if theta.dim() != 3 or theta.size(1) != n or theta.size(2) != n + 1:
        raise ValueError(f'Expected a batch of {n}D affine matrices of shape Nx{n}x{n + 1} for size {size}. Got {theta.shape}.')
    if align_corners and min(size[2:]) == 1:
        import warnings
        warnings.warn('Since version 1.3.0, affine_grid behavior has changed for unit-size grids when align_corners=True. This is not an '
                      'intended use case of affine_grid. See the documentation of affine_grid for details.')
    elif min(size) <= 0:
        raise ValueError(f'Expected non-zero, positive output size. Got {size}')
    _native('affine_grid_generator', theta, size, align_corners)
    axes = []
    for s in reversed(list(size)[2:]):
        steps = torch.linspace(-1, 1, s, dtype=theta.dtype) if s > 1 else torch.zeros(1, dtype=theta.dtype)
        axes.append(steps if align_corners else steps * (s - 1) / s)
    spatial = list(size)[2:]
    parts = []
    for i, a in enumerate(axes):
        shape = [1] * n
        shape[n - 1 - i] = -1
        parts.append(a.view(shape).expand(spatial))
    base = torch.stack(parts + [torch.ones(spatial, dtype=theta.dtype)], -1)
    return _named((base.view(1, -1, n + 1) @ theta.transpose(1, 2)).view([size[0]] + spatial + [n]), 'AffineGridGeneratorBackward0')


def _reflect(x, low, high):
    if low == high:
        return torch.zeros_like(x)
    low, span = low / 2, (high - low) / 2
    x = (x - low).abs()
    extra = x.fmod(span)
    flips = (x / span).floor()
    return torch.where(flips % 2 == 0, extra + low, span - extra + low)


def _clipped(x, size):
    """x within the image; on its border it has no gradient either."""
    return torch.where((x <= 0) | (x >= size - 1), x.detach().clamp(0, size - 1), x)


def _coordinate(x, size, padding_mode, align_corners):
    x = (x + 1) / 2 * (size - 1) if align_corners else ((x + 1) * size - 1) / 2
    if padding_mode == 'border':
        x = _clipped(x, size)
    elif padding_mode == 'reflection':
        x = _clipped(_reflect(x, 0, 2 * (size - 1)) if align_corners else _reflect(x, -1, 2 * size - 1), size)
    return x
