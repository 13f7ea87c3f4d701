# Convolutions of no images, of no channels, of empty pictures and with empty kernels, and with steps beyond every picture.
import itertools

import torch
import torch.nn.functional as F

ones = torch.ones
f64 = torch.float64


def show(*what, f):
    try:
        print(*what, *f())
    except Exception as e:
        print(*what, type(e).__name__, e)


def with_gradients(fn, x, w, b, **options):
    leaves = [t if t is None or not t.is_floating_point() else t.clone().requires_grad_() for t in (x, w, b)]
    y = fn(*leaves, **options)
    result = [y.dtype, list(y.shape), type(y.grad_fn).__name__]
    y.sum().backward()
    return result + [t if t is None or t.grad is None else (list(t.grad.shape), t.grad.dtype, t.grad.sum().item()) for t in leaves]


kinds = ((1, F.conv1d, F.conv_transpose1d), (2, F.conv2d, F.conv_transpose2d), (3, F.conv3d, F.conv_transpose3d))

print('-- sizes of zero')
for n, plain, turned in kinds:
    for sizes in ((0, 4, 3, 3), (2, 0, 3, 3), (2, 4, 3, 0), (2, 0, 0, 3), (0, 0, 3, 3), (1, 4, 0, 3)):
        sizes = sizes[:2] + (3,) * (n - 2) + sizes[4 - min(n, 2):]
        c = sizes[1]
        for groups, padding in itertools.product((1, 2), (0, 1)):
            for fn, w, b in ((plain, (4, c // groups), 4), (turned, (c, 4 // groups), 4)):
                w = ones(w + (2,) * n)
                b = ones(b) if padding else None
                show(fn.__name__, sizes, groups, padding, f=lambda: with_gradients(fn, ones(sizes), w, b, groups=groups, padding=padding))
                if sizes[0] == 1 or c == 0:
                    show('one', f=lambda: with_gradients(fn, ones(sizes[1:]), w, b, groups=groups, padding=padding))

print('-- types')
for dtype in (torch.float16, torch.bool, torch.int32, torch.complex64):
    for b in (None, ones(2, dtype=dtype)):
        show(dtype, f=lambda: with_gradients(F.conv2d, ones(0, 3, 4, 4, dtype=dtype), ones(2, 3, 2, 2, dtype=dtype), b))
for x, w, b in ((ones(0, 3, 4, 4), ones(2, 3, 2, 2, dtype=f64), None), (ones(0, 3, 4, 4), ones(2, 3, 2, 2), ones(2, dtype=f64)),
                (ones(0, 3, 4, 4), ones(2, 3, 2, 2, dtype=f64), ones(2)), (ones(0, 3, 4, 4, dtype=torch.int32), ones(2, 3, 2, 2), None),
                (ones(2, 3, 4, 0), ones(2, 3, 2, 2, dtype=f64), None)):
    show(x.dtype, w.dtype, f=lambda: with_gradients(F.conv2d, x, w, b, padding=1))

print('-- layouts and sizes of the output')
for x, w, options in (((0, 3, 4, 4), (2, 3, 2, 0), {}), ((0, 3, 4, 4), (2, 3, 2, 5), {}), ((2, 3, 4, 0), (2, 3, 2, 0), {})):
    show(x, w, f=lambda: with_gradients(F.conv2d, ones(x), ones(w), None, **options))
for x, w, options in (((0, 3, 2, 4), (3, 2, 3, 2), dict(output_padding=2)), ((0, 3, 2, 4), (3, 2, 0, 2), {}), ((0, 3, 0, 4), (3, 2, 3, 2), dict(stride=3)),
                      ((0, 3, 0, 4), (3, 2, 3, 2), dict(stride=9)), ((1, 3, 0, 4), (3, 2, 3, 2), dict(output_padding=2))):
    show(x, w, options, f=lambda: with_gradients(F.conv_transpose2d, ones(x), ones(w), None, **options))
last = torch.channels_last
show(f=lambda: F.conv2d(ones(0, 3, 4, 4).to(memory_format=last), ones(4, 3, 2, 2)).stride())
show(f=lambda: F.conv2d(ones(0, 3, 4, 4), ones(4, 3, 2, 2).to(memory_format=last)).stride())

print('-- empty kernels')
for n, plain, turned in kinds:
    for batch, groups, dtype, dilation in itertools.product((1, 2), (1, 2, 4), (torch.float32, f64, torch.int64), (1, 2)):
        k = (2,) * (n - 1) + (0,)
        for fn in (plain, turned)[:1 if n == 3 else 2]:
            show(fn.__name__, batch, groups, dilation,
                 f=lambda: fn(ones((batch, 4) + (6,) * n, dtype=dtype), ones((4, 4 // groups) + k, dtype=dtype), groups=groups, dilation=dilation))
show(f=lambda: F.conv2d(ones(1, 3, 4, 4), ones(2, 3, 0, 2), ones(3)))
show(f=lambda: F.conv2d(ones(1, 3, 4, 4), ones(2, 3, 0, 9)))

print('-- far steps')
x, w = torch.arange(10, dtype=f64).reshape(1, 2, 5), ones(2, 2, 3, dtype=f64)
for stride, padding in itertools.product((7, 2**40, 2**63 - 1), (0, 1, 2, 3)):
    show(f=lambda: F.conv1d(x, w, stride=stride, padding=padding).tolist())
for fn, options in ((F.conv1d, dict(padding=2**61)), (F.conv_transpose1d, dict(padding=2**62)), (F.conv_transpose1d, dict(stride=2**61))):
    try:
        fn(x, w, **options)
    except RuntimeError as e:
        print(type(e).__name__)
