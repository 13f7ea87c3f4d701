"""Batch normalisation: values, gradients and running statistics, of planes and of single elements, in training and evaluation; constant
channels, whose small remainders a relu lets through or not."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def short(t):
    return [float('%.5g' % v) + 0. for v in t.detach().flatten().tolist()[:12]]


torch.manual_seed(0)
for shape in ((2, 3, 2, 2), (4, 3, 7, 5), (8, 5), (5, 4, 1, 1), (6, 3, 9)):
    for dtype in (torch.float32, torch.float64):
        x = torch.randn(shape, dtype=dtype, requires_grad=True)
        m = {2: nn.BatchNorm1d, 3: nn.BatchNorm1d, 4: nn.BatchNorm2d}[len(shape)](shape[1], dtype=dtype)
        nn.init.uniform_(m.weight)
        nn.init.normal_(m.bias)
        for _ in range(2):
            x.grad = None
            m.zero_grad()
            y = m(x)
            y.backward(torch.randn(shape, dtype=dtype))
            print(shape, dtype, m.training, *(short(t) for t in (y, x.grad, m.weight.grad, m.bias.grad, m.running_mean, m.running_var)))
            m.eval()
        print(short(F.batch_norm(x, None, None, training=True)), short(F.batch_norm(x, m.running_mean, m.running_var)))
x = torch.full((4, 2, 3, 3), 0.1)
print((F.batch_norm(x, None, None, training=True).abs() < 1e-4).all())
m = nn.BatchNorm1d(2, momentum=None)
for k in range(3):
    m(torch.arange(8.).reshape(4, 2) * (k + 1))
print(m.running_mean, m.running_var, m.num_batches_tracked)
