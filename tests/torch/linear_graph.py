"""The graph behind a linear layer as next_functions shows it, and what else the gradients of products keep."""
import torch
import torch.autograd.forward_ad as fw
import torch.nn as nn
import torch.nn.functional as F


def tree(node, depth=0):
    print('  ' * depth + (node.name() if node else 'None'))
    for after, _ in node.next_functions if node else ():
        tree(after, depth + 1)


layer = nn.Linear(3, 2)
for x in (torch.ones(4, 3), torch.ones(4, 3, requires_grad=True), torch.ones(3), torch.ones(2, 4, 3, requires_grad=True), torch.ones(2, 4, 3)):
    print(list(x.shape), x.requires_grad)
    tree(layer(x).grad_fn)
    tree(F.linear(x, layer.weight).grad_fn)
tree(nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 1))(torch.ones(4, 3)).grad_fn)
node = layer(torch.ones(4, 3)).grad_fn
step = node.next_functions[2][0]
print(step is node.next_functions[2][0], step.next_functions[0][0].variable is layer.weight)
kept = [layer(torch.ones(1, 3)).grad_fn.next_functions for _ in range(3)]
del node, layer
print([n[2][0].name() for n in kept])

# cross keeps its operands
x, y = torch.arange(6.).reshape(2, 3).requires_grad_(), torch.tensor([[1., 1.5, 2.]], requires_grad=True)
r = torch.cross(x, y, dim=1)
g = torch.autograd.grad((r * r).sum(), (x, y), create_graph=True)
print(r, g, torch.autograd.grad(sum((t * t).sum() for t in g), (x, y)))
a = x * 1
r = torch.linalg.cross(a, y)
a.add_(1)
try:
    r.sum().backward()
except RuntimeError as e:
    print(str(e)[:200])
with fw.dual_level():
    d = fw.make_dual(x.detach(), torch.ones(2, 3))
    print(fw.unpack_dual(torch.cross(d, y.detach(), dim=1)).tangent)
    p = fw.make_dual(torch.ones(4), torch.ones(4))
    for f in (lambda: torch.igamma(p, p), lambda: torch.igammac(torch.ones(4), p), lambda: torch.special.gammainc(torch.ones(4), p),
              lambda: F.embedding_bag(torch.tensor([[0, 1]]), p.reshape(2, 2))):
        try:
            print(fw.unpack_dual(f()))
        except NotImplementedError as e:
            print(str(e).split('\n')[0])
