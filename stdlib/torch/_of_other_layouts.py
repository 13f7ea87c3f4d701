"""Methods of Tensor that only sparse, quantized and nested tensors have: on any other they say what PyTorch says. What they do with
sparse tensors of coordinates is in _sparse_coo.py; the other kinds do not exist here."""
import torch
from torch import _sparse_coo


def _missing(name, operation):
    def method(self, *args, **kwargs):
        if any(_sparse_coo.is_sparse(t) for t in (self,) + args):
            return _sparse_coo.call(name, 'm', self, *args, **kwargs)
        raise _sparse_coo.missing(operation, 'CPU')
    method.__name__ = method.__qualname__ = name
    return method


for _name in ('values', 'indices', 'crow_indices', 'col_indices', 'ccol_indices', 'row_indices', 'sparse_dim', 'dense_dim', 'is_coalesced',
              'sparse_mask', 'sparse_resize_', 'sparse_resize_and_clear_', 'q_scale', 'q_zero_point', 'q_per_channel_scales',
              'q_per_channel_zero_points', 'q_per_channel_axis', 'qscheme', 'int_repr', 'to_padded_tensor', '_values', '_indices', '_nnz',
              '_dimI', '_dimV', '_coalesced_'):
    globals()[_name] = _missing(_name, _name)
del _name
coalesce = _missing('coalesce', 'is_coalesced')


def to_sparse(self, sparse_dim=None):
    if self.is_sparse:
        raise _sparse_coo.missing('to_sparse' if sparse_dim is None else 'to_sparse.sparse_dim')
    n = self.dim() if sparse_dim is None else sparse_dim
    if n > self.dim():
        raise RuntimeError('sparse_dim must be less than or equal to self.dim()')
    if n <= 0 and self.dim():
        raise RuntimeError('sparse_dim must be >0 if dimensionality > 0')
    return _sparse_coo.to_sparse(self, n)


def to_sparse_coo(self):
    return self.to_sparse()


def _of_sparse(name):
    def method(self, *args, **kwargs):
        if not self.is_sparse:
            raise RuntimeError('tensor.sspaddmm(...) can only be called on sparse tensors')
        return _sparse_coo.call(name, 'm', self, *args, **kwargs)
    method.__name__ = method.__qualname__ = name
    return method


smm, sspaddmm = _of_sparse('smm'), _of_sparse('sspaddmm')


def _other_layout(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f'Tensor.{name}')
    method.__name__ = method.__qualname__ = name
    return method


for _name in ('to_sparse_csr', 'to_sparse_csc', 'to_sparse_bsr', 'to_sparse_bsc'):
    globals()[_name] = _other_layout(_name)
del _name
