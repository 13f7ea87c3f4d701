# Layers of bfloat16 are the nodes that they are in other types.
import torch
import torch.nn.functional as F
from torch import nn


def graph(t):
    out, todo, depth = [], [(t.grad_fn, 0)], 6
    while todo:
        node, level = todo.pop()
        if node is None or level > depth:
            continue
        out.append(f'{level}:{node.name()}')
        todo += [(n, level + 1) for n, _ in reversed(node.next_functions)]
    return ' '.join(out)


def leaf(*shape):
    return torch.arange(float(torch.Size(shape).numel())).sin().reshape(shape).to(torch.bfloat16).requires_grad_()


def show(name, make, *leaves):
    r = make(*leaves)
    print(name, r.dtype, graph(r))
    first = torch.autograd.grad((r * r).sum(), leaves, create_graph=True)
    print('  ', [round(g.float().sum().item()) for g in first], [g.dtype for g in first])
    if name.startswith('conv'):     # whose second derivative PyTorch does not always manage
        return
    second = torch.autograd.grad(sum((g * g).sum() for g in first), leaves, allow_unused=True)
    print('  ', [None if g is None else g.dtype for g in second])
    with torch.no_grad():
        print('  ', make(*leaves).grad_fn, make(*leaves).equal(r))


show('conv1d', lambda x, w, b: F.conv1d(x, w, b), leaf(1, 2, 6), leaf(3, 2, 2), leaf(3))
show('conv2d', lambda x, w: F.conv2d(x, w, padding=1), leaf(1, 2, 5, 5), leaf(3, 2, 3, 3))
show('conv3d', lambda x, w: F.conv3d(x, w), leaf(1, 2, 3, 3, 3), leaf(3, 2, 2, 2, 2))
show('max_pool1d', lambda x: F.max_pool1d(x, 2), leaf(1, 2, 6))
show('max_pool2d', lambda x: F.max_pool2d(x, 2, return_indices=True)[0], leaf(1, 2, 4, 4))
show('avg_pool1d', lambda x: F.avg_pool1d(x, 2), leaf(1, 2, 6))
show('avg_pool2d', lambda x: F.avg_pool2d(x, 2), leaf(1, 2, 4, 4))
show('adaptive_max_pool1d', lambda x: F.adaptive_max_pool1d(x, 3), leaf(1, 2, 6))
show('adaptive_max_pool2d', lambda x: F.adaptive_max_pool2d(x, 2), leaf(1, 2, 4, 4))
show('adaptive_avg_pool1d', lambda x: F.adaptive_avg_pool1d(x, 3), leaf(1, 2, 6))
show('adaptive_avg_pool2d', lambda x: F.adaptive_avg_pool2d(x, 2), leaf(1, 2, 4, 4))
show('batch_norm', lambda x, w, b: F.batch_norm(x, None, None, w, b, True), leaf(4, 3), leaf(3), leaf(3))
show('group_norm', lambda x, w, b: F.group_norm(x, 2, w, b), leaf(2, 4, 3), leaf(4), leaf(4))
show('nll_loss', lambda x: F.nll_loss(x, torch.tensor([0, 2])), leaf(2, 3))
show('nll_loss2d', lambda x: F.nll_loss(x, torch.zeros(1, 2, 2, dtype=torch.long)), leaf(1, 3, 2, 2))
show('cross_entropy', lambda x: F.cross_entropy(x, torch.tensor([0, 2])), leaf(2, 3))
print(graph(nn.BatchNorm1d(2).bfloat16()(leaf(0, 2))))
bn = nn.BatchNorm1d(3).bfloat16()
bn(leaf(4, 3))
print(bn.running_mean, bn.running_var)
x, w = leaf(1, 2, 4, 4), leaf(3, 2, 3, 3)
r = F.conv2d(x, w)
print(r.grad_fn._saved_weight is w, torch.equal(r.grad_fn._saved_input, x))
with torch.no_grad():
    w.add_(1)
try:
    r.sum().backward()
except RuntimeError as e:
    print(str(e)[:120])
with torch.autocast('cpu', dtype=torch.bfloat16):
    y = nn.Conv2d(2, 3, 3)(torch.ones(1, 2, 4, 4))
    print(y.dtype, graph(y))
try:
    F.max_pool1d(leaf(3), 2)
except RuntimeError as e:
    print(e)
