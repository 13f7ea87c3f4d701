# Norms of 16-bit numbers are rounded to their type at every step; what norm() does with an output.
import torch

for kind in (torch.float16, torch.bfloat16):
    for values in ([1, 2, 3.5], [1.5, 2.25, 3.125, 7], [0.1 * i for i in range(20)], [(i * 7 % 23 - 11) / 8 for i in range(40)]):
        x = torch.tensor(values).to(kind)
        for p in (0, 0.5, 1, 1.5, 2, 2.1, 2.5, 3, 4, -1, -2.5, float('inf')):
            print(kind, len(values), p, x.norm(p).item(), torch.stack([x, x], 1).norm(p, 0).tolist(), torch.linalg.vector_norm(x, p, keepdim=True).tolist())


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for shape in ((), (3,), (2, 2), (2, 2, 2), (0,)):
    for kind in (torch.float16, torch.float32, torch.bfloat16):
        x = torch.ones(shape).to(kind)
        for out in (torch.int64, torch.float32):
            show(lambda: torch.norm(x, out=torch.zeros((), dtype=out)))
            show(lambda: torch.norm(x, dim=(), out=torch.zeros((), dtype=out)))
            show(lambda: torch.norm(x, dtype=torch.float32, out=torch.zeros((), dtype=out)))
