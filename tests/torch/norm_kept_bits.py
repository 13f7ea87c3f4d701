# Normalisation of bfloat16, of float64 and of rows with values that are not finite: bit for bit.
import zlib
import torch
import torch.nn.functional as F

INF, NAN = float('inf'), float('nan')


def make(k, shape, dtype=torch.float64):
    s, out = k * 7919 + 13, []
    for _ in range(torch.Size(shape).numel()):
        s = (s * 1103515245 + 12345) % 2147483648
        out.append(-4 + 8 * (s / 2147483648))
    return torch.tensor(out, dtype=torch.float64).to(dtype).reshape(shape)


def digest(t):
    return None if t is None else zlib.crc32(str(t.detach().double().reshape(-1).tolist()).encode())


def show(name, f, *ts):
    ins = [t.detach().clone().requires_grad_() for t in ts]
    out = f(*ins)
    grads = torch.autograd.grad(out, ins, make(9, out.shape, out.dtype))
    print(name, out.dtype, tuple(out.shape), digest(out), *map(digest, grads))


for rows, size in ((6, 7), (40, 17), (3, 64), (4, 300), (2, 1100)):
    x, w, b = make(1, (rows, size), torch.bfloat16), make(2, (size,), torch.bfloat16), make(3, (size,), torch.bfloat16)
    show('layer_norm', lambda x: F.layer_norm(x, (size,)), x)
    show('layer_norm w', lambda x, w: F.layer_norm(x, (size,), w), x, w)
    show('layer_norm w b', lambda x, w, b: F.layer_norm(x, (size,), w, b, 1e-3), x, w, b)
layer = torch.nn.LayerNorm((3, 4)).bfloat16()
x = make(4, (2, 5, 3, 4), torch.bfloat16).transpose(0, 1).requires_grad_()
layer(x).sum().backward()
print(digest(layer(x)), digest(x.grad), digest(layer.weight.grad), layer.weight.grad.dtype)
try:
    F.layer_norm(x, (4,), torch.ones(4), torch.ones(4))
except RuntimeError as e:
    print(e)

x, w, b = make(5, (40, 6), torch.bfloat16), make(6, (6,), torch.bfloat16), make(7, (6,), torch.bfloat16)
show('batch_norm', lambda x, w, b: F.batch_norm(x, None, None, w, b, True), x, w, b)
show('batch_norm plain', lambda x: F.batch_norm(x, None, None, None, None, True), x)
show('batch_norm float', lambda x, w, b: F.batch_norm(x, None, None, w, b, True), x, w.float(), b.float())
show('batch_norm evaluated', lambda x, w, b: F.batch_norm(x, b.detach(), (w * w + 0.1).detach(), w, b, False), x, w, b)

for shape in ((40, 6), (4, 6, 33), (2, 6, 7, 7)):
    x, mean, var = make(14, shape, torch.bfloat16), make(15, (6,), torch.bfloat16), make(16, (6,), torch.bfloat16).abs()
    show('batch_norm', lambda x: F.batch_norm(x, mean, var, None, None, True, 0.3), x)
    print(mean, var)
for shape in ((2, 4, 3), (2, 4, 17), (3, 4, 5, 5)):
    x, w, b = make(8, shape), make(10, (4,)), make(11, (4,))
    show('batch_norm', lambda x, w, b: F.batch_norm(x, None, None, w, b, True), x, w, b)

for dtype in (torch.float32, torch.float64):
    big = 3e38 if dtype is torch.float32 else 1e308
    for n in (3, 8, 17):
        for bad in ((INF,), (NAN,), (-INF, INF), (big / 3, big), (1e20, -1e20)):
            x = make(12, (2, 4, n), dtype)
            for j, v in enumerate(bad):
                x[0, 1, (5 * j + 1) % n] = v
            row = []
            for groups in (1, 2, 4):
                y = x.clone().requires_grad_()
                out = F.group_norm(y, groups)
                out.backward(make(13, y.shape, dtype))
                row += [int(out.isnan().sum()), int(out.isinf().sum()), int(y.grad.isnan().sum()), int(y.grad.isinf().sum())]
            print(dtype, n, bad, row)
