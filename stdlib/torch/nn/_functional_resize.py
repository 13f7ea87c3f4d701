"""Functions of nn.functional that take values at other places: interpolation, sampling by a grid, fractional pooling."""
import math

import torch
from torch import _C
from torch._C import _nn
from torch._as_native import (expect as _expect, kernel as _kernel, kind as _kind, named as _named, native as _native, not_implemented_for, one_node as _one_node,
                              opaque as _opaque, opaque_kernel as _opaque_kernel)
from torch.nn._functional_more import _coordinate
from torch.nn.modules.utils import _list_with_default, _pair, _triple

__all__ = ['conv_tbc', 'fractional_max_pool2d', 'fractional_max_pool2d_with_indices', 'fractional_max_pool3d', 'fractional_max_pool3d_with_indices',
           'grid_sample', 'interpolate']


# --- interpolation ---

_MODES = {'nearest': (1, 2, 3), 'nearest-exact': (1, 2, 3), 'area': (1, 2, 3), 'linear': (1,), 'bilinear': (2,), 'trilinear': (3,), 'bicubic': (2,)}


_KERNEL_NAMES = {(n, mode): (f'upsample_{mode}{n}d' if mode != 'nearest-exact' else f'_upsample_nearest_exact{n}d')
                 for mode, dims in _MODES.items() if mode != 'area' for n in dims}


def _check_interpolation(input, size, scale_factor, mode, align_corners, again, antialias):
    """What is looked at in Python, and what the native function of that mode then says; returns align_corners."""
    if mode in ('nearest', 'area', 'nearest-exact'):
        if align_corners is not None:
            raise ValueError('align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear')
    elif align_corners is None:
        align_corners = False
    n = input.dim() - 2
    given = f'got input with spatial dimensions of {list(input.shape[2:])} and '
    wanted = ' Please provide input tensor in (N, C, d1, d2, ...,dK) format and {} in ({}1, {}2, ...,{}K) format.'
    factors = sizes = None
    if size is not None:
        if scale_factor is not None:
            raise ValueError('only one of size or scale_factor should be defined')
        if isinstance(size, (list, tuple)) and len(size) != n:
            raise ValueError(f'Input and output must have the same number of spatial dimensions, but {given}output size of {size}.'
                             + wanted.format('output size', 'o', 'o', 'o'))
        sizes = size if isinstance(size, (list, tuple)) else [size] * n
    elif scale_factor is not None:
        if isinstance(scale_factor, (list, tuple)) and len(scale_factor) != n:
            raise ValueError(f'Input and scale_factor must have the same number of spatial dimensions, but {given}scale_factor of shape '
                             f'{scale_factor}.' + wanted.format('scale_factor', 's', 's', 's'))
        factors = scale_factor if isinstance(scale_factor, (list, tuple)) else [scale_factor] * n
    else:
        raise ValueError('either size or scale_factor should be defined')
    again = again is not None and (again or False)
    if again and size is not None:
        raise ValueError('recompute_scale_factor is not meaningful with an explicit size.')
    if again or mode == 'area' and sizes is None:
        sizes, factors = [int(math.floor(float(length) * f)) for length, f in zip(input.shape[2:], factors)], None
    if antialias and not (mode in ('bilinear', 'bicubic') and n == 2):
        raise ValueError('Anti-alias option is only supported for bilinear and bicubic modes')
    if n in (1, 2, 3) and mode == 'area':
        if n == 1:
            _C._check_arguments('adaptive_avg_pool1d', 'n', (input, sizes), {})
        else:
            _kernel(f'adaptive_avg_pool{n}d', input, _list_with_default(sizes, input.size()))
        return align_corners
    for (dims, name), called in _KERNEL_NAMES.items():
        if dims == n and mode == name:
            if antialias:
                called = f'_{called}_aa'
            if 'nearest' in name:
                _kernel(called, input, sizes, factors)
            else:
                _kernel(called, input, sizes, align_corners, factors)
            return align_corners
    if n in (1, 2, 3) and (mode == 'linear' or mode == 'bilinear' or mode == 'trilinear'):
        raise NotImplementedError(f'Got {n + 2}D input, but {mode} mode needs {_MODES[mode][0] + 2}D input')
    raise NotImplementedError(f'Input Error: Only 3D, 4D and 5D input Tensors supported (got {n + 2}D) for the modes: '
                              f'nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got {mode})')


def interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False):
    """Images (N, C, ...) brought to another size."""
    align_corners = _check_interpolation(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)
    if type(recompute_scale_factor) is not bool:
        recompute_scale_factor = bool(recompute_scale_factor)
    n = input.dim() - 2
    if isinstance(size, torch.Tensor):
        size = int(size)
    if n == 1 or n == 2 or n == 3:
        _check_resized(input, n, size, scale_factor, mode, antialias)
    if mode == 'area':
        return _nn.interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)
    node = f"Upsample{_WORDS.get(mode) or mode.capitalize()}{n}D{'Aa' if antialias else ''}Backward1"
    if antialias:
        r = _smoothed(input, size, scale_factor, mode, align_corners, recompute_scale_factor)
    elif mode == 'bicubic':
        r = _bicubic(input, list(_lines(input, n, size, scale_factor, align_corners, recompute_scale_factor)), align_corners)
    else:
        def resized(input):
            return _nn.interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)
        return _one_node(node, resized, input)
    return r if r is input else _named(r, node)


_WORDS = {'nearest-exact': 'NearestExact'}


_KERNELS = {'nearest': 'nearest', 'nearest-exact': 'nearest', 'bicubic': 'cubic'}
# beside floats and doubles: by kernel, or by mode where two have one kernel
_MORE_TYPES = {'nearest': (torch.bfloat16, torch.uint8), 'nearest-exact': (torch.uint8,), 'linear': (torch.bfloat16,), 'cubic': (torch.bfloat16,)}


def _whole(length):
    """A length as the native function computes it: what no int64 holds has become its least."""
    if not abs(length) < 2**63:
        raise RuntimeError(f'IntArrayRef contains an int that cannot be represented as a SymInt: {-2**63}')
    return int(math.floor(length))


def _check_resized(input, n, size, scale_factor, mode, antialias):
    if mode == 'area':
        return
    names = ('D', 'H', 'W')[3 - n:]
    before = list(input.shape[2:])
    each = lambda v: list(v) if isinstance(v, (list, tuple)) else [v] * n
    after = each(size) if size is not None else [_whole(s * f) for s, f in zip(before, each(scale_factor))]
    if not all(isinstance(s, int) for s in after):
        return
    if min(before) <= 0 or min(after) <= 0:
        text = [', '.join(f'{a}: {s}' for a, s in zip(names, v)) for v in (before, after)]
        raise RuntimeError(f'Input and output sizes should be greater than 0, but got input ({text[0]}) output ({text[1]})')
    sizes = list(input.shape[:2]) + after
    if math.prod(sizes) * input.element_size() >= 2**63:
        raise RuntimeError(f'Storage size calculation overflowed with sizes={sizes}')
    if input.numel() == 0 and input.size(1) == 0:
        raise RuntimeError(f'Non-empty {n + 2}D data tensor expected but got a tensor with sizes {list(input.shape)}')
    kernel = 'aa' if antialias else _KERNELS.get(mode, 'linear')
    if input.dtype not in (torch.float32, torch.float64) and input.dtype not in _MORE_TYPES.get(mode if kernel == 'nearest' else kernel, ()):
        last = n > 1 and kernel == 'nearest' and input.is_contiguous(memory_format=(torch.channels_last, torch.channels_last_3d)[n - 2])
        raise not_implemented_for(f'upsample_nearest{n}d_channels_last' if last else 'compute_indices_weights_' + kernel, input)


def _smoothed(input, size, scale_factor, mode, align_corners, again):
    """Two dimensions resized with filters as wide as an output step, which keeps fine patterns from turning into coarse ones."""
    x = input
    for d in (0, 1):
        length = input.size(2 + d)
        factor = None if scale_factor is None else scale_factor[d] if isinstance(scale_factor, (list, tuple)) else scale_factor
        out = int(math.floor(length * factor)) if size is None else size[d] if isinstance(size, (list, tuple)) else size
        if align_corners:
            step = (length - 1) / (out - 1) if out > 1 else 0.0
        else:
            step = 1 / factor if factor is not None and not again else length / out
        wide = max(step, 1.0)
        reach = (2 if mode == 'bicubic' else 1) * wide
        rows = []
        for i in range(out):
            centre = (i + 0.5) * step
            first, end = max(int(centre - reach + 0.5), 0), min(int(centre + reach + 0.5), length)
            row = [0.0] * length
            for j in range(first, end):
                t = abs((j - centre + 0.5) / wide)
                if mode == 'bilinear':
                    row[j] = max(0.0, 1 - t)
                elif t < 2:
                    row[j] = (1.5 * t - 2.5) * t * t + 1 if t < 1 else ((-0.5 * t + 2.5) * t - 4) * t + 2
            total = sum(row)
            rows.append([w / total for w in row] if total else row)
        weights = torch.tensor(rows, dtype=input.dtype).reshape(out, length)
        x = weights @ x if d == 0 else x @ weights.t()
    return x.contiguous()


def _lines(input, n, size, scale_factor, align_corners, again):
    """New size, length and scale of each dimension."""
    for d in range(n):
        length = input.size(2 + d)
        if size is not None:
            out, scale = (size[d] if isinstance(size, (list, tuple)) else size), None
        else:
            f = scale_factor[d] if isinstance(scale_factor, (list, tuple)) else scale_factor
            out, scale = int(math.floor(length * f)), None if again else 1 / f
        if align_corners:
            scale = (length - 1) / (out - 1) if out > 1 else 0.0
        elif scale is None:
            scale = length / out
        yield out, length, scale


def _bicubic(input, lines, align_corners):
    if not input.is_floating_point() or input.dtype is torch.float16:
        raise not_implemented_for('compute_indices_weights_cubic', input)
    from torch.nn._sample_cubic import Resize, linear
    resize = Resize(input.dtype, lines, align_corners)
    return linear(input, resize.resized, resize.gathered, 'UpsampleBicubic2DBackward1', 'UpsampleBicubic2DBackwardBackward1')


# --- sampling ---

def warn_of_default():
    import warnings
    warnings.warn('Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify '
                  'align_corners=True if the old behavior is desired. See the documentation of grid_sample for details.', stacklevel=2)


def grid_sample(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None):
    """Values of images (N, C, H, W) or volumes (N, C, D, H, W) at the points of grid (N, ..., 2 or 3), whose corners are -1 and 1."""
    if mode != 'bilinear' and mode != 'nearest' and mode != 'bicubic':
        raise ValueError(f"nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '{mode}'")
    if padding_mode != 'zeros' and padding_mode != 'border' and padding_mode != 'reflection':
        raise ValueError("nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: "
                         f"'{padding_mode}'")
    if align_corners is None:
        warn_of_default()
        align_corners = False
    _native('grid_sampler', input, grid, 0, 0, align_corners)
    _check_grid(input, grid, mode)
    k = input.dim() - 2
    if mode == 'bicubic' and input.numel():
        from torch.nn._sample_cubic import Sample
        points = Sample(input, grid, lambda place, size: _settled(place, size, padding_mode, align_corners), align_corners)
        return _opaque_kernel('GridSampler2DBackward0', 'grid_sampler_2d_backward', (input, grid), points.result(),
                              (points.gradient_of_input, points.gradient_of_grid))
    if k == 2 and input.numel():
        def sampled(grad, which):
            with torch.no_grad():
                return _nn._sample(grad, input, grid, mode == 'nearest', padding_mode, align_corners, which)
        return _opaque_kernel('GridSampler2DBackward0', 'grid_sampler_2d_backward', (input, grid), sampled(None, 0),
                              (lambda grad: sampled(grad, 1), lambda grad: sampled(grad, 2)))
    return _opaque(f'GridSampler{k}DBackward0', f'grid_sampler_{k}d_backward', _sampled, (input, grid), mode, padding_mode, align_corners)


def _sampled(input, grid, mode, padding_mode, align_corners):
    sizes = tuple(input.shape[2:])[::-1]    # the grid has x first
    k = len(sizes)
    if input.numel() == 0:
        return input.new_zeros(tuple(input.shape[:2]) + tuple(grid.shape[1:-1])) + input.sum() + grid.sum() * 0
    places = [_coordinate(grid[..., d], sizes[d], padding_mode, align_corners) for d in range(k)]
    if mode == 'nearest':
        # volumes round halves away from 0, pictures to even
        whole = [torch.trunc(p.detach() + 0.5 * p.detach().sign()) if k == 3 else p.detach().round() for p in places]
        r = _taken(input, whole, sizes)
        return r + grid.flatten()[0] * 0 if grid.requires_grad else r
    low = [p.detach().floor() for p in places]
    parts = [(1 - (p - f), p - f) for p, f in zip(places, low)]
    r = 0
    for corner in range(len(parts[0]) ** k):
        at, weight = [], None
        for d in range(k):
            corner, step = divmod(corner, len(parts[0]))
            at.append(low[d] + step)
            weight = parts[d][step] if weight is None else weight * parts[d][step]
        r = r + _taken(input, at, sizes) * weight.unsqueeze(1)
    return r


def _settled(place, size, padding_mode, align_corners):
    """A whole coordinate outside brought inside, if that is the mode."""
    from torch.nn._functional_more import _reflect
    if padding_mode == 'zeros':
        return place
    if padding_mode == 'border':
        return place.clamp(0, size - 1)
    place = _reflect(place, 0, 2 * (size - 1)) if align_corners else _reflect(place, -1, 2 * size - 1)
    return place.clamp(0, size - 1)


def _taken(input, at, sizes):
    """Values at whole coordinates, 0 outside."""
    n, c = input.shape[:2]
    inside, place = None, 0
    for x, size in reversed(list(zip(at, sizes))):
        ok = (x >= 0) & (x <= size - 1)
        inside = ok if inside is None else inside & ok
        place = place * size + x.clamp(0, size - 1)
    place = place.long().reshape(n, 1, -1)
    values = input.reshape(n, c, -1).gather(2, place.expand(n, c, place.size(2))).reshape((n, c) + tuple(at[0].shape[1:]))
    return torch.where(inside.unsqueeze(1), values, 0.0)


def _check_grid(input, grid, mode):
    if input.size(0) != grid.size(0):
        raise RuntimeError(f'grid_sampler(): expected grid and input to have same batch size, but got input with sizes {list(input.shape)} and '
                           f'grid with sizes {list(grid.shape)}')
    if grid.size(-1) != input.dim() - 2:
        raise RuntimeError(f'grid_sampler(): expected grid to have size {input.dim() - 2} in last dimension, but got grid with sizes {list(grid.shape)}')
    if input.dim() not in (4, 5) or input.dim() != grid.dim():
        raise RuntimeError(f'grid_sampler(): expected {4 if input.dim() == 4 else 5}D input and grid with same number of '
                           f'dimensions, but got input with sizes {list(input.shape)} and grid with sizes {list(grid.shape)}')
    if input.dim() == 5 and mode == 'bicubic':
        raise RuntimeError('grid_sampler(): bicubic interpolation only supports 4D input')
    for d in range(2, input.dim()):
        if input.size(d) == 0:
            raise RuntimeError(f'grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes {list(input.shape)} with '
                               f'dimension {d} being empty')
    if input.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(f'grid_sampler_2d_cpu not implemented for {_kind(input)}') if input.dim() == 4 else not_implemented_for('grid_sampler3d_cpu', input)
    _expect(input, grid)


# --- fractional pooling (Graham 2014) ---

def _starts(sample, length, out, pool):
    """First places of the windows."""
    if out == 1:
        return [length - pool]
    alpha = (length - pool) / (out - 1)
    return [int((i + sample) * alpha) - int(sample * alpha) for i in range(out - 1)] + [length - pool]


def _fractional(n):
    words = ('height', 'width') if n == 2 else ('time', 'height', 'width')
    name = f'fractional_max_pool{n}d'
    each = _pair if n == 2 else _triple

    def function(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        if output_size is None and output_ratio is None:
            raise ValueError(f'{name} requires specifying either an output_size or an output_ratio')
        if output_size is None:
            ratios = each(output_ratio)
            output_size = [int(input.size(d - n) * ratios[d]) for d in range(n)]
        if _random_samples is None:
            batch = 1 if input.dim() == n + 1 else input.size(0)
            _random_samples = torch.rand(batch, input.size(-n - 1), n, dtype=input.dtype)
        _kernel(name, input, kernel_size, output_size, _random_samples)
        kernel, out = each(kernel_size), each(output_size)
        for what, sizes in ('kernel_size', kernel), ('output_size', out):
            if len(sizes) != n:
                raise RuntimeError(f'{name}: {what} must either be a single Int or tuple of {"" if n == 2 else "three "}Ints')
        checked = f'{name}{"" if n == 2 else "_out"}()'
        if input.dim() not in (n + 1, n + 2):
            raise RuntimeError(f'{checked}: Expected {n + 1}D or {n + 2}D tensor, but got: {list(input.shape)}')
        batched = input.dim() == n + 2
        planes = input.size(-n - 1)
        for d in range(1, input.dim()):     # not the first, even where there is no batch
            if input.size(d) == 0:
                raise RuntimeError(f'{checked}: Expected input to have non-zero size for non-batch dimensions, but got{list(input.shape)} with '
                                   f'dimension {d} being empty.')
        x = input if batched else input.unsqueeze(0)
        lengths = tuple(x.shape[2:])
        for d in range(n):
            if out[d] + kernel[d] - 1 > lengths[d]:
                raise RuntimeError(f'{checked}: pool {words[d]} {kernel[d]} too large relative to input {words[d]} {lengths[d]}')
        shape = list(x.shape[:2] if batched else x.shape[1:2]) + list(out)
        if min(out) <= 0:   # says what is wrong with a negative one
            empty = x.new_empty(shape)
            return (empty, empty.long()) if return_indices else empty
        def picked(x, where):
            return x.flatten(-n).gather(-1, where.flatten(-n)).reshape(where.shape)

        if input.dtype not in (torch.float32, torch.float64):
            raise not_implemented_for(f'{name}_out_frame', input)
        _expect(input, _random_samples)
        if not x.size(0) or not planes:
            where = torch.empty(shape, dtype=torch.int64)
            y = _one_node(f'FractionalMaxPool{n}DBackward0', picked, input, where)
            return (y, where) if return_indices else y
        at = torch.stack([torch.stack([_places(s, lengths, out, kernel) for s in row[:planes]]) for row in _random_samples.tolist()[:x.size(0)]])
        windows = x.detach().reshape(x.size(0), planes, -1).gather(2, at.reshape(x.size(0), planes, -1)).reshape(at.shape)
        where = at.gather(-1, windows.argmax(-1, keepdim=True)).squeeze(-1).reshape(tuple(at.shape[:2]) + out)
        where = where if batched else where.squeeze(0)
        y = _one_node(f'FractionalMaxPool{n}DBackward0', picked, input, where)
        return (y, where) if return_indices else y
    function.__name__ = function.__qualname__ = name
    return function


def _places(samples, lengths, out, kernel):
    """Flat places (windows, members) of one plane. In two dimensions the first sample is the width's."""
    n = len(lengths)
    at = torch.zeros(1, 1, dtype=torch.int64)
    for d in range(n):
        start = _starts(samples[n - 1 - d] if n == 2 else samples[d], lengths[d], out[d], kernel[d])
        line = torch.tensor(start)[:, None] + torch.arange(kernel[d])
        at = (at[:, None, :, None] * lengths[d] + line[None, :, None, :]).reshape(at.size(0) * out[d], at.size(1) * kernel[d])
    return at


fractional_max_pool2d, fractional_max_pool3d = _fractional(2), _fractional(3)


def fractional_max_pool2d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    return fractional_max_pool2d(input, kernel_size, output_size, output_ratio, True, _random_samples)


def fractional_max_pool3d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    return fractional_max_pool3d(input, kernel_size, output_size, output_ratio, True, _random_samples)


def conv_tbc(input, weight, bias, pad=0):
    """Convolution over time of (time, batch, channels)."""
    if input.dim() != 3:
        raise RuntimeError('Input must have 3 dims: time, batch, in_channel')
    if weight.dim() != 3:
        raise RuntimeError('Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.')
    if bias.dim() != 1:
        raise RuntimeError('Bias must be 1-D')
    if input.size(2) != weight.size(1):
        raise RuntimeError('Input dim 2 (input channels) is not == dim 1 in the weight tensor')
    if weight.size(2) != bias.size(0):
        raise RuntimeError('Bias size must equal dim 2 in the weight tensor (output channels).')
    steps = input.size(0) + 2 * pad - weight.size(0) + 1
    if steps < 0:
        raise RuntimeError('Output len (=) <= 0 for conv tbc, try more padding')
    if weight.dtype != input.dtype:
        raise RuntimeError('self and mat2 must have the same dtype')
    if steps == 0:
        return bias.to(input.dtype).expand(0, input.size(1), weight.size(2))
    r = torch.conv1d(input.permute(1, 2, 0), weight.permute(2, 1, 0), bias.to(input.dtype), padding=pad).permute(2, 0, 1).contiguous()
    return _named(r, 'ConvTbcBackward0')
