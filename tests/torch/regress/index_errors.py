# Errors of index expressions, and of the values put there.
import torch
x, y = torch.zeros(0, 3), torch.zeros(3, 2, 3)


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def put(v, k, kind=torch.float32):
    z = torch.zeros(3, 2, 3, dtype=kind)
    z[k] = v
    return z.sum().item()


i, m = torch.tensor([0, 1]), torch.tensor([True, False, True])
for f in (lambda: x[i], lambda: x[:, torch.tensor([5])], lambda: x[i, 0:0], lambda: y[::2, [True, False, True]], lambda: y[0, [True, False, True]], lambda: y[None, [True, False, True]],
          lambda: y[:, [True, False, True]], lambda: y[torch.tensor([0]), [True, False, True]], lambda: y[[True, False], ..., 0], lambda: put(torch.tensor(1), i), lambda: put(torch.tensor(1), m),
          lambda: put(torch.tensor([1]), 0), lambda: put(torch.zeros(3, dtype=torch.float64), i), lambda: put(torch.zeros(2, 2, 3, dtype=torch.int64), m), lambda: put(torch.zeros(7, dtype=torch.int64), i),
          lambda: put(2j, 0), lambda: put(1e300, 0), lambda: put(300, 0, torch.uint8), lambda: put(-3, 0, torch.uint8), lambda: put(2.5, 0, torch.int8), lambda: put(1e10, 0, torch.int32),
          lambda: put(float('inf'), 0), lambda: put(float('nan'), 0, torch.int64), lambda: torch.full((2,), 1e300), lambda: torch.full((1,), 1e5, dtype=torch.half), lambda: torch.zeros(2).fill_(1e39),
          lambda: y[torch.tensor([0.5]), 5], lambda: y[torch.tensor([0.5]), 1], lambda: y.clone().__iand__(torch.ones(5)), lambda: torch.ones(2, dtype=torch.int64).__ilshift__(torch.ones(2))):
    t(f)
