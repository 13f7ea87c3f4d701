# Least and greatest of bytes, which reach 255, and of complex numbers, which have no order.
import torch

index = torch.tensor([0, 0, 1])
for dtype in (torch.uint8, torch.int8, torch.int64, torch.bool, torch.complex128):
    source = torch.tensor([200, 190, 250]).to(dtype)
    for mode in ('amin', 'amax'):
        try:
            print(torch.zeros(3, dtype=dtype).scatter_reduce(0, index, source, mode, include_self=False))
        except RuntimeError as error:
            print(error)
