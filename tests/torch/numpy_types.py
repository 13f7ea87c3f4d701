# What of NumPy's becomes a tensor, and the words for the rest; seeded numbers of bfloat16 between bounds.
import warnings

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, default_collate, default_convert

warnings.simplefilter('ignore')


def attempt(what):
    try:
        r = what()
        return r if not isinstance(r, torch.Tensor) else (r.dtype, r.tolist())
    except Exception as e:
        return f'{type(e).__name__}: {e}'


VALUES = [np.uint16(3), np.uint64(3), np.array([3], 'u2'), np.array(['2020'], 'M8[D]'), np.datetime64('2020-01-01'), np.timedelta64(3, 's'),
          np.array(['a']), np.array([1], '>i4'), np.array([1.0], 'g'), np.longdouble(1), np.array([None]), np.void(b'a'),
          np.array([(1,)], [('a', 'i4')]), np.float16(1), np.array([1], 'q'), np.bool_(True), np.array([1j], 'F')]
for v in VALUES:
    name = f'{type(v).__name__} {v.dtype}'
    print(name, 'as_tensor', attempt(lambda: torch.as_tensor(v)))
    print(name, 'tensor', attempt(lambda: torch.tensor(v)))
    if isinstance(v, np.ndarray):
        print(name, 'from_numpy', attempt(lambda: torch.from_numpy(v)))
        print(name, 'Tensor', attempt(lambda: torch.FloatTensor(v)))
        print(name, 'typed', attempt(lambda: torch.as_tensor(v, dtype=torch.float32)))
    if v.dtype.kind not in 'U' and v.dtype.isnative:
        print(name, 'list', attempt(lambda: torch.tensor([v, v])))
print(attempt(lambda: torch.tensor(np.uint16(3), dtype=torch.float32)), attempt(lambda: torch.tensor([np.uint16(3)], dtype=torch.int64)))
print(attempt(lambda: default_collate([np.uint16(3)])), attempt(lambda: default_convert(np.datetime64('2020-01-01'))))

for bounds in ((), (-0.1, 0.1), (0.3, 1.7), (-1.05, -1.0)):
    torch.manual_seed(5)
    print(bounds, torch.empty(7, dtype=torch.bfloat16).uniform_(*bounds).tolist())
for fill in (nn.init.xavier_uniform_, nn.init.kaiming_uniform_, nn.init.trunc_normal_):
    torch.manual_seed(6)
    print(fill.__name__, fill(torch.empty(2, 3, 2, dtype=torch.bfloat16)).flatten().tolist())
print(attempt(lambda: nn.init.eye_(torch.empty(2, 3, dtype=torch.bfloat16))), nn.init.eye_(nn.Parameter(torch.empty(2, 3))))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    print(len(list(DataLoader(TensorDataset(torch.ones(2)), pin_memory_device='cuda'))), [str(w.message) for w in seen])
