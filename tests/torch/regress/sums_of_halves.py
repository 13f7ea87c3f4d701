"""Sums and means in half precision: elements are rounded to the type asked for, and a mean divides the sum as that type holds it."""
import torch

for own in (torch.bfloat16, torch.float16, torch.float32, torch.float64, torch.int64):
    x = ((torch.arange(21).double() / 8 + 1.03) * (1 if own.is_floating_point else 9)).to(own)
    for asked in (None, torch.bfloat16, torch.float16, torch.float32):
        if asked is None and own is torch.int64:
            continue
        for f in (torch.sum, torch.mean, torch.nansum, torch.nanmean):
            if own is torch.int64 and f in (torch.nansum, torch.nanmean):
                continue
            values = [f(x[:7], dtype=asked), f(x, dim=0, dtype=asked), *f(x.view(3, 7), dim=0, dtype=asked), *f(x.view(3, 7), dim=1, dtype=asked)]
            print(f.__name__, values[0].dtype, [v.item() for v in values])
            if asked:
                print('into', f(x[:7], dim=0, dtype=asked, out=torch.empty((), dtype=asked)).item())
for kind in (torch.bfloat16, torch.float16):
    for n in (300, 70000):
        x = (torch.arange(n) % 7 + 1.1).to(kind)
        for f in (torch.sum, torch.mean, torch.nanmean):
            print(f.__name__, f(x).item(), f(x.view(-1, 50), 0)[:5].tolist(), f(x.view(-1, 50), 1)[:5].tolist(), f(torch.ones(n, dtype=kind)).item())
    for values in ([], [1.0], [float('nan'), 1.03], [float('inf')]):
        print(torch.mean(torch.tensor(values, dtype=kind)).item(), torch.nanmean(torch.tensor(values, dtype=kind)).item())
