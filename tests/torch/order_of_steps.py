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

for size, factor, corners in (((5, 3), None, False), ((2, 7), None, True), (None, 1.7, False), (None, 0.6, None)):
    x = numbers(1, 2, 4, 5, dtype=torch.float32).requires_grad_()
    y = F.interpolate(x, size=size, scale_factor=factor, mode='bicubic', align_corners=corners)
    print(size, factor, corners, shown(y, 5), shown(torch.autograd.grad(y, x, numbers(*y.shape, dtype=torch.float32))[0], 5), type(y.grad_fn).__name__)
x = numbers(1, 1, 3, 4).requires_grad_()


def bicubic(x):
    return F.interpolate(x, size=(4, 3), mode='bicubic')


print(torch.autograd.gradcheck(bicubic, (x,), check_forward_ad=True), torch.autograd.gradgradcheck(bicubic, (x,)))
for dtype in (torch.uint8, torch.float16):
    try:
        bicubic(numbers(1, 1, 3, 4, dtype=dtype))
    except RuntimeError as e:
        print(e)

# layer_norm's gradient of its gradient
for affine in (False, True):
    x = numbers(2, 3, 4).requires_grad_()
    w, b = ((numbers(3, 4) / 3 + 1).requires_grad_(), numbers(3, 4).requires_grad_()) if affine else (None, None)
    of = tuple(t for t in (x, w, b) if t is not None)
    g = torch.autograd.grad(F.layer_norm(x, (3, 4), w, b).square().sum(), of, create_graph=True)
    print([shown(t) for t in g], [type(t.grad_fn).__name__ for t in g][:1], [shown(t) for t in torch.autograd.grad(sum(t.square().sum() for t in g), of)])
    print(torch.autograd.gradgradcheck(lambda *t: F.layer_norm(t[0], (3, 4), *t[1:]), of))
ones = torch.tensor([1.0, 1.0, 2.0], requires_grad=True)
g = torch.autograd.grad(F.layer_norm(ones, (3,)).square().sum(), ones, create_graph=True)[0]
print('%.3g' % g[2].item(), g.grad_fn.name())

# what one product of several matrices is, and what its type is where there is nothing in it
for a, b in ((torch.zeros(0, 3, dtype=torch.int64).unsqueeze(0), torch.ones(3, 2)), (torch.zeros(1, 0, 3, dtype=torch.int64), torch.ones(3)),
             (torch.zeros(0, 3, 2, dtype=torch.int64)[..., 0].unsqueeze(0), torch.ones(3, 2))):
    print(torch.matmul(a, b).dtype, torch.matmul(a, b).shape)


def refused(f):
    try:
        print(f())
    except (RuntimeError, IndexError) as e:
        print(type(e).__name__, str(e)[:200])


x, true = torch.zeros(2, 3), torch.tensor(True)
refused(lambda: x[..., ..., true])
refused(lambda: x[..., None, ..., true])
refused(lambda: x.__setitem__((False, torch.tensor([True, False, True]), torch.tensor([0, 1], dtype=torch.int32)), torch.tensor(1.5)))
refused(lambda: torch.zeros(3, dtype=torch.uint8).histc(4))
refused(lambda: torch.full((3,), 127, dtype=torch.int8).histc(4))
refused(lambda: torch.full((3,), 4, dtype=torch.uint8).histc(4))
refused(lambda: torch.isin(torch.zeros(1, 4, 3, dtype=torch.int32), torch.zeros(4, 2, dtype=torch.float16).t()))
refused(lambda: torch.isin(torch.zeros(1, 4, 3, dtype=torch.int32), torch.zeros(2, dtype=torch.float16)))


def written():
    with torch.no_grad():
        x = (torch.ones(3, 1) * 2).split(1)[0]
        x += 1
    x[0] += torch.ones(1, requires_grad=True)


refused(written)

# what is recorded of a gradient has the numbers of the kernel, or of the operations that PyTorch takes then
x = (numbers(3, 5, dtype=torch.float32) / 0.9).requires_grad_()
go = (numbers(3, 5, dtype=torch.float32).cos()).requires_grad_()
for name in ('gelu', 'tanh', 'sigmoid', 'silu', 'mish', 'softplus', 'logsigmoid', 'softmax', 'log_softmax', 'layer_norm'):
    f = getattr(torch if name in ('tanh', 'sigmoid') else F, name)
    y = f(x, -1) if 'softmax' in name else f(x, (5,)) if name == 'layer_norm' else f(x)
    once = torch.autograd.grad(y, x, go, retain_graph=True)[0]
    g = torch.autograd.grad(y, x, go, create_graph=True)[0]
    print(name, g.grad_fn.name(), name in ('silu', 'mish') or torch.equal(g, once), shown(g), shown(torch.autograd.grad(g.square().sum(), x)[0], 3))
