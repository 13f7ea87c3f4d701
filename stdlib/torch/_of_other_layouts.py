"""Methods of Tensor that only sparse, quantized and nested tensors have: on any other they say what PyTorch says. There are no such
tensors here."""


def _missing(name, operation):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f"Could not run 'aten::{operation}' with arguments from the 'CPU' backend. This could be because the operator "
                                  "doesn't exist for this backend, or was omitted during the selective/custom build process (if using custom "
                                  "build).")
    method.__name__ = method.__qualname__ = name
    return method


for _name in ('values', 'indices', 'crow_indices', 'col_indices', 'ccol_indices', 'row_indices', 'sparse_dim', 'dense_dim', 'is_coalesced',
              'sparse_mask', 'sparse_resize_', 'sparse_resize_and_clear_', 'q_scale', 'q_zero_point', 'q_per_channel_scales',
              'q_per_channel_zero_points', 'q_per_channel_axis', 'qscheme', 'int_repr', 'to_padded_tensor'):
    globals()[_name] = _missing(_name, _name)
del _name
coalesce = _missing('coalesce', 'is_coalesced')
