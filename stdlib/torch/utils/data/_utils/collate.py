"""How samples become batches: default_collate and default_convert, and collate, which takes functions for further types."""
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from .._worker import get_worker_info

string_classes = (str, bytes)
default_collate_err_msg_format = 'default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}'


def _is_text(data):
    return data.dtype.kind in 'SUaO'


def _like(kind, content):
    """content as a container of that kind; as it is where the kind cannot be made from it, as a range cannot."""
    try:
        return kind(content)
    except TypeError:
        return content


def default_convert(data):
    """Arrays as tensors inside any nesting; everything else unchanged."""
    if isinstance(data, Tensor):
        return data
    if type(data).__module__ == 'numpy' and hasattr(data, 'dtype') and type(data).__name__ not in ('str_', 'string_'):
        return data if type(data).__name__ == 'ndarray' and _is_text(data) else torch.as_tensor(data)
    if isinstance(data, Mapping):
        return _like(type(data), {k: default_convert(data[k]) for k in data})
    if isinstance(data, tuple):
        return type(data)(*map(default_convert, data)) if hasattr(data, '_fields') else [default_convert(d) for d in data]
    if isinstance(data, Sequence) and not isinstance(data, string_classes):
        return _like(type(data), [default_convert(d) for d in data])
    return data


def collate(batch, *, collate_fn_map=None):
    """Joins samples: by the function for their type, or a type that they derive from; containers entry by entry."""
    elem = batch[0]
    kind = type(elem)
    if collate_fn_map is not None:
        if kind in collate_fn_map:
            return collate_fn_map[kind](batch, collate_fn_map=collate_fn_map)
        for known, fn in collate_fn_map.items():
            if isinstance(elem, known):
                return fn(batch, collate_fn_map=collate_fn_map)
    if isinstance(elem, Mapping):
        return _like(kind, {key: collate([d[key] for d in batch], collate_fn_map=collate_fn_map) for key in elem})
    if isinstance(elem, tuple) and hasattr(elem, '_fields'):
        return kind(*(collate(samples, collate_fn_map=collate_fn_map) for samples in zip(*batch)))
    if isinstance(elem, Sequence):
        if not all(len(e) == len(elem) for e in batch):
            raise RuntimeError('each element in list of batch should be of equal size')
        joined = [collate(samples, collate_fn_map=collate_fn_map) for samples in zip(*batch)]
        return joined if isinstance(elem, tuple) else _like(kind, joined)
    raise TypeError(default_collate_err_msg_format.format(kind))


def collate_tensor_fn(batch, *, collate_fn_map=None):
    if get_worker_info() is not None and torch.is_grad_enabled() and any(t.requires_grad for t in batch):
        return torch.stack(batch, 0, out=batch[0].new_empty(0))  # PyTorch's workers stack into shared memory: refused
    return torch.stack(batch, 0)


def collate_numpy_array_fn(batch, *, collate_fn_map=None):
    if _is_text(batch[0]):
        raise TypeError(default_collate_err_msg_format.format(batch[0].dtype))
    return collate([torch.as_tensor(b) for b in batch], collate_fn_map=collate_fn_map)


def collate_numpy_scalar_fn(batch, *, collate_fn_map=None):
    return torch.as_tensor(batch)


def collate_float_fn(batch, *, collate_fn_map=None):
    return torch.tensor(batch, dtype=torch.float64)


def collate_int_fn(batch, *, collate_fn_map=None):
    return torch.tensor(batch)


def collate_str_fn(batch, *, collate_fn_map=None):
    return batch


default_collate_fn_map = {Tensor: collate_tensor_fn, float: collate_float_fn, int: collate_int_fn, string_classes: collate_str_fn}


def _with_numpy():
    """The map with NumPy's types, which has them once there are any."""
    import sys
    numpy = sys.modules.get('numpy')
    if numpy is not None and numpy.ndarray not in default_collate_fn_map:
        ours = list(default_collate_fn_map.items())
        default_collate_fn_map.clear()
        default_collate_fn_map.update(ours[:1])
        default_collate_fn_map[numpy.ndarray] = collate_numpy_array_fn
        default_collate_fn_map[(numpy.bool_, numpy.number, numpy.object_)] = collate_numpy_scalar_fn
        default_collate_fn_map.update(ours[1:])
    return default_collate_fn_map


def default_collate(batch):
    """Joins samples: tensors are stacked, numbers become a tensor, containers are joined entry by entry."""
    return collate(batch, collate_fn_map=_with_numpy())
