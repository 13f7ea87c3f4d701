# What is said of arguments that a function does not take.
import torch
x = torch.zeros(2, 3)


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: x.view(1, 'a'), lambda: x.view((1, 'a')), lambda: x.view(('a', 1)), lambda: x.permute('a'), lambda: torch.permute(x, (1, 'a')),
          lambda: x.flip('a'), lambda: torch.roll(x, 'a'), lambda: x.abs(1), lambda: x.abs(q=1), lambda: torch.max(x, 2, 3, 4, 5), lambda: torch.max(x, b=2, c=3, d=4),
          lambda: x.mean(b=2, c=3, d=4, e=5, f=6), lambda: x.addmm(1, 2), lambda: torch.addmm(x, 1, 2), lambda: torch.add(x), lambda: torch.add(x, 'a'), lambda: x.add(1, 2, 3),
          lambda: torch.softmax(x, 0, dtype=1), lambda: torch.nn.functional.gelu(1), lambda: torch.linalg.solve(x), lambda: torch.special.erf('a'), lambda: torch.fft.fft('a'),
          lambda: torch.cat([x], dim=1, axis=0), lambda: torch.ones(2, foo=1), lambda: torch.maximum(x, 1), lambda: x.maximum(1), lambda: x.argmax([0]), lambda: x.max(dim=(0, 1)),
          lambda: x.sum(keepdim=True), lambda: x.std(correction=2), lambda: torch.isnan(x, out=x), lambda: torch.trapz(x, ()), lambda: x.corrcoef(dim=1), lambda: x.quantile(),
          lambda: x.cummax(dtype=torch.int64), lambda: torch.all(x, dim=(0, 1)), lambda: x.logical_and_(2), lambda: torch.argmax(x, keepdim=torch.float32)):
    t(f)
