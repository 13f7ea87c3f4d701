# convolutions of float32 and their gradients, of many geometries, against those of float64
import torch
import torch.nn.functional as F

torch.manual_seed(0)


def near(a, b):
    return bool((a.double() - b).abs().max() <= 1e-5 * b.abs().max())


for ci, co, k, s, p, g, n in [(64, 64, 3, 1, 1, 1, 20), (3, 16, 3, 1, 1, 1, 19), (1, 6, 5, 1, 0, 1, 28), (32, 50, 3, 2, 1, 1, 17),
                              (16, 16, 1, 1, 0, 2, 9), (8, 12, 4, 3, 2, 4, 13), (40, 7, 3, 1, 0, 1, 33), (70, 130, 3, 2, 1, 1, 9)]:
    for conv in F.conv2d, F.conv_transpose2d:
        shape = (co, ci // g, k, k) if conv is F.conv2d else (ci, co // g, k, k)
        x = torch.randn(3, ci, n, n, requires_grad=True)
        w = torch.randn(shape, requires_grad=True)
        bias = torch.randn(co, requires_grad=True)
        wide = [t.detach().double().requires_grad_() for t in (x, w, bias)]
        y, z = conv(x, w, bias, s, p, groups=g), conv(*wide, s, p, groups=g)
        y.backward(torch.cos(y.detach()))
        z.backward(torch.cos(y.detach().double()))
        print(conv.__name__, tuple(y.shape), near(y, z), [near(a.grad, b.grad) for a, b in zip((x, w, bias), wide)],
              w.grad.is_contiguous(), w.grad.shape == w.shape, w.grad._base is None)
