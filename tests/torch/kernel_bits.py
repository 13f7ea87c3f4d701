# Element-wise functions give PyTorch's bits: whole pairs of vectors by one form of a function, what
# is left over and what does not lie together by another. The bits are those of processors with AVX2
# and FMA; on others (PyTorch's differ there as well) nothing is looked at.
import hashlib
import os
import torch
import torch.nn.functional as F

# Single elements go through the C library here, whose exp, log and pow are the same everywhere.
ANY_LENGTH = {
    'sigmoid': torch.sigmoid, 'silu': F.silu, 'elu': lambda x: F.elu(x, 0.3), 'selu': F.selu,
    'logsigmoid': F.logsigmoid, 'tanh': torch.tanh, 'logit': lambda x: torch.logit(x, 0.1),
    'pow': lambda x: x.abs() ** 2.3, 'rpow': lambda x: 1.7 ** x,
    'powers': lambda x: x.abs() ** x.flip(0), 'logaddexp': lambda x: torch.logaddexp(x, x.flip(0)),
    'logaddexp2': lambda x: x + torch.logaddexp2(x, x.flip(0)).detach(),
}
# And here through functions that differ between its versions: whole pairs of vectors only.
WHOLE = {
    'gelu': F.gelu, 'gelu tanh': lambda x: F.gelu(x, approximate='tanh'), 'mish': F.mish,
    'softplus': lambda x: F.softplus(x, 1.5, 3), 'sinh': torch.sinh, 'cosh': torch.cosh,
    'atan2': lambda x: torch.atan2(x, x.flip(0)), 'hypot': lambda x: torch.hypot(x, x.flip(0)),
}


def bits(t):
    return ' '.join(v.hex() for v in t.flatten().tolist())


def digest(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    g = torch.arange(1, y.numel() + 1, dtype=y.dtype).reshape(y.shape) / 7
    slope, = torch.autograd.grad(y, x, g)
    return bits(y) + bits(slope)


def show(name, f, inputs):
    text = ' '.join(digest(f, x) for x in inputs)
    print(name, str(inputs[0].dtype)[6:], hashlib.md5(text.encode()).hexdigest()[:12])


def check():
    for dtype in (torch.float32, torch.float64):
        x = torch.remainder(torch.arange(1120, dtype=dtype) * 0.728515625, 7) - 3.5
        grid = x.view(28, 40)
        whole = [x, grid[:, :32], grid[:16].t(), x[:1].expand(64)]
        parts = [x[:n] for n in (1, 7, 16, 23, 40)] + [x[::2], grid.t(), grid[:, :37], grid[:, 3:5]]
        for name, f in ANY_LENGTH.items():
            show(name, f, whole + parts)
        for name, f in WHOLE.items():
            show(name, f, whole)


def processor_flags():
    return open('/proc/cpuinfo').read() if os.path.exists('/proc/cpuinfo') else ''


if ' avx2 ' in processor_flags() and not os.environ.get('KUKRI_ISA'):
    check()
else:
    print(open(__file__[:-2] + 'out').read(), end='')
