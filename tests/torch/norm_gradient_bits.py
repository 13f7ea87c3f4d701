# The last bits of the gradients of layer_norm, group_norm, renorm, std and the losses of pairs.
import zlib
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def numbers(shape, seed, dtype):
    n = 1
    for s in shape:
        n *= s
    x = [((i * 7919 + seed * 104729) % 10007) / 5003.5 - 1 for i in range(n)]
    return torch.tensor(x, dtype=torch.float64).reshape(shape).to(dtype)


def bits(*tensors):
    return ' '.join('%08x' % zlib.crc32(t.detach().contiguous().numpy().tobytes()) for t in tensors)


for dtype in (torch.float32, torch.float64):
    for size in (3, 8, 13, 40, 100):
        x = numbers((4, size), 1, dtype).requires_grad_()
        w = numbers((size,), 2, dtype).requires_grad_()
        b = numbers((size,), 3, dtype).requires_grad_()
        g = numbers((4, size), 4, dtype)
        print('layer_norm', size, bits(*torch.autograd.grad(F.layer_norm(x, (size,)), x, g)),
              bits(*torch.autograd.grad(F.layer_norm(x, (size,), w, b), (x, w, b), g)))
    for channels, groups, plane in ((4, 2, 1), (6, 2, 4), (10, 1, 7), (12, 2, 9), (100, 2, 1)):
        x = numbers((3, channels, plane), 5, dtype).requires_grad_()
        w = numbers((channels,), 6, dtype).requires_grad_()
        b = numbers((channels,), 7, dtype).requires_grad_()
        g = numbers((3, channels, plane), 8, dtype)
        print('group_norm', channels, groups, plane, bits(*torch.autograd.grad(F.group_norm(x, groups), x, g)),
              bits(*torch.autograd.grad(F.group_norm(x, groups, w, b), (x, w, b), g)))
    x = numbers((5, 7), 9, dtype).requires_grad_()
    y, g = numbers((5, 7), 10, dtype), numbers((5, 7), 11, dtype)
    if dtype is torch.float32:
        for p in (1, 2, 3):
            print('renorm', p, bits(*torch.autograd.grad(x.renorm(p, 0, 1), x, g)))
    print('std', bits(*torch.autograd.grad(x.std(), x)), bits(*torch.autograd.grad(x.std(1), x, g[:, 0])))
    print('var', bits(*torch.autograd.grad(x.var(0, unbiased=False), x, g[0])))
    for name in ('mse_loss', 'smooth_l1_loss', 'huber_loss', 'soft_margin_loss')[:3]:
        loss = getattr(F, name)
        print(name, *(bits(*torch.autograd.grad(loss(x, y, reduction=r) * 1.3, x, g if r == 'none' else None)) for r in ('none', 'mean', 'sum')))

# one number of the variance is computed in the type of the input, more in that of out
for x in (numbers((3, 3), 12, torch.float32), numbers((3, 3), 12, torch.float64)):
    for dim in ((), (0, 1), 0):
        out = torch.zeros(0, dtype=torch.float64)
        print(x.dtype, dim, [float(v).hex() for v in torch.std(x, dim=dim, out=out).flatten()])
x = numbers((40,), 13, torch.float32) + 1j * numbers((40,), 14, torch.float32)
print('log2', bits(torch.view_as_real(x.log2())), 'log10', bits(torch.view_as_real(x.log10())))
