# softmax and log_softmax with their gradients, along lines that lie in one piece and along others, of every length around
# the widths of vectors. The last bits depend on the processor, so that weighted sums are shown.
import torch


def digest(t):
    flat = t.double().flatten()
    return f'{(flat * torch.linspace(1, 2, flat.numel(), dtype=torch.double)).sum():.4f}'


for dtype in (torch.float32, torch.float64):
    for n in (1, 2, 3, 5, 7, 8, 9, 16, 33, 100, 600, 1031):
        torch.manual_seed(n)
        out = []
        for shape, dim in (((64, n), -1), ((n, 64), 0)):
            x, g = torch.randn(shape, dtype=dtype, requires_grad=True), torch.randn(shape, dtype=dtype)
            for f in (torch.softmax, torch.log_softmax):
                x.grad = None
                y = f(x, dim)
                y.backward(g)
                out += [digest(y.detach()), digest(x.grad)]
        print(dtype, n, *out)
    for n in (2, 5, 33):
        for inner in (2, 3, 4, 7, 8, 9, 12, 15, 33, 100):
            torch.manual_seed(inner)
            x, g = torch.randn(3, n, inner, dtype=dtype, requires_grad=True), torch.randn(3, n, inner, dtype=dtype)
            out = []
            for f in (torch.softmax, torch.log_softmax):
                x.grad = None
                y = f(x, 1)
                y.backward(g)
                out += [digest(y.detach()), digest(x.grad)]
            print(dtype, n, inner, *out)
