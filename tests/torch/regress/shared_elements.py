# Tensors whose elements share their memory: which operations in place refuse them first, which write all the same, and gradients of views
# laid over them.
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def show(*what, f):
    try:
        r = f()
    except Exception as e:
        r = f'{type(e).__name__} {str(e)[:60]}'
    print(*what, r)


def binary(name, first, second, xs, ys):
    x, y = (torch.ones(xs, requires_grad=first) * 1).expand(2, *xs), torch.ones(ys, requires_grad=second)
    return getattr(x, name)(*(y, y) if name in ('addcmul_', 'clamp_') else (y, 0.5) if name == 'lerp_' else (y,))


for name in 'div_', 'add_', 'pow_', 'atan2_', 'copysign_', 'remainder_', 'eq_', 'lerp_', 'addcmul_', 'floor_divide_', 'xlogy_', 'logical_and_', 'ldexp_', 'bitwise_and_', 'clamp_', 'copy_':
    for first, second in (False, False), (False, True), (True, False):
        for xs, ys in ((3, 3), (2, 3)), ((3, 3), (3, 3)), ((1,), (2,)):
            show(name, first, second, xs, ys, f=lambda: binary(name, first, second, xs, ys))
for grad in False, True:
    row = lambda: torch.arange(3., requires_grad=grad)[None] * 1
    wide = lambda: row().expand(3, 3)
    show('masked_fill_', grad, f=lambda: wide().masked_fill_(torch.eye(3) > 0, 5.))
    show('masked_fill_', grad, f=lambda: wide().masked_fill_(torch.tensor([True, False, False]), 5.))
    show('threshold_', grad, f=lambda: F.threshold_(wide(), 1.5, 5.))
    for index, source in (torch.tensor([0]), torch.ones(1, 3)), (torch.tensor([7.]), torch.ones(1, 2)):
        show('index_copy_', grad, f=lambda: wide().index_copy_(0, index, source))
    show('ldexp_', grad, f=lambda: row().ldexp_(torch.ones(3)))


def gradients(f, h):
    a = torch.tensor([1., 2, 3, 4], requires_grad=True)
    y = h(f(a * 1))
    g, = torch.autograd.grad((y * y * torch.arange(1., y.numel() + 1).reshape(y.shape)).sum(), a, create_graph=True)
    return g.tolist(), torch.autograd.grad((g * g).sum(), a)[0].tolist()


bases = lambda a: a.expand(3, 4), lambda a: a.as_strided((3, 2), (1, 1)), lambda a: a.unfold(0, 2, 1), lambda a: a[None].expand(2, 4).t(), lambda a: a[1:]
views = lambda x: x.as_strided((2, 2), (1, 1)), lambda x: x.as_strided((3,), (0,)), lambda x: x.as_strided((3,), (1,)), lambda x: x.as_strided((2,), (1,), 2), lambda x: x.view_as(x)
for i, f in enumerate(bases):
    for k, h in enumerate(views):
        show('as_strided', i, k, f=lambda: gradients(f, h))


def copied(inplace, xs, ys, index, x_grad, y_grad):
    a, b = torch.full(xs, 2., requires_grad=x_grad), torch.full(ys, 3., requires_grad=y_grad)
    r = getattr(a * 1, 'index_copy_' if inplace else 'index_copy')(0, index, b * 1)
    (r * 2).sum().backward()
    return type(r.grad_fn).__name__, r.tolist(), a.grad, b.grad


for xs, ys, index in ((), (1,), torch.tensor([0])), ((), (), torch.tensor(0)), ((3,), (2,), torch.tensor([0, 2])):
    for inplace in False, True:
        for grads in (True, True), (True, False), (False, True):
            show('index_copy', xs, ys, inplace, grads, f=lambda: copied(inplace, xs, ys, index, *grads))
