# asin, acos and atan of complex numbers by logarithms, with the digits and the signs that PyTorch's vectors give
import torch

parts = 0., -0., 1., -1., .5, -2., 1e-4, 30.
for dtype in torch.complex64, torch.complex128:
    z = torch.tensor([complex(a, b) for a in parts for b in (0., -0., 1., -1., .25, -3.)], dtype=dtype)
    for f in torch.asin, torch.acos, torch.atan:
        print(f.__name__, dtype, f(z).tolist())
    print((torch.asin(z) - torch.asin(z[::2].clone()).repeat_interleave(2))[::2].abs().max(), torch.asin(z[3]).item() == torch.asin(z)[3].item())
print(torch.tensor([0.5 + 0j]).asin(), torch.tensor([[.5 + 0j] * 3] * 3).t()[1:].atan())
