# The second product of a cross product is not rounded: of parallel vectors its rounding errors are left.
import torch

torch.manual_seed(0)
for dtype in torch.float32, torch.float64:
    a = torch.randn(4, 3, dtype=dtype)
    for b in a * 0.7, a * 3, torch.randn(4, 3, dtype=dtype):
        print(*(x.hex() for x in torch.cross(a, b, dim=-1).double().flatten().tolist()))
        print(*(x.hex() for x in torch.cross(a.T.contiguous(), b.T, dim=0).double().flatten().tolist()))
print(torch.cross(torch.tensor([[1, 2, 3]]), torch.tensor([[4, 5, 6]])))
