"""Running sums and products of complex numbers, to the last bit."""
import torch


def digest(t):
    bits = torch.view_as_real(t).contiguous().view(torch.int64 if t.dtype is torch.complex128 else torch.int32).flatten().long()
    return int((bits % 1000003 * torch.arange(1, bits.numel() + 1)).sum() % 1000000007)


torch.manual_seed(6)
for dtype in torch.complex64, torch.complex128:
    x = torch.randn(40, 50, dtype=dtype)
    for t in x, x.t(), x[:, ::3]:
        print(dtype, [digest(f(d)) for f in (t.cumsum, t.cumprod) for d in (0, 1)])
