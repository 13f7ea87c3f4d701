"""Types for which resizing, sampling and response normalisation have no kernels, and the type of addr's result."""
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def said(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        return f'{r.dtype} {tuple(r.shape)}'
    except (RuntimeError, NotImplementedError, ValueError) as e:
        return f'{type(e).__name__}: {e}'


for dtype in (torch.float16, torch.bfloat16, torch.uint8, torch.int32, torch.int64, torch.float64):
    for n in (1, 2, 3):
        x = torch.ones((2, 3) + (4,) * n).to(dtype)
        for mode in ('nearest', 'nearest-exact', ('linear', 'bilinear', 'trilinear')[n - 1], 'bicubic'):
            print(dtype, n, mode, said(F.interpolate, x, scale_factor=1.5, mode=mode))
        for mode in ('bilinear', 'bicubic') if n == 2 else ():
            print(dtype, mode, 'smoothed', said(F.interpolate, x, size=(3, 3), mode=mode, antialias=True))
        for mode in ('bilinear', 'nearest', 'bicubic'):
            for grid in (torch.zeros((2,) + (2,) * n + (n,)).to(dtype), torch.zeros((2,) + (2,) * n + (n,))):
                print(dtype, n, mode, grid.dtype, said(F.grid_sample, x, grid, mode=mode, align_corners=False))
        print(dtype, n, 'response', said(F.local_response_norm, x, 2))

TYPES = (torch.float32, torch.float64, torch.int64, torch.bfloat16, torch.complex64, torch.bool)
for shape in ((), (1,), (2, 3)):
    for a in TYPES:
        for b in TYPES:
            print(shape, a, b, said(torch.addr, torch.ones(shape).to(a), torch.ones(2).to(b), torch.ones(3).to(b)),
                  said(torch.addr, torch.ones(shape).to(a), torch.ones(2).to(b), torch.ones(3).to(b), beta=True))
