"""The order in which convolutions add up: one product of BLAS for each image, or the chains of oneDNN's kernels for AVX-512."""
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(0)
with open('/proc/cpuinfo') as cpu:
    WIDE = 'avx512' in cpu.read()       # elsewhere both take other kernels


def sums_of_blas(dtype, batch, channels, results, size, kernel, stride, padding, bias):
    x = torch.randn(batch, channels, size, size, dtype=dtype, requires_grad=True)
    w = torch.randn(results, channels, kernel, kernel, dtype=dtype, requires_grad=True)
    b = torch.randn(results, dtype=dtype, requires_grad=True) if bias else None
    y = F.conv2d(x, w, b, stride, padding)
    g = torch.randn_like(y)
    y.backward(g)
    columns = F.unfold(x.detach(), kernel, padding=padding, stride=stride)
    W, G = w.detach().reshape(results, -1), g.reshape(batch, results, -1)
    same, gw, gx = True, torch.zeros_like(W), []
    for i in range(batch):
        wide = b.detach()[:, None].expand(results, columns.size(2)) if bias else torch.zeros(results, columns.size(2), dtype=dtype)
        same = same and torch.equal(y[i].detach().reshape(results, -1), torch.addmm(wide, W, columns[i]))
        gw = torch.addmm(gw, G[i], columns[i].t())
        gx.append(F.fold((W.t() @ G[i])[None], size, kernel, padding=padding, stride=stride))
    print(same, torch.equal(w.grad.reshape(results, -1), gw), torch.equal(x.grad, torch.cat(gx)),
          not bias or torch.equal(b.grad, g.sum((0, 2, 3))))


sums_of_blas(torch.float64, 3, 6, 16, 9, 3, 1, 1, True)
sums_of_blas(torch.float64, 2, 40, 12, 8, 3, 2, 1, False)
sums_of_blas(torch.float64, 4, 20, 8, 6, 1, 1, 0, True)
sums_of_blas(torch.float32, 1, 3, 8, 12, 3, 1, 0, True)
sums_of_blas(torch.float32, 1, 40, 16, 10, 3, 1, 1, True)
sums_of_blas(torch.float32, 2, 20, 8, 6, 1, 1, 0, False)


def step(sum, x, y):
    """A fused step of floats: exact in double, but for rounding twice once in 2 ** 29."""
    return (sum.double() + x.double() * y.double()).float()


def chain(channels, block, kernel, sight, weight, start):
    """Blocks of channels, in each one chain over kernel positions and channels."""
    out = start
    for first in range(0, channels, block):
        sum = torch.zeros_like(start)
        for i in range(kernel):
            for j in range(kernel):
                for c in range(first, min(channels, first + block)):
                    sum = step(sum, sight(c, i, j), weight(c, i, j))
        out = sum + out
    return out


def sums_of_chains(batch, channels, results, size, kernel, stride, padding):
    x, w, b = torch.randn(batch, channels, size, size), torch.randn(results, channels, kernel, kernel), torch.randn(results)
    for t in x, w, b:
        t.requires_grad_()
    y = F.conv2d(x, w, b, stride, padding)
    g = torch.randn_like(y)
    y.backward(g)
    if not WIDE:
        print([True] * 4)
        return
    n, padded, W = y.size(2), F.pad(x.detach(), (padding,) * 4), w.detach()

    def seen(c, i, j):
        return padded[:, c:c + 1, i:i + stride * (n - 1) + 1:stride, j:j + stride * (n - 1) + 1:stride]
    start = b.detach().view(1, -1, 1, 1).expand_as(y)
    forward = chain(channels, 16, kernel, seen, lambda c, i, j: W[:, c, i, j].view(1, -1, 1, 1), start)

    def back(c, i, j):
        spread = torch.zeros(batch, 1, size + 2 * padding, size + 2 * padding)
        spread[:, :, i:i + stride * (n - 1) + 1:stride, j:j + stride * (n - 1) + 1:stride] = g[:, c:c + 1]
        return spread[:, :, padding:padding + size, padding:padding + size]
    gx = chain(results, 16, kernel, back, lambda c, i, j: W[c, :, i, j].view(1, -1, 1, 1), torch.zeros_like(x.detach()))
    gw, gb = torch.zeros_like(W), torch.zeros(results)
    sight = torch.stack([torch.stack([torch.cat([seen(c, i, j) for c in range(channels)], 1) for j in range(kernel)], 2)
                         for i in range(kernel)], 2)
    for image in range(batch):
        for row in range(n):
            for column in range(n):
                at = g[image, :, row, column]
                gw = step(gw, at.view(-1, 1, 1, 1), sight[image, :, :, :, row, column][None])
                gb = gb + at
    print([torch.equal(*pair) for pair in ((y, forward), (x.grad, gx), (w.grad, gw), (b.grad, gb))])


sums_of_chains(2, 1, 6, 12, 5, 1, 0)
sums_of_chains(2, 20, 40, 7, 3, 1, 1)
sums_of_chains(3, 6, 16, 9, 3, 2, 1)
sums_of_chains(2, 3, 8, 8, 4, 2, 1)


def sums_by_channel(batch, channels, size, stride):
    x, w, b = torch.randn(batch, channels, size, size), torch.randn(channels, 1, 3, 3), torch.randn(channels)
    for t in x, w, b:
        t.requires_grad_()
    y = F.conv2d(x, w, b, stride, 1, groups=channels)
    g = torch.randn_like(y)
    y.backward(g)
    if not WIDE:
        print([True] * 4)
        return
    n, padded, W = y.size(2), F.pad(x.detach(), (1,) * 4), w.detach()
    end = stride * (n - 1) + 1
    forward, gx = b.detach().view(1, -1, 1, 1).expand_as(y), torch.zeros(batch, channels, size + 4, size + 4)
    gw, gb = torch.zeros_like(W), torch.zeros(channels)
    for i in range(3):
        for j in range(3):
            of_position, seen = W[:, 0, i, j].view(1, -1, 1, 1), padded[:, :, i:i + end:stride, j:j + end:stride]
            forward = step(forward, seen, of_position)
            target = gx[:, :, i:i + end:stride, j:j + end:stride]
            target.copy_(step(target, g, of_position))
            for image in range(batch):
                for row in range(n):
                    for column in range(n):
                        gw[:, 0, i, j] = step(gw[:, 0, i, j], g[image, :, row, column], seen[image, :, row, column])
                        gb = gb + g[image, :, row, column] if i == j == 0 else gb
    print([torch.equal(*pair) for pair in ((y, forward), (x.grad, gx[:, :, 1:1 + size, 1:1 + size]), (w.grad, gw), (b.grad, gb))])


sums_by_channel(2, 8, 7, 1)
sums_by_channel(2, 11, 8, 2)
