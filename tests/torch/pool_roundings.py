# Adaptive pools divide by the sizes of a window one after the other; a pool to one element is a mean.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
for dtype in torch.float32, torch.float64, torch.bfloat16:
    for x in torch.randn(2, 3, 5, 7, 9), torch.randn(2, 3, 35, 9), torch.randn(6, 83):
        x = x.to(dtype).requires_grad_()
        n = x.dim() - (1 if x.dim() == 2 else 2)
        pool = getattr(F, f'adaptive_avg_pool{n}d')
        for size in 1, 3:
            try:
                y = pool(x, size)
                g, = torch.autograd.grad(y, x, torch.ones_like(y) / 3)
            except RuntimeError as e:
                print(e)
                continue
            print(n, dtype, type(y.grad_fn).__name__, y.stride(), y.flatten()[:2].tolist(), g.flatten()[:2].tolist())
x = torch.randn(2, 3, 5, 7).to(memory_format=torch.channels_last)
print(F.adaptive_avg_pool2d(x, 1).stride(), torch.equal(F.adaptive_avg_pool2d(x, 1), x.mean((-1, -2), keepdim=True)))
print(F.adaptive_avg_pool2d(torch.zeros(2, 3, 0, 4), 1), F.adaptive_avg_pool2d(torch.zeros(0, 3, 2, 4), 1).shape)
for call in (lambda: F.adaptive_avg_pool1d(torch.zeros(2, 0), 1), lambda: F.adaptive_avg_pool1d(torch.zeros(3), 1), lambda: F.adaptive_avg_pool2d(torch.zeros(3), 1),
             lambda: F.adaptive_avg_pool1d(torch.zeros(2, 3, dtype=torch.int64), 1), lambda: F.adaptive_avg_pool3d(torch.zeros(3, 2), 1)):
    try:
        print(call())
    except (RuntimeError, IndexError) as e:
        print(e)
# the two floats whose inverse erf tells how its constant is rounded
print([v.hex() for v in torch.tensor([0x3f02a164, 0x3f02a166], dtype=torch.int32).view(torch.float32).erfinv().tolist()])
for name in 'mse_loss', 'binary_cross_entropy', 'smooth_l1_loss', 'huber_loss':
    t = torch.rand(4, dtype=torch.bfloat16, requires_grad=True)
    try:
        print(name, type(getattr(F, name)(t, torch.ones_like(t)).grad_fn).__name__)
    except RuntimeError as e:
        print(name, e)
print(type(F.cross_entropy(torch.randn(3, 4, dtype=torch.bfloat16, requires_grad=True), torch.tensor([0, 1, 2])).grad_fn).__name__)
