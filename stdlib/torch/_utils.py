"""Rebuilding of tensors from pickles, under the names that PyTorch's files use."""
from collections import OrderedDict

import torch


def _no_hooks():
    return OrderedDict()


def _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks, metadata=None):
    t = storage._tensor(offset, size, stride)
    if requires_grad:
        t.requires_grad_(True)
    return t


def _rebuild_parameter(data, requires_grad, backward_hooks):
    return torch.nn.Parameter(data, requires_grad)
