# Gradients that depend on the order of steps: of qr, of transforms along several dimensions, of a copy in another type, of bicubic
# sampling; what hooks of a view written in place see; which mistake of std with out= is told.
import torch
import torch.nn.functional as F


def shown(t, digits=4):
    t = torch.view_as_real(t.resolve_conj()) if t.is_complex() else t
    return ' '.join('%.*f' % (digits, round(v, digits) + 0.0) for v in t.flatten().tolist())


def numbers(*shape, dtype=torch.float64):
    n = torch.Size(shape).numel()
    return (torch.tensor([(i * 7 + 3) % 23 - 11 for i in range(n)], dtype=torch.float64) / 8).reshape(shape).to(dtype)


for shape in ((3, 3), (4, 3), (3, 5), (2, 2, 3)):
    for dtype in (torch.float64, torch.complex128):
        x = (numbers(*shape, dtype=dtype) * (1 if dtype is torch.float64 else 1 + 0.5j) + torch.eye(*shape[-2:])).requires_grad_()
        q, r = torch.linalg.qr(x)
        gq, gr = numbers(*q.shape, dtype=dtype).cos(), numbers(*r.shape, dtype=dtype).triu()
        if dtype is torch.complex128:   # a diagonal of R that is real has no imaginary gradient
            gq = q.detach() * 0.5
        for grads in ((q,), (r,), (q, r)):
            wanted = [gq if t is q else gr for t in grads]
            print(shape, len(grads), shown(torch.autograd.grad(grads, x, wanted, retain_graph=True)[0]))
for name in ('fft2', 'ifft2', 'rfft2', 'irfft2', 'hfft2', 'ihfft2', 'fftn', 'ifftn', 'rfftn', 'irfftn', 'hfftn', 'ihfftn'):
    for s in (None, (2, 5)):
        x = numbers(2, 3, 4, dtype=torch.float32).requires_grad_()
        f = getattr(torch.fft, name)
        y = f(x, s=s, dim=(-2, -1), norm='ortho')
        weight = torch.linspace(-1, 1, y.numel()).reshape(y.shape)
        print(name, s, type(y.grad_fn).__name__, shown(torch.autograd.grad((y * weight).real.sum() if y.is_complex() else (y * weight).sum(), x)[0]))
    x = numbers(3, 4).requires_grad_()
    print(torch.autograd.gradcheck(f, (x,)), torch.autograd.gradgradcheck(f, (x,)))

a, b = torch.ones(2, 3).requires_grad_(), torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
x = a * 1
x.copy_(b)
print(torch.autograd.grad((x * torch.tensor([0.1, 0.2, 0.3])).sum(), b))
x = a * 1
x[0].copy_(b)
print(torch.autograd.grad((x * torch.tensor([0.1, 0.2, 0.3])).sum(), (a, b)))


def hooked(viewed, before):
    a = torch.arange(6.0).requires_grad_()
    x = a * 1
    x = x.view(2, 3) if viewed else x
    seen = []
    x.register_hook(lambda g: (seen.append(g.sum().item()), g * 2)[1])
    extra = (x * 3).sum() if before else 0
    x.mul_(5)
    return torch.autograd.grad(x.sum() + extra, a)[0].tolist(), seen


for viewed in (False, True):
    for before in (False, True):
        print(viewed, before, hooked(viewed, before))

# batches of small products are rounded at every step
for dtype in (torch.float32, torch.complex64):
    x, y = (numbers(2, 2, 3, dtype=dtype) / 0.7).mul(1 if dtype is torch.float32 else 1 + 0.3j), numbers(2, 3, 4, dtype=dtype) / 1.1
    print(torch.bmm(x, y).tolist(), torch.baddbmm(torch.ones(4, dtype=dtype), x, y, beta=0.3, alpha=0.7).tolist())

for size in ((0,), (1,), (2,), (0, 3)):
    for dtype in (torch.complex64, torch.float32):
        for out in (torch.int64, torch.uint8, torch.bool):
            try:
                print(torch.std(torch.zeros(size, dtype=dtype), dim=0, out=torch.zeros(0, dtype=out)))
            except RuntimeError as e:
                print(size, dtype, out, e)

for padding in ('border', 'zeros', 'reflection'):
    for corners in (True, False):
        x = numbers(1, 2, 4, 3, dtype=torch.float32).requires_grad_()
        grid = (numbers(1, 2, 4, 2, dtype=torch.float32) / 1.1).requires_grad_()
        y = F.grid_sample(x, grid, mode='bicubic', padding_mode=padding, align_corners=corners)
        gx, gg = torch.autograd.grad(y, (x, grid), torch.full_like(y, 0.7))
        print(padding, corners, y.tolist(), gx.tolist(), gg.tolist(), type(y.grad_fn).__name__)
try:
    y = F.grid_sample(x, grid, mode='bicubic', align_corners=False)
    torch.autograd.grad(torch.autograd.grad(y.sum(), grid, create_graph=True)[0].sum(), x)
except RuntimeError as e:
    print(e)
