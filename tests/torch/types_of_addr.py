"""addr computes in the common type of all its operands; what baddbmm, histogram, histc and arange check, and in which order."""
import torch


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for types in ((torch.int8, torch.complex64, torch.float16), (torch.complex64, torch.int8, torch.float16), (torch.float32, torch.float16, torch.float64),
              (torch.int8, torch.int64, torch.float16), (torch.int8, torch.float16, torch.bfloat16), (torch.bool, torch.complex128, torch.bool)):
    s, u, v = (torch.tensor(x).to(d) for x, d in zip(([3], [1.5, 2.25], [.75]), types))
    for alpha, beta in ((.5, 1), (1, 1), (2, .5), (1j, 1)):
        attempt(lambda: torch.addr(s, u, v, alpha=alpha, beta=beta))
for beta, alpha in ((2j, 0), (-1, 2j)):
    for shapes in (((1,), (1, 3), (2, 2, 2)), ((3,), (2, 3, 3), (2, 4, 3)), ((2, 2, 2), (2, 2, 2), (2, 2, 2)), ((9,), (2, 2, 2), (2, 2, 2))):
        attempt(lambda: torch.baddbmm(*[torch.zeros(s) for s in shapes], beta=beta, alpha=alpha))

for d in (torch.float16, torch.bfloat16, torch.int64, torch.float32):
    x = torch.zeros(3, dtype=d)
    for options in (dict(bins=0), dict(bins=-1), dict(bins=4, range=(2, 1)), dict(bins=4, range=(2j, 1)), dict(bins=4, range=(1, 10**400)),
                    dict(bins=4, range=(float('nan'), 1)), dict(bins=4), dict(bins=torch.zeros(2, 2)), dict(bins=2, weight=torch.zeros(2)),
                    dict(bins=0, weight=torch.zeros(2)), dict(bins=2, range=(2, 1), weight=torch.zeros(2))):
        attempt(lambda: torch.histogram(x, **options))
    for a in ((0, 2j, -1), (0, -3, 2j), (2, 2j, 1), (2, 3, 1), (2, float('nan'), 1), (2, 0, float('inf'))):
        attempt(lambda: torch.histc(x, *a))

for d in (torch.int16, torch.int64, torch.uint8):
    for a in ((1, 1.5, -1), (1.5, 1, 1), (1, 2.9, -1), (2, 1.2, .5), (0, 5, 1.9)):
        attempt(lambda: torch.arange(*a, dtype=d))
