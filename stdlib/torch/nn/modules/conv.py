"""Convolutions in one, two and three dimensions, plain and transposed."""
import math

import torch
from .module import Module
from .ntuple import ntuple
from .. import functional as F
from .. import init
from ..parameter import Parameter, UninitializedParameter
from .lazy import LazyModuleMixin


class _ConvNd(Module):
    __constants__ = ['stride', 'padding', 'dilation', 'groups', 'padding_mode', 'output_padding', 'in_channels', 'out_channels', 'kernel_size']

    def __init__(self, n, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups,
                 bias, padding_mode, device, dtype):
        super().__init__()
        if groups <= 0:
            raise ValueError('groups must be a positive integer')
        for name, channels in (('in_channels', in_channels), ('out_channels', out_channels)):
            if channels % groups != 0:
                raise ValueError(f'{name} must be divisible by groups')
        if isinstance(padding, str):
            if padding not in ('same', 'valid'):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'same', 'valid'}}")
            if padding == 'same' and any(s != 1 for s in stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        modes = {'zeros', 'reflect', 'replicate', 'circular'}
        if padding_mode not in modes:
            raise ValueError(f"padding_mode must be one of {modes}, but got padding_mode='{padding_mode}'")
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        self.kernel_size, self.stride, self.dilation = kernel_size, stride, dilation
        self.padding, self.padding_mode = padding, padding_mode
        self.transposed, self.output_padding = transposed, output_padding
        if isinstance(padding, str):
            pads = []
            for d, k in zip(reversed(dilation), reversed(kernel_size)):
                total = d * (k - 1) if padding == 'same' else 0
                pads += [total // 2, total - total // 2]
        else:
            pads = tuple(p for p in reversed(padding) for _ in range(2))
        self._reversed_padding_repeated_twice = pads
        shape = (in_channels, out_channels // groups) if transposed else (out_channels, in_channels // groups)
        self.weight = Parameter(torch.empty(shape + tuple(kernel_size), device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def _convolve(self, conv, input):
        padding = self.padding
        if self.padding_mode != 'zeros':
            input = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
            padding = (0,) * len(self.kernel_size)
        return conv(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)

    def _output_padding_for(self, input, output_size):
        n = len(self.kernel_size)
        if output_size is None:
            return self.output_padding
        lead = input.dim() - n
        if len(output_size) == input.dim():
            output_size = output_size[lead:]
        if len(output_size) != n:
            raise ValueError(f'ConvTranspose{n}D: for {input.dim()}D input, output_size must have {n} or {input.dim()} elements (got {len(output_size)})')
        least = [(input.size(lead + d) - 1) * self.stride[d] - 2 * self.padding[d] + self.dilation[d] * (self.kernel_size[d] - 1) + 1
                 for d in range(n)]
        most = [low + step - 1 for low, step in zip(least, self.stride)]
        for low, size, high in zip(least, output_size, most):
            if not low <= size <= high:
                raise ValueError(f'requested an output size of {output_size}, but valid sizes range from {least} to {most} '
                                 f'(for an input of {input.size()[2:]})')
        return tuple(size - low for size, low in zip(output_size, least))

    def extra_repr(self):
        s = f'{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}'
        if self.padding != (0,) * len(self.padding):
            s += f', padding={self.padding}'
        if self.dilation != (1,) * len(self.dilation):
            s += f', dilation={self.dilation}'
        if self.output_padding != (0,) * len(self.output_padding):
            s += f', output_padding={self.output_padding}'
        if self.groups != 1:
            s += f', groups={self.groups}'
        if self.bias is None:
            s += ', bias=False'
        if self.padding_mode != 'zeros':
            s += f', padding_mode={self.padding_mode}'
        return s


def _plain(n, name, conv):
    class Conv(_ConvNd):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                     padding_mode='zeros', device=None, dtype=None):
            pad = padding if isinstance(padding, str) else ntuple(padding, n)
            super().__init__(n, in_channels, out_channels, ntuple(kernel_size, n), ntuple(stride, n), pad, ntuple(dilation, n),
                             False, (0,) * n, groups, bias, padding_mode, device, dtype)

        def forward(self, input):
            return self._convolve(conv, input)
    Conv.__name__ = Conv.__qualname__ = name
    for method in ('__init__', 'forward'):
        getattr(Conv, method).__qualname__ = f'{name}.{method}'
    Conv.__doc__ = f'Convolution over (N, C, ...) input with {n} spatial dimension{"s" if n > 1 else ""}.'
    return Conv


def _transposed(n, name, conv):
    class ConvTranspose(_ConvNd):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
                     dilation=1, padding_mode='zeros', device=None, dtype=None):
            if padding_mode != 'zeros':
                raise ValueError(f'Only "zeros" padding mode is supported for {name}')
            super().__init__(n, in_channels, out_channels, ntuple(kernel_size, n), ntuple(stride, n), ntuple(padding, n),
                             ntuple(dilation, n), True, ntuple(output_padding, n), groups, bias, padding_mode, device, dtype)

        def forward(self, input, output_size=None):
            return conv(input, self.weight, self.bias, self.stride, self.padding, self._output_padding_for(input, output_size),
                        self.groups, self.dilation)
    ConvTranspose.__name__ = ConvTranspose.__qualname__ = name
    for method in ('__init__', 'forward'):
        getattr(ConvTranspose, method).__qualname__ = f'{name}.{method}'
    ConvTranspose.__doc__ = f'Transposed convolution over (N, C, ...) input with {n} spatial dimension{"s" if n > 1 else ""}.'
    return ConvTranspose


Conv1d = _plain(1, 'Conv1d', F.conv1d)
Conv2d = _plain(2, 'Conv2d', F.conv2d)
Conv3d = _plain(3, 'Conv3d', F.conv3d)
ConvTranspose1d = _transposed(1, 'ConvTranspose1d', F.conv_transpose1d)
ConvTranspose2d = _transposed(2, 'ConvTranspose2d', F.conv_transpose2d)
ConvTranspose3d = _transposed(3, 'ConvTranspose3d', F.conv_transpose3d)


class _LazyConvXdMixin(LazyModuleMixin):
    """in_channels is taken from the first input."""

    def _begin(self, out_channels, bias, device, dtype):
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_channels != 0:
            super().reset_parameters()

    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            n = len(self.kernel_size)
            if input.dim() not in (n + 1, n + 2):
                raise RuntimeError(f'Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to {type(self).__name__}, but got input of size: '
                                   f'{input.shape}')
            self.in_channels = input.shape[-n - 1]
            if self.in_channels % self.groups != 0:
                raise ValueError('in_channels must be divisible by groups')
            first = ((self.in_channels, self.out_channels // self.groups) if self.transposed
                     else (self.out_channels, self.in_channels // self.groups))
            self.weight.materialize(first + tuple(self.kernel_size))
            if self.bias is not None:
                self.bias.materialize((self.out_channels,))
            self.reset_parameters()


def _lazy(cls):
    """A layer like cls, whose in_channels is not given."""
    name = 'Lazy' + cls.__name__

    class LazyConv(_LazyConvXdMixin, cls):
        cls_to_become = cls

        def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros',
                     device=None, dtype=None):
            super().__init__(0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode, device, dtype)
            self._begin(out_channels, bias, device, dtype)

    class LazyConvTranspose(_LazyConvXdMixin, cls):
        cls_to_become = cls

        def __init__(self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
                     padding_mode='zeros', device=None, dtype=None):
            super().__init__(0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode, device, dtype)
            self._begin(out_channels, bias, device, dtype)
    lazy = LazyConvTranspose if 'Transpose' in name else LazyConv
    lazy.__name__ = lazy.__qualname__ = name
    lazy.__init__.__qualname__ = name + '.__init__'
    return lazy


LazyConv1d, LazyConv2d, LazyConv3d = map(_lazy, (Conv1d, Conv2d, Conv3d))
LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d = map(_lazy, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d))
