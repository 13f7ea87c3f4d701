# bfloat16 as PyTorch rounds it: functions that are computed in several steps of that type, by vectors and one by one.
import zlib
import torch
import torch.nn.functional as F

BF = torch.bfloat16


def make(k, n=83, low=-4.0, high=4.0):
    s, out = k * 7919 + 13, []
    for _ in range(n):
        s = (s * 1103515245 + 12345) % 2147483648
        out.append(low + (high - low) * (s / 2147483648))
    return torch.tensor(out, dtype=torch.float64).to(BF)


def strided(t):
    return torch.stack([t, t], -1)[..., 0]


def digest(t):
    return t.dtype, tuple(t.shape), zlib.crc32(str(t.detach().float().reshape(-1).tolist()).encode())


def show(name, f, *ts):
    for form, g in (('whole', lambda t: t), ('gaps', strided)):
        ins = [g(t).detach().requires_grad_() for t in ts]
        try:
            out = f(*ins)
            print(name, form, *digest(out))
            grads = torch.autograd.grad(out, ins, make(9, out.numel()).reshape(out.shape), allow_unused=True)
            print('   ', *[x if x is None else digest(x)[2] for x in grads])
        except RuntimeError as e:
            print('   ', e)


a, b, c, positive, unit = make(1), make(2), make(3), make(4, 83, 0.01, 5), make(5, 83, 0.01, 0.99)
edges = torch.tensor([0.3, 0.7, -0.3, 0.30078125, 0.298828125, 0.6992, 0.703]).to(BF)
m, s = make(6, 102).reshape(6, 17), make(7, 672).reshape(2, 6, 7, 8)

for name in ('gelu', 'silu', 'mish', 'elu', 'selu', 'celu', 'relu6', 'leaky_relu', 'softplus', 'tanhshrink', 'hardswish', 'hardsigmoid', 'hardtanh',
             'softshrink', 'hardshrink', 'logsigmoid'):
    show(name, getattr(F, name), a)
show('gelu tanh', lambda x: F.gelu(x, approximate='tanh'), a)
show('gelu transposed', lambda x: F.gelu(x.t()), m)
show('leaky_relu 0.3', lambda x: F.leaky_relu(x, 0.3), a)
for f in (F.softshrink, F.hardshrink):
    show(f.__name__ + ' edge', lambda x: f(x, 0.3), edges)
show('threshold edge', lambda x: F.threshold(x, 0.3, 0.7), edges)
print(F.hardshrink(edges, 0.3), F.softshrink(edges, 0.3), F.threshold(edges, 0.3, 0.7))
for name in ('rsqrt', 'sqrt', 'reciprocal', 'asin', 'acos', 'logit', 'sinc', 'i0'):
    show(name, getattr(torch, name), unit)
show('asinh', torch.asinh, a)
show('pow', lambda x: x ** -0.5, positive)
for alpha in (0.3, -1.7, 3):
    show('add', lambda x, y: torch.add(x, y, alpha=alpha), a, b)
    show('add number', lambda x: torch.add(x, 0.7, alpha=alpha), a)
    show('rsub', lambda x, y: torch.rsub(x, y, alpha=alpha), a, b)
    show('add row', lambda x: torch.add(x, x[0], alpha=alpha), m)
    show('addcmul', lambda x, y, z: torch.addcmul(x, y, z, value=alpha), a, b, c)
for weight in (0.3, 0.8, 0.5, -1):
    show('lerp', lambda x, y: torch.lerp(x, y, weight), a, b)
show('lerp tensor', torch.lerp, a, b, unit)
show('div trunc', lambda x, y: torch.div(x, y, rounding_mode='trunc'), a, b)
show('fmod', torch.fmod, a, b)
for dim, t in ((0, m), (1, m), (1, s), (-1, s)):
    show('softmax', lambda x: F.softmax(x, dim), t)
    show('log_softmax', lambda x: F.log_softmax(x, dim), t)
show('glu', lambda x: F.glu(x, 1), s)
show('glu 0', lambda x: F.glu(x, 0), m)
show('cross_entropy', lambda x: F.cross_entropy(x, torch.tensor([1, 5, 16, 0, 3, 9])), m)

for name, options in (('SGD', dict(lr=0.1, momentum=0.9, weight_decay=0.01, dampening=0.3)), ('SGD', dict(lr=0.1)), ('Adam', dict(lr=0.1, weight_decay=0.01)),
                      ('Adam', dict(lr=0.1, amsgrad=True)), ('AdamW', dict(lr=0.1)), ('Adagrad', dict(lr=0.1)), ('RMSprop', dict(lr=0.1, momentum=0.5, centered=True)),
                      ('Adadelta', {}), ('Adamax', {}), ('NAdam', {}), ('RAdam', {}), ('Rprop', {})):
    p = a.clone().requires_grad_()
    q = make(11, 5).float().requires_grad_()
    optimizer = getattr(torch.optim, name)([p, q], **options)
    for step in range(4):
        p.grad, q.grad = make(20 + step), make(30 + step, 5).float()
        optimizer.step()
    print(name, digest(p)[2], q.tolist())
half = a.half().requires_grad_()
half.grad = b.half()
optimizer = torch.optim.SGD([half], lr=0.1, momentum=0.5)
optimizer.step()
print(digest(half), sorted(optimizer.state[half]))
