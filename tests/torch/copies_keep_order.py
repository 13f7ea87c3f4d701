# Copies made by torch.tensor and its relatives keep the order of memory, as clone does; isin does not.
import warnings
import numpy as np
import torch
warnings.simplefilter('ignore')
x = torch.arange(12.).reshape(4, 3).t()
f = np.asfortranarray(np.arange(12.).reshape(3, 4))
for t in (
    torch.tensor(x),
    torch.tensor(x[:, ::2]),
    torch.tensor(x.unsqueeze(0)),
    torch.tensor(torch.arange(4.).expand(3, 4)),
    torch.asarray(x, copy=True),
    x.new_tensor(x),
    torch.tensor(x > 0),
    torch.tensor(f),
    torch.tensor(f, dtype=torch.float32),
    torch.tensor(f[:, ::2]),
    torch.tensor(f.T),
    torch.as_tensor(f),
    torch.asarray(f, copy=True),
    torch.tensor(np.arange(24).reshape(2, 3, 4).transpose(0, 2, 1)),
    x.new_tensor(f),
    torch.tensor([x[0], x[1]][0]),
    torch.tensor(np.broadcast_to(np.arange(3.), (4, 3))),
    torch.from_numpy(f),
    torch.tensor(x.conj()),
    torch.tensor(torch.complex(x, x).conj()),
    torch.tensor(torch.complex(x, x).t().conj(), dtype=torch.complex128),
):
    print(tuple(t.shape), t.stride(), t.dtype, t.is_conj(), t.tolist() if t.numel() < 20 else t.sum())
for e, t in (
    (torch.arange(12).reshape(4, 3).t(), 0),
    (torch.arange(12).reshape(4, 3).t(), torch.tensor([1, 2])),
    (torch.arange(12.).reshape(4, 3).t(), torch.arange(50.)),
    (torch.arange(12).reshape(2, 3, 2).permute(2, 0, 1), 3),
):
    for r in (torch.isin(e, t), torch.isin(e, t, invert=True), torch.isin(e, t, assume_unique=True)):
        print(r.stride(), r.tolist())
