# Products of batches with vectors, which are one matrix of all rows times the vector, and of empty operands.
import torch
import torch.nn.functional as F


def show(*what, f):
    try:
        print(*what, *f())
    except Exception as e:
        print(*what, type(e).__name__, e)


def numbers(shape, dtype=torch.float64):
    n = torch.Size(shape).numel()
    return (torch.arange(n) % 5 - 2).to(dtype).reshape(shape)


def with_gradients(f, *operands):
    leaves = [t.detach().requires_grad_() for t in operands]
    y = f(*leaves)
    y.backward((torch.arange(y.numel()) % 3 - 1).to(y.dtype).reshape(y.shape))
    return [list(y.shape), y.stride(), type(y.grad_fn).__name__, y.tolist()] + [t.grad.tolist() for t in leaves]


print('-- the bits are those of one product')
torch.manual_seed(7)
for dtype in (torch.float32, torch.float64, torch.complex128):
    for sizes in ((5, 20, 30), (2, 3, 20, 30), (1, 20, 30), (5, 1, 30), (5, 20, 1)):
        for turned in (False, True):
            x, v = torch.randn(sizes, dtype=dtype), torch.randn(sizes[-1], dtype=dtype)
            x = (x.mT.contiguous().mT if turned else x).requires_grad_()
            v.requires_grad_()
            flat = x.detach().reshape(-1, sizes[-1]).requires_grad_()
            w = v.detach().clone().requires_grad_()
            y, z = x @ v, flat @ w
            y.backward(torch.ones_like(y))
            z.backward(torch.ones_like(z))
            same = [torch.equal(y.flatten(), z), torch.equal(x.grad.flatten(), flat.grad.flatten()), torch.equal(v.grad, w.grad)]
            left = v.detach() @ x.detach().mT
            print(dtype, sizes, same, torch.equal(left.flatten(), z))

print('-- signs of zeros, values')
for x, y in (((5, 2, 3), (3,)), ((3,), (5, 3, 4)), ((2, 1, 2, 3), (3,)), ((3,), (1, 2, 3, 2)), ((3,), (3, 2)), ((2, 3), (3,))):
    show(x, y, f=lambda: with_gradients(torch.matmul, numbers(x), numbers(y)))

print('-- empty operands')
for x, y in (((5, 2, 0), (0, 4)), ((2, 0), (5, 0, 4)), ((0, 3), (5, 3, 4)), ((2, 3), (5, 3, 0)), ((2, 3), (0, 3, 4)), ((2, 3), (2, 0, 3, 2)), ((0, 0), (2, 0, 4)),
             ((5, 2, 3), (3, 0)), ((5, 0, 3), (3, 4)), ((0, 2, 0), (0, 4)), ((5, 2, 0), (0,)), ((0,), (5, 0, 4)), ((0, 2, 3), (3,)), ((5, 0, 3), (3,)), ((3,), (5, 3, 0))):
    show(x, y, f=lambda: with_gradients(torch.matmul, numbers(x), numbers(y)))
for x, w in (((5, 2, 0), (4, 0)), ((5, 2, 3), (0, 3)), ((5, 0, 0), (4, 0)), ((0, 2, 0), (0, 0)), ((2, 0), (4, 0)), ((3,), (0, 3))):
    show(x, w, f=lambda: with_gradients(F.linear, numbers(x), numbers(w)))
    show(x, w, f=lambda: with_gradients(F.linear, numbers(x), numbers(w), numbers(w[:1])))

print('-- twice')
for x, y in (((2, 2, 3), (3,)), ((3,), (2, 3, 2)), ((2, 2, 0), (0, 3))):
    x, y = numbers(x).requires_grad_(), numbers(y).requires_grad_()
    gx, gy = torch.autograd.grad((x @ y).square().sum(), (x, y), create_graph=True)
    show(f=lambda: [g.tolist() for g in torch.autograd.grad(gx.square().sum() + gy.square().sum(), (x, y))])
