# Milliseconds of layers and operations on large tensors, without and with the gradient: name,
# value, unit by tabs. Processor time.
import torch
import torch.nn.functional as F

from milliseconds import measure


def layer(name, f, *leaves):
    def forward():
        with torch.no_grad():
            f()

    def both():
        for leaf in leaves:
            leaf.grad = None
        f().sum().backward()

    measure(name, forward)
    measure(name + ', gradient', both)


def rand(*sizes):
    return torch.rand(*sizes, requires_grad=True)


torch.manual_seed(0)
for n in (64, 256, 1024):
    a, b = torch.rand(n, n), torch.rand(n, n)
    measure(f'm@m {n}', lambda: a @ b)
a, b = rand(512, 512), rand(512, 512)
layer('m@m 512', lambda: a @ b, a, b)
p, q = rand(32, 64, 64), rand(32, 64, 64)
layer('bmm 32x64x64', lambda: torch.bmm(p, q), p, q)
layer('einsum bqd,bkd->bqk', lambda: torch.einsum('bqd,bkd->bqk', p, q), p, q)
linear, x = torch.nn.Linear(1024, 1024), rand(64, 1024)
layer('linear 64x1024', lambda: linear(x), x, linear.weight, linear.bias)
for n, c_in, c_out, size, k in ((32, 3, 16, 32, 3), (32, 64, 64, 28, 3), (32, 1, 6, 28, 5)):
    conv, image = torch.nn.Conv2d(c_in, c_out, k, padding=k // 2), rand(n, c_in, size, size)
    layer(f'conv {c_in}->{c_out} {k}x{k}', lambda: conv(image), image, conv.weight, conv.bias)
image = rand(32, 64, 28, 28)
layer('max_pool 2', lambda: F.max_pool2d(image, 2), image)
layer('avg_pool 2', lambda: F.avg_pool2d(image, 2), image)
norm, still = torch.nn.BatchNorm2d(64), torch.nn.BatchNorm2d(64).eval()
layer('batch_norm', lambda: norm(image), image, norm.weight, norm.bias)
layer('batch_norm eval', lambda: still(image), image, still.weight, still.bias)
y, z = rand(2048, 512), rand(2048, 512)
layer_norm = torch.nn.LayerNorm(512)
layer('layer_norm', lambda: layer_norm(y), y, layer_norm.weight, layer_norm.bias)
target = torch.randint(0, 512, (2048,))
layer('cross_entropy', lambda: F.cross_entropy(y, target), y)
for name, f in (('softmax', lambda v: F.softmax(v, -1)), ('log_softmax', lambda v: F.log_softmax(v, -1)), ('relu', F.relu),
                ('gelu', F.gelu), ('gelu tanh', lambda v: F.gelu(v, approximate='tanh')), ('tanh', torch.tanh),
                ('sigmoid', torch.sigmoid), ('exp', torch.exp), ('dropout', lambda v: F.dropout(v, 0.1)), ('sum', torch.sum),
                ('mean(0)', lambda v: v.mean(0)), ('mean(1)', lambda v: v.mean(1)),
                ('transposed copy', lambda v: v.t().contiguous())):
    layer(name + ' 1M', lambda: f(y), y)
layer('a*b+c 1M', lambda: y * z + y, y, z)
layer('cat 2x1M', lambda: torch.cat((y, z), 1), y, z)
embedding, ids = torch.nn.Embedding(10000, 256), torch.randint(0, 10000, (16, 128))
layer('embedding', lambda: embedding(ids), embedding.weight)
at = torch.randint(0, 512, (2048, 128))
layer('gather', lambda: y.gather(1, at), y)
source, base = rand(2048, 128), torch.zeros(2048, 512)
layer('scatter_add', lambda: base.scatter_add(1, at, source), source)
rows = torch.randint(0, 2048, (2048,))
layer('a[rows]', lambda: y[rows], y)
measure('topk 8', lambda: torch.topk(y, 8, 1))
measure('sort', lambda: torch.sort(y.detach(), 1))
measure('argmax', lambda: y.argmax(1))
measure('rand 1M', lambda: torch.rand(1048576))
measure('randn 1M', lambda: torch.randn(1048576))
measure('randperm 1M', lambda: torch.randperm(1000000))
q, k, v = (rand(4, 8, 256, 64) for _ in range(3))
hidden = torch.tril(torch.ones(256, 256)) == 0


def attention():
    scores = (q @ k.transpose(-2, -1)) * 0.125
    return F.softmax(scores.masked_fill(hidden, float('-inf')), -1) @ v


layer('attention', attention, q, k, v)
lstm, steps = torch.nn.LSTM(64, 128, batch_first=True), torch.rand(16, 64, 64)
layer('lstm', lambda: lstm(steps)[0], *lstm.parameters())
parameter = torch.nn.Parameter(torch.rand(1000000))
parameter.grad = torch.rand(1000000)
for optimiser in (torch.optim.SGD([parameter], lr=0.001), torch.optim.Adam([parameter], lr=0.001)):
    measure(f'{type(optimiser).__name__} step 1M', optimiser.step)
