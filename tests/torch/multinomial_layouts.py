"""torch.multinomial: which categories come for a seed, by layout and type of the probabilities."""
import torch

for dtype in torch.float32, torch.float64, torch.bfloat16:
    for make in (lambda: torch.rand(4, 6), lambda: torch.rand(6, 4).t(), lambda: torch.rand(4, 12)[:, ::2], lambda: torch.rand(6).expand(4, 6),
                 lambda: torch.rand(4, 1).expand(4, 6), lambda: torch.rand(6), lambda: torch.rand(12)[::2], lambda: torch.rand(1, 6),
                 lambda: torch.rand(2, 4, 6)[1], lambda: torch.rand(4, 600), lambda: torch.rand(600, 4).t()):
        torch.manual_seed(3)
        p = make().to(dtype)
        for n, replacement in (1, False), (3, False), (1, True), (3, True):
            torch.manual_seed(7)
            print(dtype, tuple(p.shape), p.stride(), n, replacement, torch.multinomial(p, n, replacement).tolist())
        print(torch.rand(1).item())
