# Convolutions of complex numbers and of integers, and the types that PyTorch has no kernel for.
import torch
import torch.nn.functional as F

kinds = [torch.float16, torch.complex64, torch.complex128, torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]
for n in 1, 2, 3:
    for transposed in False, True:
        function = getattr(F, f'conv_transpose{n}d' if transposed else f'conv{n}d')
        for dtype in kinds:
            for groups, dilation, with_bias in (1, 1, True), (2, 1, False), (1, 2, True):
                x = torch.arange(4 * 5 ** n).reshape(1, 4, *[5] * n).remainder(7).to(dtype)
                shape = (4, 2, *[3] * n) if transposed else (4, 4 // groups, *[3] * n)
                w = torch.arange(4 * shape[1] * 3 ** n).reshape(shape).remainder(5).to(dtype)
                if dtype.is_complex:
                    x, w = x * (1 + 2j), w * (2 - 1j)
                bias = torch.arange(shape[1] * groups if transposed else 4).to(dtype) if with_bias else None
                try:
                    r = function(x, w, bias, groups=groups, dilation=dilation)
                    print(n, transposed, groups, dilation, tuple(r.shape), r.dtype, r.flatten()[:3].tolist(), r.sum().item())
                except RuntimeError as e:
                    print(n, transposed, groups, dilation, e)

print(F.conv1d(torch.arange(10).reshape(1, 2, 5) + 2**60, torch.full((1, 2, 3), 33)))    # wraps around

# the gradient of complex operands
x = torch.tensor([[[1 + 1j, 2, 3j, 1 - 1j]]], requires_grad=True)
w = torch.tensor([[[1j, 2 + 0j]], [[1 + 0j, 1 - 1j]]], requires_grad=True)
b = torch.tensor([1 + 0j, 2j], requires_grad=True)
y = F.conv1d(x, w, b, stride=1, padding=1)
print(y)
for g in torch.autograd.grad(torch.view_as_real(y).square().sum(), (x, w, b)):
    print(g)
print(type(y.grad_fn).__name__, [type(f).__name__ for f, _ in y.grad_fn.next_functions])
print(torch.autograd.gradcheck(lambda *a: F.conv1d(*a, padding=1), tuple(t.detach().to(torch.complex128).requires_grad_() for t in (x, w, b))))

layer = torch.nn.Conv2d(1, 2, 2).to(torch.complex64)
print(layer(torch.ones(1, 1, 3, 3, dtype=torch.complex64)).shape)

for call in [lambda: F.conv1d(x, w.real), lambda: F.conv1d(x, w, b.real), lambda: F.conv2d(x[..., None], w[..., None], b.real),
             lambda: F.conv1d(x.real, w), lambda: F.conv1d(torch.ones(1, 1, 5, dtype=torch.int32), torch.ones(1, 1, 3)),
             lambda: F.conv_transpose2d(x[..., None], w[..., None].transpose(0, 1).real)]:
    try:
        print(call())
    except RuntimeError as e:
        print(e)
print(F.conv1d(torch.ones(1, 1, 5, dtype=torch.int32), torch.ones(1, 1, 3, dtype=torch.int32), torch.ones(1)))    # a bias of any type
