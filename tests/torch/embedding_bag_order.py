"""Gradients of embedding_bag: fused steps in the order of the sorted indices, and what cannot be differentiated again."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)


def step(sum, x, y):
    """A fused step of floats: exact in double, but for rounding twice once in 2 ** 29."""
    return (sum.double() + x.double() * y.double()).float()


for columns, bags, length in (2, 4, 6), (8, 8, 10), (32, 3, 40), (5, 10, 100):
    for mode in 'sum', 'mean':
        w, index = torch.randn(6, columns, requires_grad=True), torch.randint(0, 6, (bags, length))
        out = F.embedding_bag(index, w, mode=mode)
        g = torch.randn_like(out)
        out.backward(g)
        flat, scale = index.reshape(-1), torch.tensor(1 / length if mode == 'mean' else 1., dtype=torch.float64).float()
        sum = torch.zeros_like(w)
        for j in flat.sort()[1].tolist():
            sum[flat[j]] = step(sum[flat[j]], scale, g[j // length])
        print(mode, torch.equal(w.grad, sum))
w, index, factors = torch.randn(6, 7, requires_grad=True), torch.randint(0, 6, (9,)), torch.randn(9, requires_grad=True)
out = F.embedding_bag(index, w, torch.tensor([0, 4, 4]), mode='sum', per_sample_weights=factors)
g = torch.randn_like(out)
out.backward(g)
bag, sum = [0] * 4 + [2] * 5, torch.zeros(3, 7)
for j in range(9):
    sum[bag[j]] = step(sum[bag[j]], factors.detach()[j], w.detach()[index[j]])
print(torch.equal(out, sum), torch.equal(factors.grad, torch.stack([torch.dot(g[bag[j]], w.detach()[index[j]]) for j in range(9)])))

for kind in dict(mode='sum'), dict(mode='mean'), dict(mode='sum', per_sample_weights=torch.rand(2, 3, requires_grad=True)):
    w, index = torch.randn(5, 2, requires_grad=True), torch.tensor([[0, 1, 1], [2, 0, 4]])
    gw, = torch.autograd.grad(F.embedding_bag(index, w, **kind).pow(2).sum(), w, create_graph=True)
    print(gw.grad_fn.name(), gw.requires_grad)
    try:
        gw.sum().backward()
    except RuntimeError as e:
        print(type(e).__name__, e)
w = torch.arange(12.).reshape(6, 2).requires_grad_()
for more in dict(), dict(scale_grad_by_freq=True), dict(padding_idx=2), dict(mode='sum', scale_grad_by_freq=True):
    w.grad = None
    out = F.embedding_bag(torch.tensor([1, 2, 2, 4, 1, 5]), w, torch.tensor([0, 2, 2, 5]), **more)
    (out * torch.arange(1., 1 + out.numel()).view_as(out)).sum().backward()
    print(more, out.tolist(), w.grad.tolist())
print(nn.EmbeddingBag(4, 3, mode='sum', padding_idx=1, include_last_offset=True))
