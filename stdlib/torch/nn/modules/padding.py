"""Padding layers."""
from .module import Module
from .ntuple import ntuple
from .. import functional as F


def _called(cls, name):
    cls.__name__ = cls.__qualname__ = name
    cls.__init__.__qualname__ = name + '.__init__'
    return cls


class _ConstantPadNd(Module):
    __constants__ = ['padding', 'value']

    def forward(self, input):
        return F.pad(input, self.padding, 'constant', self.value)

    def extra_repr(self):
        return f'padding={self.padding}, value={self.value}'


class _PadNd(Module):
    __constants__ = ['padding']

    def extra_repr(self):
        return f'{self.padding}'


class _ReflectionPadNd(_PadNd):
    def forward(self, input):
        return F.pad(input, self.padding, 'reflect')


class _ReplicationPadNd(_PadNd):
    def forward(self, input):
        return F.pad(input, self.padding, 'replicate')


def _pad(name, n, base):
    class Pad(base):
        def __init__(self, padding):
            super().__init__()
            self.padding = ntuple(padding, 2 * n)
    return _called(Pad, name)


def _constant_pad(name, n):
    class Pad(_ConstantPadNd):
        def __init__(self, padding, value):
            super().__init__()
            self.padding = ntuple(padding, 2 * n)
            self.value = value
    return _called(Pad, name)


ReflectionPad1d = _pad('ReflectionPad1d', 1, _ReflectionPadNd)
ReflectionPad2d = _pad('ReflectionPad2d', 2, _ReflectionPadNd)
ReflectionPad3d = _pad('ReflectionPad3d', 3, _ReflectionPadNd)
ReplicationPad1d = _pad('ReplicationPad1d', 1, _ReplicationPadNd)
ReplicationPad2d = _pad('ReplicationPad2d', 2, _ReplicationPadNd)
ReplicationPad3d = _pad('ReplicationPad3d', 3, _ReplicationPadNd)
ConstantPad1d = _constant_pad('ConstantPad1d', 1)
ConstantPad2d = _constant_pad('ConstantPad2d', 2)
ConstantPad3d = _constant_pad('ConstantPad3d', 3)


class ZeroPad2d(ConstantPad2d):
    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f'{self.padding}'
