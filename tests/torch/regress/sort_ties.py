"""Where equal elements go in sort, argsort, msort and mode: kept in order by stable=True, else as introsort leaves them."""
import torch


def digest(indices):
    total = 0
    for i in indices.reshape(-1).tolist():
        total = (total * 31 + i) % 1000003
    return total


torch.manual_seed(0)
for n in (2, 16, 17, 20, 50, 100, 1000, 30000):
    for dtype in (torch.int64, torch.float32, torch.uint8, torch.float64, torch.bool):
        x = torch.randint(0, 7, (n,)).to(dtype)
        print(n, dtype, digest(torch.sort(x)[1]), digest(torch.sort(x, descending=True)[1]), digest(x.argsort()),
              digest(torch.argsort(x, descending=True)), digest(torch.sort(x, stable=True)[1]),
              digest(torch.sort(x, stable=True, descending=True)[1]), digest(torch.argsort(x, stable=True)),
              digest(torch.sort(x, stable=False)[1]), torch.mode(x, 0)[1].item())
x = torch.randint(0, 5, (40, 30))
for dim in (0, 1):
    print(digest(x.sort(dim)[1]), digest(x.t().sort(dim)[1]),
          digest(torch.sort(x.t(), stable=True, dim=dim)[1]), digest(x.mode(dim)[1]))
x = torch.arange(50.)
x[3] = x[10] = float('nan')
x[20:40] = -0.0
print(x.sort()[1], x.argsort(descending=True))
x = torch.randint(0, 3, (30,)).double().requires_grad_()
(x.sort()[0] * torch.arange(30)).sum().backward()
print(x.grad)
