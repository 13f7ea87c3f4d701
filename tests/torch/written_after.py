# What PyTorch's nodes keep, their results among it, may not be written to before the gradient is asked for; what they do not
# keep may. The functions in place that keep their result alone take their slope, and its slope, from it.
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
d = torch.float64
V = torch.tensor([.3, .6, .8], dtype=d)
P = torch.tensor([1.3, 2.6, .8], dtype=d)
A = torch.tensor([[2., 1., .5], [.3, 3., .2], [.5, .7, -2.]], dtype=d)
Q = torch.linspace(-1.5, 2, 12, dtype=d).reshape(4, 3)
Y = torch.linspace(-1, 1, 32, dtype=d).reshape(1, 2, 4, 4)
CASES = {
    'pow by a tensor': (lambda x: torch.pow(x, V), P), 'power of a tensor': (lambda x: torch.pow(P, x), V), 'float_power_': (lambda x: (x * 1).float_power_(V), P),
    'solve, right side': (lambda x: torch.linalg.solve(A, x), V), 'solve': (lambda x: torch.linalg.solve(x, V), A),
    'solve_triangular, right side': (lambda x: torch.linalg.solve_triangular(A, x, upper=True), A.T.contiguous()),
    'lu_solve, right side': (lambda x: torch.linalg.lu_solve(*torch.linalg.lu_factor(A), x), A), 'matrix_exp': (torch.linalg.matrix_exp, A),
    'igammac': (lambda x: torch.special.gammaincc(P, x), V), 'igammac of both': (lambda x: torch.special.gammaincc(x, x), V),
    'xlog1py': (lambda x: torch.special.xlog1py(x, P), V), 'xlog1py of the second': (lambda x: torch.special.xlog1py(P, x), V),
    'igammac of the first': (lambda x: torch.special.gammaincc(x, V), P), 'channel_shuffle': (lambda x: F.channel_shuffle(x, 2), Y),
    'elu_': (lambda x: F.elu(x * 1, 1.5, inplace=True), Q), 'selu_': (lambda x: F.selu(x * 1, inplace=True), Q),
    'celu_': (lambda x: F.celu(x * 1, 0.7, inplace=True), Q), 'celu_ of a part': (lambda x: F.celu((x * 1)[1:], 0.7, inplace=True), Q),
    'leaky_relu_': (lambda x: F.leaky_relu(x * 1, 0.1, inplace=True), Q), 'elu_ by a negative slope': (lambda x: F.elu(x * 1, -1., inplace=True), Q),
    'elu': (F.elu, Q), 'leaky_relu': (F.leaky_relu, Q), 'relu': (F.relu, Q), 'relu_': (lambda x: F.relu(x * 1, inplace=True), Q),
    'square': (torch.square, V), 'pow of 3': (lambda x: x ** 3, V),
}


def ended(f):
    try:
        return f()
    except (RuntimeError, NotImplementedError) as e:
        return str(e).split('Hint')[0].split('\n')[0]


def after_write(f, at, which):
    leaf = at.clone().requires_grad_()
    x = leaf * 1
    y = f(x)
    (x if which == 'operand' else y).mul_(1)
    y.sum().backward()
    return 'no objection'


def derivatives(f, at):
    leaf = at.clone().requires_grad_()
    t = f(leaf * 1)
    found = []
    for _ in range(3):
        if not t.requires_grad:
            break
        t, = torch.autograd.grad((t * t).sum(), leaf, create_graph=True)
        found.append((t.requires_grad, ['%.6g' % (v + 0.) for v in t.flatten().tolist()][:4]))
    return found


for name, (f, at) in CASES.items():
    print(name)
    for which in 'operand', 'result':
        print('   ', which + ':', ended(lambda: after_write(f, at, which)))
    print('   ', ended(lambda: derivatives(f, at)))
for f in (lambda x: F.elu(x * 1, inplace=True), lambda x: F.celu(x * 1, inplace=True), lambda x: F.leaky_relu(x * 1, inplace=True)):
    node = f(Q.clone().requires_grad_()).grad_fn
    print(node.name(), [n for n in dir(node) if n.startswith('_saved')], torch.equal(node._saved_result, f(Q.clone())))

# all gradients of a convolution are results of one node: also that of the bias has a graph, and those that depend on nothing have one
for n in 1, 2, 3:
    for transposed in '', '_transpose':
        conv = getattr(F, f'conv{transposed}{n}d')
        x = torch.linspace(-1, 1, 4 * 4 ** n, dtype=d).sin().reshape((2, 2) + (4,) * n).requires_grad_()
        for groups in 1, 2:
            w = torch.linspace(-2, 1, 4 // groups * 2 ** n, dtype=d).cos().reshape((2, 2 // groups) + (2,) * n).requires_grad_()
            b = torch.ones(2, dtype=d, requires_grad=True)
            y = conv(x, w, b, stride=2, padding=1, groups=groups)
            first = torch.autograd.grad((y ** 2).sum(), (x, w, b), create_graph=True)
            second = torch.autograd.grad(sum((g ** 2).sum() for g in first), (x, w, b), create_graph=True)
            third = torch.autograd.grad(sum((g ** 2).sum() for g in second), (x, w, b))
            print(n, transposed, groups, [[round(t.sum().item(), 4) for t in g] for g in (first, second, third)], {g.grad_fn.name() for g in first})
            g, = torch.autograd.grad(conv(x, w.detach(), groups=groups).sum(), x, create_graph=True)
            print('   ', g.requires_grad, torch.autograd.grad(g.sum(), x, allow_unused=True, retain_graph=True))

# second derivatives that are constant have a graph all the same
for f in torch.square, torch.relu, lambda t: t ** 2, lambda t: t.pow_(2), F.leaky_relu:
    x = V.clone().requires_grad_()
    g, = torch.autograd.grad(f(x * 1).sum(), x, create_graph=True)
    gg, = torch.autograd.grad(g.sum(), x, create_graph=True)
    print(gg.requires_grad, gg.tolist())
