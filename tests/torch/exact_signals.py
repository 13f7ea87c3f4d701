"""Signals from their short-time spectra, to the last bit."""
import torch


def digest(t):
    bits = t.contiguous().view({8: torch.int64, 4: torch.int32}[t.element_size()]).flatten().long()
    return int((bits % 1000003 * torch.arange(1, bits.numel() + 1)).sum() % 1000000007)


torch.manual_seed(8)
for dtype in torch.float32, torch.float64:
    for size, hop, length in (16, 4, 200), (50, 13, 333), (64, 16, 500), (12, 12, 120):
        x = torch.randn(2, length, dtype=dtype)
        for window in torch.hann_window(size, dtype=dtype) + 0.1, None:
            parts = torch.view_as_real(torch.stft(x, size, hop, window=window, return_complex=True)).contiguous().requires_grad_()
            y = torch.istft(torch.view_as_complex(parts), size, hop, window=window)
            print(dtype, size, hop, window is None, digest(y.detach()), digest(torch.autograd.grad(y, parts, y.detach().cos())[0]))
