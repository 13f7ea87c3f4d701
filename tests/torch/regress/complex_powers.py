"""Powers of complex numbers: by numbers, where 0 and 1 ask for no power, and by tensors, where 0 ** 0 is nan."""
import torch


def show(label, x):
    parts = [complex(v) for v in x.tolist()]
    print(label, x.dtype, ' '.join(f'{v.real + 0.0:.4f},{v.imag + 0.0:.4f}' for v in parts))


for kind in (torch.complex64, torch.complex128):
    x = torch.tensor([0j, 1j, 2 + 1j, -1, 3, -0.5 + 0.25j, 0.1j], dtype=kind)
    for e in (0, 1, 2, 3, 4, -1, -2, -3, 0.5, -0.5, 1.5, 0j, 1 + 0j, 2 + 0j, -1 + 0j, 0.5 + 0j, 1j, 1 + 1j, True, False, 20):
        show(f'x ** {e}', x ** e)
        show(f'pow_ {e}', x.clone().pow_(e))
        show(f'float_power {e}', torch.float_power(x, e))
        show(f'{e} ** x', e ** x)
        t = torch.tensor(e, dtype=kind)
        show(f'x ** tensor {e}', x ** t)
        show(f'tensor {e} ** x', t ** x)
        y = x[1:].clone().requires_grad_()
        show('gradient', torch.autograd.grad((y ** e).real.sum(), y)[0])
    for b in (torch.tensor([0, 1, 2, -2]), torch.tensor([0.0, 1.0, 2.5, -2.0]), torch.tensor([False, True])):
        for e in (0j, 1 + 0j, 2 + 0j, 0.5 + 0j, 1j):
            show(f'mixed {e}', b ** e)
            show(f'mixed tensor {e}', b ** torch.tensor([e], dtype=kind))
            show(f'mixed base {e}', e ** b)
out = torch.ones(3, dtype=torch.complex128)
for e in (0, 1, 2, 1j):
    show('out', torch.pow(torch.tensor([0j, 1, 2], dtype=torch.complex128), e, out=out))
