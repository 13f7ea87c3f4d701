"""Whose result a tensor is after an operation in place, and after hooks of saved tensors."""
import contextlib
import torch
from torch.autograd.graph import saved_tensors_hooks

r = torch.tensor([1.25, -2.0], requires_grad=True)
o = torch.tensor([1.0, 2.0], requires_grad=True)


def show(label, f):
    try:
        x = f()
        print(label, type(x.grad_fn).__name__, x.dtype, x.tolist())
    except RuntimeError as e:
        print(label, 'RuntimeError:', str(e).split('\n')[0])


def names(node):
    return node and (node.name(), [names(n) for n, _ in node.next_functions])


# a wider operand: the node is the operation's own
for op in ('add_', 'sub_', 'mul_', 'div_', 'pow_', 'atan2_', 'hypot_', 'xlogy_'):
    for own, other in ((torch.float32, torch.float64), (torch.bfloat16, torch.float32)):
        a = torch.tensor([1.25, 2.5], dtype=own, requires_grad=True)
        b = torch.tensor([3.0, 1.5], dtype=other, requires_grad=True)
        x = getattr(a * 1, op)(b)
        print(op, x.dtype, names(x.grad_fn), [(g.dtype, [round(v, 1) for v in g.tolist()]) for g in torch.autograd.grad(x.sum(), (a, b))])

# comparisons give gradients of zeros, logical operations leave the history alone
for op in ('eq_', 'ne_', 'lt_', 'le_', 'gt_', 'ge_', 'greater_', 'less_equal_', 'not_equal_'):
    for other in (1, torch.tensor([1.0, 2.0]), o, torch.tensor(1.5), o.double()):
        show(op, lambda: getattr(r * 1, op)(other))
    show(op, lambda: getattr(r, op)(1))
    show(op, lambda: getattr((r * 1)[:1], op)(1))
    show(op, lambda: getattr(torch.tensor([1.0, 2.0]), op)(o))
print([g.tolist() for g in torch.autograd.grad((r * 1).eq_(o).sum(), (r, o))])
for op in ('logical_and_', 'logical_or_', 'logical_xor_'):
    show(op, lambda: getattr(r * 1, op)(o))
    show(op, lambda: getattr((r * 1)[:1], op)(o[:1]))
    show(op, lambda: getattr(torch.tensor([0.0, 2.0]), op)(o))
show('logical_not_', lambda: (r * 1).logical_not_())
print(torch.autograd.grad((r * 3).logical_not_().sum(), r))
leaf = torch.tensor([1.0, 0.0], requires_grad=True)
print(leaf.logical_not_(), leaf._version)

for f in (torch.special.zeta, torch.special.xlog1py):
    print([type(f(*pair).grad_fn).__name__ for pair in ((o, 2), (2, o), (o, o))])

# take gives elements of their own, whatever is written into them
at = torch.tensor([[0, -1, 0]])
for change in (lambda x: x.add_(1), lambda x: x.mul_(3), lambda x: x[..., 0].fill_(2), lambda x: x.view(3).sub_(1)):
    w = torch.tensor([[1.0, -2.0], [3.0, 4.0]], requires_grad=True)
    x = (w * 1).take(at)
    change(x)
    print(type(x.grad_fn).__name__, x.tolist(), x._base, torch.autograd.grad((x * x).sum(), w)[0].tolist())
w = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
g, = torch.autograd.grad((w * w).take(at).pow(2).sum(), w, create_graph=True)
print(g.tolist(), torch.autograd.grad((g * g).sum(), w)[0].tolist())

# whatever overwrites a tensor counts as a change of it
for change in (lambda x: x.zero_(), lambda x: x.fill_(2), lambda x: x.fill_(torch.tensor(2.0)), lambda x: x[:1].zero_(), lambda x: x.add_(1)):
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    x = w * 1
    y = x * x
    change(x)
    with torch.no_grad():
        plain = torch.ones(2)
        change(plain)
    print(x._version, plain._version)
    show('saved', lambda: torch.autograd.grad(y.sum(), w)[0])


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        z = x * y
        ctx.save_for_backward(x, y, z, None)
        return z

    @staticmethod
    def backward(ctx, g):
        x, y, z, nothing = ctx.saved_tensors
        print('saved', x.requires_grad, x.grad_fn.name(), y.requires_grad, z.requires_grad, z.grad_fn.name(), nothing)
        return g * y + 0 * z, g * x + 0 * z


class Exponential(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        ctx.save_for_backward(x.exp_())
        return x

    @staticmethod
    def backward(ctx, g):
        result, = ctx.saved_tensors
        return g * result


def told(t):
    print('pack', t.requires_grad, t.grad_fn.name() if t.grad_fn else None, torch.is_grad_enabled())
    return t


same, copies = (lambda t: t), (lambda t: t.clone())
for hooks in (None, (same, same), (copies, copies), (lambda t: t.detach().numpy().copy(), torch.from_numpy), (told, same)):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    y = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    square, other = x.square(), y * 1
    with saved_tensors_hooks(*hooks) if hooks else contextlib.nullcontext():
        z, e = Product.apply(square, y), Exponential.apply(other)
    first = torch.autograd.grad(z.sum() + e.sum(), (x, y), create_graph=True)
    second = torch.autograd.grad((first[0] * first[0] * first[1]).sum(), (x, y))
    print([[float(f'{v:.9g}') for v in g.tolist()] for g in first + second])
