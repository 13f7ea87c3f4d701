# Loops that take several rows, chunks or vectors at a time, at sizes around their borders.
import torch
import torch.nn.functional as F


def show(*tensors):
    print(*(round(float((t.double() * torch.arange(1, t.numel() + 1).reshape(t.shape)).mean()), 3)
            for t in tensors))


def ramp(*shape):
    n = 1
    for size in shape:
        n *= size
    return (torch.arange(n) * 7 % 23 - 11).reshape(shape).float() / 8


for n in 1, 7, 8, 127, 128, 129, 511, 512, 513, 640, 1100:
    x = ramp(3, n).requires_grad_()
    w, b = ramp(n).add(0.3).requires_grad_(), ramp(n).requires_grad_()
    y = F.layer_norm(x, (n,), w, b)
    y.backward(ramp(3, n + 1)[:, 1:].contiguous())
    print(n, end=' ')
    show(y, x.grad, w.grad, b.grad)
    x.grad = None
    y = F.layer_norm(x, (n,))
    y.backward(ramp(3, n + 1)[:, 1:].contiguous())
    show(y, x.grad, x.sum(1), x.mean(0), x.sum())

for n in 1, 127, 128, 129, 513, 70000:
    x, y = ramp(4, n), ramp(4, n) + 1
    rows = torch.tensor([3, 1, 1, 0])
    z = x.clone()
    z[rows[:1]] = y[1]
    print(n, end=' ')
    show(torch.cat((x, y), 1), torch.stack((x, y), 1), x[rows], x.index_select(0, rows), F.embedding(rows, x), z)

for m, n, k in (1, 4, 4), (4, 4, 4), (3, 4, 5), (5, 8, 2), (4, 12, 7), (7, 21, 6):
    a, b, c = ramp(5, m, k), ramp(5, k, n), ramp(5, m, n)
    print(m, n, k, end=' ')
    show(torch.bmm(a, b), torch.bmm(a, b.transpose(1, 2).contiguous().transpose(1, 2)),
         torch.baddbmm(c, a, b, beta=0.5, alpha=2.0), torch.addmm(c[0], a[0], b[0], beta=0.5, alpha=4.0))
for dtype in torch.float32, torch.float64:
    a, b = (ramp(2, 70, 70).to(dtype).requires_grad_() for _ in range(2))
    torch.bmm(a, b).sum().backward()
    show(a.grad, b.grad)
    a.grad = None
    torch.bmm(a[:, ::2, ::2], b[:, 1::2, ::2]).sum().backward()
    show(a.grad)

index = torch.arange(4 * 900).reshape(4, 900) * 5 % 600
for source in ramp(4, 900), ramp(4, 900).double(), ramp(900, 4).t():
    zeros = torch.zeros(4, 600, dtype=source.dtype)
    show(zeros.scatter_add(1, index, source), torch.zeros(600, 4, dtype=source.dtype).t().scatter_add(1, index, source))
try:
    zeros.scatter_add(1, index + 1, source)
except RuntimeError as error:
    print(str(error)[:50])
