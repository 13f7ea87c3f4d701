"""Taking tensors apart for pickles and building them again, under the names that PyTorch's files use."""
from collections import OrderedDict

import torch


def _rebuild_tensor(storage, storage_offset, size, stride):
    return torch._C._view_storage(storage._flat, storage.dtype, storage_offset, size, stride)


def _rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks, metadata=None):
    tensor = _rebuild_tensor(storage, storage_offset, size, stride)
    if requires_grad:
        tensor.requires_grad_(True)
    return tensor


def _rebuild_sparse_tensor(layout, data):
    if layout is not torch.sparse_coo:
        raise NotImplementedError(f'rebuilding sparse tensor for layout {layout}')
    indices, values, size = data
    return torch._sparse_coo_tensor_unsafe(indices, values, size)


def _rebuild_parameter(data, requires_grad, backward_hooks):
    return torch.nn.Parameter(data, requires_grad)


def _rebuild_parameter_with_state(data, requires_grad, backward_hooks, state):
    return _set_obj_state(torch.nn.Parameter(data, requires_grad), state)


def _rebuild_from_type_v2(func, new_type, args, state):
    """A tensor of a subclass, with its attributes."""
    tensor = func(*args)
    if type(tensor) is not new_type:
        tensor = tensor.as_subclass(new_type)
    if getattr(tensor.__class__, "__setstate__", torch.Tensor.__setstate__) is not torch.Tensor.__setstate__:
        tensor.__setstate__(state)
        return tensor
    return _set_obj_state(tensor, state)


def _set_obj_state(obj, state):
    slots = None
    if isinstance(state, tuple):
        if len(state) != 2:
            raise RuntimeError(f"Invalid serialized state: {state}")
        state, slots = state
    for part in (state, slots):
        if part:
            for k, v in part.items():
                setattr(obj, k, v)
    return obj


def _state_of(tensor):
    """What a tensor's own attributes are, without what the tensor keeps itself."""
    return {k: v for k, v in getattr(tensor, '__dict__', {}).items() if k != '_backward_hooks'}


def _reduce_tensor(tensor, protocol):
    """Tensor.__reduce_ex__."""
    from torch.storage import _typed
    args = (_typed(tensor), tensor.storage_offset(), tuple(tensor.size()), tensor.stride(), tensor.requires_grad,
            OrderedDict())
    if type(tensor) is torch.Tensor:    # its attributes are lost
        return _rebuild_tensor_v2, args
    state = _state_of(tensor)
    from torch._tensor import _rebuild_from_type_v2 as rebuild
    return rebuild, (_rebuild_tensor_v2, type(tensor), args, state)


def _set_tensor_state(tensor, state):
    """Tensor.__setstate__: attributes; and what tensors of very old files were made from."""
    if isinstance(state, tuple) and len(state) >= 4:
        storage, offset, size, stride = state[-4:] if len(state) == 4 else state[:4]
        tensor.data = _rebuild_tensor(storage, offset, size, stride)
        return
    _set_obj_state(tensor, state)
