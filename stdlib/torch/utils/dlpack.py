"""Tensors that share memory with those of other libraries, through DLPack capsules."""
import enum

import _dlpack
import torch

__all__ = ['DLDeviceType', 'from_dlpack', 'to_dlpack']


class DLDeviceType(enum.IntEnum):
    kDLCPU = 1
    kDLGPU = 2
    kDLCPUPinned = 3
    kDLOpenCL = 4
    kDLVulkan = 7
    kDLMetal = 8
    kDLVPI = 9
    kDLROCM = 10
    kDLExtDev = 12


def to_dlpack(tensor):
    """A capsule of the tensor, to be taken from once."""
    if tensor.dtype is torch.bool:
        raise RuntimeError('Bool type is not supported by dlpack')
    return _dlpack.PyCapsule(tensor.detach())


def from_dlpack(ext_tensor):
    """A tensor over the memory of a tensor of any library, or of a capsule."""
    if hasattr(ext_tensor, '__dlpack__'):
        ext_tensor.__dlpack_device__()
        ext_tensor = ext_tensor.__dlpack__()
    if not _dlpack.is_full(ext_tensor):
        raise RuntimeError('from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only once, so you might '
                           'have already constructed a tensor from it once.')
    held = _dlpack.take(ext_tensor)
    t = held if isinstance(held, torch.Tensor) else torch.from_numpy(held)
    strides = tuple(s if n > 1 else 1 for n, s in zip(t.shape, t.stride()))
    return torch._C._view_storage(t, t.dtype, t.storage_offset(), tuple(t.shape), strides)


def __dlpack__(self, stream=None):
    if self.requires_grad:
        raise RuntimeError("Can't export tensors that require gradient, use tensor.detach()")
    if self.is_conj():
        raise RuntimeError("Can't export tensors with the conjugate bit set")
    if stream is not None and not isinstance(stream, int):
        raise TypeError('stream must be ``int`` or ``none``')
    return to_dlpack(self.resolve_neg())


def __dlpack_device__(self):
    return DLDeviceType.kDLCPU, 0
