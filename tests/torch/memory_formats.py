# memory_format= of new tensors, copies and conversions; layout= and other keywords that not every function takes;
# torch.range of whole numbers; windows of wrong types.
import warnings

import torch

warnings.simplefilter('ignore')
x, y = torch.arange(6.).reshape(2, 3).t(), torch.arange(16.).reshape(1, 2, 2, 4)
z = torch.ones(1, 2, 2, 2, 2)
last, last_3d = torch.channels_last, torch.channels_last_3d
functions = {
    'zeros_like': lambda t, f: torch.zeros_like(t, memory_format=f),
    'randn_like': lambda t, f: torch.randn_like(t, memory_format=f),
    'full_like': lambda t, f: torch.full_like(t, 2, memory_format=f),
    'empty': lambda t, f: torch.empty(t.shape, memory_format=f),
    'clone': lambda t, f: t.clone(memory_format=f),
    'contiguous': lambda t, f: t.contiguous(memory_format=f),
    'to': lambda t, f: t.to(torch.float64, memory_format=f),
    'to again': lambda t, f: t.to(memory_format=f),
    'double': lambda t, f: t.double(memory_format=f),
    'is_contiguous': lambda t, f: t.is_contiguous(memory_format=f),
}
for name, f in functions.items():
    for t in x, y, z:
        for form in torch.contiguous_format, torch.preserve_format, last, last_3d:
            try:
                r = f(t, form)
                print(name, t.ndim, form, r if isinstance(r, bool) else (r.stride(), r.is_contiguous(), r.dtype))
            except RuntimeError as e:
                print(name, t.ndim, form, e)
a = torch.arange(48.).reshape(2, 3, 2, 4).contiguous(memory_format=last)
print(a.is_contiguous(memory_format=last), a.contiguous(memory_format=last) is a, (a + 1).stride(), a.clone().stride(),
      a.flatten()[:5], torch.equal(a, torch.arange(48.).reshape(2, 3, 2, 4)), torch.ones(3, 1, 2, 2).is_contiguous(memory_format=last))
w = torch.ones(1, 2, 2, 2, requires_grad=True)
c = w.contiguous(memory_format=last)
(c * a[:1, :2, :, :2]).sum().backward()
print(c.grad_fn.name(), w.to(torch.float64, memory_format=last).grad_fn.name(), w.grad)
print(torch.nn.Conv2d(2, 3, 2).to(memory_format=last).weight.stride())

for f in (lambda: torch.tensor([1], layout=torch.strided), lambda: torch.tensor([1], memory_format=last),
          lambda: torch.range(0, 3, pin_memory=True), lambda: torch.randint(5, (2,), dtype=torch.uint8, requires_grad=True),
          lambda: torch.ones(2, layout=torch.strided), lambda: torch.tril_indices(2, 2, device='cuda'),
          lambda: torch.double, lambda: x.double(memory_format='x')):
    try:
        print(f())
    except (TypeError, RuntimeError, AssertionError) as e:
        print(type(e).__name__, str(e).split('\n')[0])
for bounds in (0, 3), (0, 3.5), (1, 10, 3), (.5, 3), (3, 0, -1), (0, 3, .5), (0, -1):
    for dtype in None, torch.int64, torch.uint8, torch.float16, torch.float64, int:
        try:
            print(bounds, dtype, torch.range(*bounds, dtype=dtype))
        except RuntimeError as e:
            print(bounds, dtype, e)
for window in torch.hann_window, torch.hamming_window, torch.blackman_window, torch.bartlett_window, torch.kaiser_window:
    for dtype in int, bool, torch.long, torch.half, float:
        try:
            print(window(5, dtype=dtype))
        except RuntimeError as e:
            print(e)
