# The mean that comes with a variance is computed with it: bit for bit, with gradients.
import zlib
import torch


def make(k, shape, dtype):
    s, out = k * 7919 + 13, []
    for _ in range(torch.Size(shape).numel()):
        s = (s * 1103515245 + 12345) % 2147483648
        out.append(-4 + 8 * (s / 2147483648))
    return torch.tensor(out, dtype=torch.float64).to(dtype).reshape(shape)


def digest(t):
    return tuple(t.shape), t.stride(), t._version, zlib.crc32(str(t.detach().reshape(-1).tolist()).encode())


for dtype in (torch.float32, torch.float64, torch.complex64, torch.complex128, torch.bfloat16):
    for shape in ((300,), (7, 33), (3, 5, 40), (1, 1), ()):
        x = make(1, shape, dtype)
        if dtype.is_complex:
            x = torch.complex(x.real, make(2, shape, x.real.dtype))
        for f in (torch.var_mean, torch.std_mean):
            for dim in ((), 0, (0, 1)):
                if isinstance(dim, tuple) and dim and x.dim() < 2 or dim == 0 and not x.dim():
                    continue
                for keep in (False, True):
                    print(f.__name__, dtype, shape, dim, *map(digest, f(x, dim, unbiased=False, keepdim=keep)))
            print('   ', *map(digest, f(x.t() if x.dim() == 2 else x)))
x = make(3, (4, 9), torch.float32).requires_grad_()
for f in (torch.var_mean, torch.std_mean):
    v, m = f(x, 1)
    print(v.grad_fn.name(), [digest(g) for g in torch.autograd.grad((v * m).sum(), x)])
print(torch.var_mean(torch.zeros(0, 3), 0), torch.std_mean(torch.tensor([float('nan'), 1.])), torch.var_mean(torch.tensor([float('inf'), 1.])))
