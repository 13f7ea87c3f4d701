# Which ends uniform_ takes: those that the type can hold, as their distance.
import torch

inf, nan = float('inf'), float('nan')
for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.complex64):
    for low, high in ((0, inf), (-inf, 0), (nan, 1), (0, nan), (0, 1e39), (-3e38, 3e38), (-1e308, 1e308), (-40000, 40000), (2, 1), (-65504, 0)):
        try:
            print(dtype, low, high, torch.empty(3, dtype=dtype).uniform_(low, high).isfinite().all())
        except RuntimeError as e:
            print(dtype, low, high, e)
