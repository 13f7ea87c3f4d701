"""matrix_exp of all sizes, by itself and in batches, with first and second gradients."""
import torch

torch.manual_seed(0)


def shown(t):
    return [float(f'{v:.3g}') for v in (torch.view_as_real(t) if t.is_complex() else t).flatten().tolist()]


for kind in (torch.float32, torch.float64):
    for scale in (1e-9, 1e-7, 1e-4, 0.02, 0.2, 0.4, 1):
        x = (torch.randn(3, 3, dtype=kind) * scale).requires_grad_()
        r = torch.matrix_exp(x)
        g, = torch.autograd.grad((r * r).sum(), x, create_graph=True)
        h, = torch.autograd.grad(g.sum(), x)
        print(scale, r.grad_fn.name(), shown(r), shown(g), shown(h))
print(shown(torch.matrix_exp(torch.stack([torch.randn(2, 2) * s for s in (1e-8, 1e-3, .1, 1, 10)]))))
print(shown(torch.linalg.matrix_exp(torch.randn(2, 2, 2, dtype=torch.complex64))))
print(torch.matrix_exp(torch.zeros(2, 2)), torch.matrix_exp(torch.zeros(0, 3, 3)).shape)
