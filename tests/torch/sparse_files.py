"""Pickles and files of sparse tensors; copies."""
import copy
import io
import pickle

import torch

s = torch.sparse_coo_tensor([[0, 1, 1], [2, 0, 2]], [3., 4., 5.], (2, 3))
h = torch.sparse_coo_tensor([[0, 1]], torch.arange(6.).reshape(2, 3), (4, 3)).coalesce()
for old in (False, True):
    b = io.BytesIO()
    torch.save({'s': s, 'h': h, 'p': torch.nn.Parameter(s), 'layout': torch.sparse_coo}, b, _use_new_zipfile_serialization=not old)
    b.seek(0)
    for k, v in torch.load(b).items():
        print(k, v, isinstance(v, torch.Tensor) and (v.is_coalesced(), type(v).__name__))
b = io.BytesIO()
torch.save([s], b)
b.seek(0)
print(torch.load(b, weights_only=True))
print(pickle.loads(pickle.dumps((s, h))))
print(s.__reduce_ex__(2)[1])
s.requires_grad_()
print(copy.deepcopy(s), copy.copy(s))
