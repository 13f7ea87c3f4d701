# Gradients of the sign of a determinant, and second ones.
import torch

torch.set_printoptions(precision=4, sci_mode=False)
a = torch.tensor([[1 + 2j, 0.5, 2], [0.25j, 3, 1 - 1j], [2, 1j, -1]], dtype=torch.complex128)
functions = {
    'real part of logdet': lambda x: torch.logdet(x).real,
    'imaginary part of logdet': lambda x: torch.logdet(x).imag,
    'sign': lambda x: torch.slogdet(x)[0].real,
    'sign and size': lambda x: torch.linalg.slogdet(x)[0].imag * 2 + torch.linalg.slogdet(x)[1],
    'size': lambda x: torch.linalg.slogdet(x)[1],
    'two matrices': lambda x: torch.logdet(torch.stack([x, x.mH])).abs().sum(),
}
for name, f in functions.items():
    x = (a * 1).requires_grad_()
    g, = torch.autograd.grad(f(x), x, create_graph=True)
    h, = torch.autograd.grad((g * g.conj()).real.sum(), x)
    plain, = torch.autograd.grad(f(x), x)
    print(name, g.detach(), h, torch.allclose(plain, g), sep='\n')
