"""Layers without learned state: dropout, flatten, padding, pooling, resizing, distances."""
import torch
from .module import Module
from .ntuple import ntuple
from .. import functional as F


class _DropoutNd(Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f'dropout probability has to be between 0 and 1, but got {p}')
        self.p = p
        self.inplace = inplace

    def extra_repr(self):
        return f'p={self.p}, inplace={self.inplace}'


class Dropout(_DropoutNd):
    def forward(self, input):
        return F.dropout(input, self.p, self.training, self.inplace)


class Dropout1d(_DropoutNd):
    def forward(self, input):
        return F.dropout1d(input, self.p, self.training, self.inplace)


class Dropout2d(_DropoutNd):
    def forward(self, input):
        return F.dropout2d(input, self.p, self.training, self.inplace)


class Dropout3d(_DropoutNd):
    def forward(self, input):
        return F.dropout3d(input, self.p, self.training, self.inplace)


class AlphaDropout(_DropoutNd):
    def forward(self, input):
        return F.alpha_dropout(input, self.p, self.training)


class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f'start_dim={self.start_dim}, end_dim={self.end_dim}'


class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self):
        return f'dim={self.dim}, unflattened_size={self.unflattened_size}'


# --- padding ---

class _PadNd(Module):
    def forward(self, input):
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self):
        return f'{self.padding}'


def _pad(name, n, pad_mode):
    class Pad(_PadNd):
        mode = pad_mode

        def __init__(self, padding):
            super().__init__()
            self.padding = ntuple(padding, 2 * n)
    Pad.__name__ = Pad.__qualname__ = name
    return Pad


def _constant_pad(name, n):
    class Pad(Module):
        def __init__(self, padding, value):
            super().__init__()
            self.padding = ntuple(padding, 2 * n)
            self.value = value

        def forward(self, input):
            return F.pad(input, self.padding, 'constant', self.value)

        def extra_repr(self):
            return f'padding={self.padding}, value={self.value}'
    Pad.__name__ = Pad.__qualname__ = name
    return Pad


ReflectionPad1d = _pad('ReflectionPad1d', 1, 'reflect')
ReflectionPad2d = _pad('ReflectionPad2d', 2, 'reflect')
ReflectionPad3d = _pad('ReflectionPad3d', 3, 'reflect')
ReplicationPad1d = _pad('ReplicationPad1d', 1, 'replicate')
ReplicationPad2d = _pad('ReplicationPad2d', 2, 'replicate')
ReplicationPad3d = _pad('ReplicationPad3d', 3, 'replicate')
ConstantPad1d = _constant_pad('ConstantPad1d', 1)
ConstantPad2d = _constant_pad('ConstantPad2d', 2)
ConstantPad3d = _constant_pad('ConstantPad3d', 3)


class ZeroPad2d(ConstantPad2d):
    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f'{self.padding}'


# --- pooling ---

class _MaxPoolNd(Module):
    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def extra_repr(self):
        return (f'kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, dilation={self.dilation}, '
                f'ceil_mode={self.ceil_mode}')

    def _pool(self, f, input):
        return f(input, self.kernel_size, self.stride, self.padding, self.dilation, ceil_mode=self.ceil_mode,
                 return_indices=self.return_indices)


class MaxPool1d(_MaxPoolNd):
    def forward(self, input):
        return self._pool(F.max_pool1d, input)


class MaxPool2d(_MaxPoolNd):
    def forward(self, input):
        return self._pool(F.max_pool2d, input)


class MaxPool3d(_MaxPoolNd):
    def forward(self, input):
        return self._pool(F.max_pool3d, input)


class AvgPool1d(Module):
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
        super().__init__()
        self.kernel_size = ntuple(kernel_size, 1)
        self.stride = ntuple(stride if stride is not None else kernel_size, 1)
        self.padding = ntuple(padding, 1)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input):
        return F.avg_pool1d(input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad)

    def extra_repr(self):
        return f'kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}'


class AvgPool2d(Module):
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    _function = staticmethod(F.avg_pool2d)

    def forward(self, input):
        return self._function(input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad,
                              self.divisor_override)

    def extra_repr(self):
        return f'kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}'


class AvgPool3d(AvgPool2d):
    _function = staticmethod(F.avg_pool3d)


def _adaptive(name, function, maximum):
    class Adaptive(Module):
        def __init__(self, output_size, return_indices=False):
            super().__init__()
            self.output_size = output_size
            self.return_indices = return_indices

        def forward(self, input):
            return function(input, self.output_size, self.return_indices) if maximum else function(input, self.output_size)

        def extra_repr(self):
            return f'output_size={self.output_size}'
    Adaptive.__name__ = Adaptive.__qualname__ = name
    return Adaptive


AdaptiveAvgPool1d = _adaptive('AdaptiveAvgPool1d', F.adaptive_avg_pool1d, False)
AdaptiveAvgPool2d = _adaptive('AdaptiveAvgPool2d', F.adaptive_avg_pool2d, False)
AdaptiveAvgPool3d = _adaptive('AdaptiveAvgPool3d', F.adaptive_avg_pool3d, False)
AdaptiveMaxPool1d = _adaptive('AdaptiveMaxPool1d', F.adaptive_max_pool1d, True)
AdaptiveMaxPool2d = _adaptive('AdaptiveMaxPool2d', F.adaptive_max_pool2d, True)
AdaptiveMaxPool3d = _adaptive('AdaptiveMaxPool3d', F.adaptive_max_pool3d, True)


# --- resizing ---

class Upsample(Module):
    def __init__(self, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = tuple(float(f) for f in scale_factor) if isinstance(scale_factor, tuple) else float(scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners

    def forward(self, input):
        return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners)

    def extra_repr(self):
        first = f'scale_factor={self.scale_factor}' if self.scale_factor is not None else f'size={self.size}'
        return f'{first}, mode={self.mode}'


class PixelShuffle(Module):
    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def forward(self, input):
        return F.pixel_shuffle(input, self.upscale_factor)

    def extra_repr(self):
        return f'upscale_factor={self.upscale_factor}'


# --- distances ---

class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        super().__init__()
        self.dim, self.eps = dim, eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        super().__init__()
        self.norm, self.eps, self.keepdim = p, eps, keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)
