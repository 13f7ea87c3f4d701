# cdist, cosine_similarity and prelu keep their operands: who changes them, and between which nodes they lie.
import torch
import torch.nn.functional as F


def show(name, f):
    try:
        r = f()
    except Exception as e:
        r = f'{type(e).__name__}: {str(e).split(" Hint")[0]}'
    print(name, r)


def nodes(node, depth=0):
    if node is not None:
        print(' ' * depth + type(node).__name__)
        for n, _ in node.next_functions:
            nodes(n, depth + 1)


def changed(f, shapes, which, recorded):
    ts = [(torch.arange(1., 1 + torch.Size(s).numel()).view(s) / 7).requires_grad_() * (k + 1) for k, s in enumerate(shapes)]
    r = f(*ts)
    with torch.set_grad_enabled(recorded):
        ts[which].mul_(2)
    r.sum().backward()
    return 'passed'


def similar_row(x, y):
    return F.cosine_similarity(x[0], y, dim=0)


def of_expanded(x, y):
    return torch.cdist(x.expand(3, 2, 3), y)


for which in 0, 1:
    for recorded in False, True:
        show(f'similar {which} {recorded}', lambda: changed(similar_row, ((2, 3), (3,)), which, recorded))
        show(f'similar rows {which} {recorded}', lambda: changed(F.cosine_similarity, ((2, 3), (2, 3)), which, recorded))
        for p in 0, 1, 2, 3:
            show(f'cdist {p} {which} {recorded}', lambda: changed(lambda x, y: torch.cdist(x, y, p=float(p)), ((1, 2, 3), (5, 4, 3)), which, recorded))
        show(f'expanded {which} {recorded}', lambda: changed(of_expanded, ((2, 3), (4, 3)), which, recorded))
a, b = torch.rand(2, 3, requires_grad=True), torch.rand(4, 3, requires_grad=True)
nodes(torch.cdist(a * 1, b).grad_fn)
nodes(torch.cdist(a[None], b.expand(3, 4, 3), p=1).grad_fn)
nodes(F.cosine_similarity(a[0], b[0], dim=0).grad_fn)

# gradients of cdist, with shapes that are broadcast
x = torch.tensor([[0., 1., 2.], [3., 1., 0.]]).requires_grad_()
y = torch.tensor([[[1., 1., 0.], [3., 1., 0.]], [[5., 1., 2.], [0., 2., 4.]]]).requires_grad_()
for p in 0., 0.5, 1., 2., 3., float('inf'):
    r = torch.cdist(x, y, p=p)
    print(p, r.detach())
    for g in torch.autograd.grad((r * torch.arange(8.).view(2, 2, 2)).sum(), (x, y)):
        print(g)
print(torch.autograd.grad(torch.cdist(x, x, p=1.).sum(), x))
try:
    g, = torch.autograd.grad(torch.cdist(x, y, p=1.).pow(2).sum(), x, create_graph=True)
    g.sum().backward()
except RuntimeError as e:
    print(str(e)[:90])

# prelu of bfloat16 with weights of other types; normalisation takes none
bf = torch.bfloat16
for dtype in torch.float32, torch.float64:
    x = torch.tensor([[-1.5, 2.], [-0.25, -3.]], dtype=bf, requires_grad=True)
    w = torch.tensor([0.3, 0.7], dtype=dtype, requires_grad=True)
    r = F.prelu(x, w)
    print(r, r.grad_fn.next_functions[1][0].name())
    print(torch.autograd.grad(r, (x, w), torch.tensor([[1., 2.], [3., 4.]], dtype=bf)))
    gx, gw = torch.autograd.grad(F.prelu(x, w), (x, w), torch.ones(2, 2, dtype=bf), create_graph=True)
    print(torch.autograd.grad(gx.float().sum() + gw.sum(), (x, w)))
show('prelu', lambda: F.prelu(torch.ones(2), torch.ones(1, dtype=bf)))
show('layer', lambda: torch.nn.LayerNorm(4)(torch.ones(2, 4, dtype=bf)))
show('layer', lambda: F.layer_norm(torch.ones(2, 4, dtype=bf), (4,), None, torch.ones(4)))
show('group', lambda: F.group_norm(torch.ones(2, 4, dtype=bf), 2, torch.ones(4)))

# kernels without elements
o = torch.ones
for mode in 'reflect', 'zeros', 'circular':
    for kernel in 0, (0, 3), (3, 0):
        show(mode, lambda: torch.nn.Conv2d(1, 1, kernel, padding=1, padding_mode=mode)(o(1, 1, 5, 5)))
show('1', lambda: F.conv1d(o(1, 1, 5), o(1, 1, 0)))
show('3', lambda: F.conv3d(o(1, 1, 5, 5, 5), o(1, 1, 0, 2, 3)))
show('dilated', lambda: F.conv1d(o(1, 1, 5), o(1, 1, 0), dilation=2))
show('dilated', lambda: F.conv2d(o(1, 1, 5, 5), o(1, 1, 0, 2), dilation=2))
show('dilated', lambda: F.conv3d(o(1, 1, 5, 5, 5), o(1, 1, 0, 2, 3), dilation=2))
show('transposed', lambda: F.conv_transpose2d(o(1, 1, 5, 5), o(1, 1, 0, 2)))

for shapes in ((), (2, 3)), ((2, 3), (2, 3)), ((3,), (2, 3)):
    for which in range(2):
        leaves = [torch.ones(shape, requires_grad=True) for shape in shapes]
        operands = [leaf * 1 for leaf in leaves]
        similarity = torch.cosine_similarity(*operands, dim=-1)
        operands[which].add_(1)
        try:
            similarity.sum().backward()
        except RuntimeError as e:
            print(str(e)[90:180])
