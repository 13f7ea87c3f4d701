"""Which elements nearest-exact takes, what their gradient is, and the root of a sum of squares over two dimensions."""
import torch
import torch.nn.functional as F

for size in 5, 17, 33, 100:
    x = torch.arange(1.0, size + 1)[None, None]
    for kw in *({'scale_factor': f} for f in (1.3, 1.7, 0.6, 2, 3.1, 0.37)), {'size': 11}, {'scale_factor': 1.3, 'recompute_scale_factor': True}:
        y = F.interpolate(x, mode='nearest-exact', **kw)
        print(size, kw, [int(v) for v in y.flatten()])
torch.manual_seed(2)
for shape in (2, 3, 5), (2, 3, 5, 4), (1, 2, 3, 4, 5):
    for dtype in torch.float32, torch.float64:
        x = torch.randn(shape, dtype=dtype, requires_grad=True)
        y = F.interpolate(x, scale_factor=2.3, mode='nearest-exact')
        print(y.grad_fn.name(), float(y.sum()).hex(), [v.hex() for v in torch.autograd.grad(y, x, torch.randn(y.shape, dtype=dtype))[0].flatten()[:5].tolist()])
print(F.interpolate(torch.arange(6, dtype=torch.uint8).view(1, 1, 6), scale_factor=1.3, mode='nearest-exact'))
for x in torch.randn(1, 2, 3).bfloat16(), torch.randn(1, 2, 3, 3).half(), torch.randn(1, 2, 3, 3).bfloat16().contiguous(memory_format=torch.channels_last):
    try:
        print(F.interpolate(x, scale_factor=2, mode='nearest-exact'))
    except RuntimeError as e:
        print(e)


def names(node):
    return [node.name(), *(names(n) for n, _ in node.next_functions)]


for x in torch.randn(7, 5, 9, requires_grad=True), torch.zeros(2, 3, requires_grad=True), torch.randn(3, 4, dtype=torch.complex128, requires_grad=True):
    r = torch.norm(x, dim=(0, 1))
    print(r.dtype, [v.hex() for v in r.flatten().tolist()], names(r.grad_fn))
    g = torch.autograd.grad(r.sum(), x)[0]
    print(g.flatten()[:3].tolist() if not g.is_complex() else g.shape)
