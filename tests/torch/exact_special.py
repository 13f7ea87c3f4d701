"""Special functions whose steps are elementary ones, to the last bit."""
import torch
from torch import special


def digest(t):
    bits = t.detach().contiguous().view({8: torch.int64, 4: torch.int32, 2: torch.int16}[t.element_size()]).flatten().long()
    return int((bits % 1000003 * torch.arange(1, bits.numel() + 1)).sum() % 1000000007)


torch.manual_seed(9)
for dtype in torch.float32, torch.float64, torch.bfloat16:
    x, y = torch.randn(2, 500, dtype=torch.float64).to(dtype)
    y = y.abs()
    for f in special.xlog1py, special.xlogy:
        a, b = x.clone().requires_grad_(), y.clone().requires_grad_()
        r = f(a, b)
        print(dtype, f.__name__, digest(r), *(digest(g) for g in torch.autograd.grad(r, (a, b), y)), digest(f(2.5, y)), digest(f(x, 0.5)))
    if dtype is not torch.bfloat16:
        print(dtype, 'log_ndtr', digest(special.log_ndtr(y)))
