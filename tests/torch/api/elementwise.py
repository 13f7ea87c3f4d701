"""Elementwise operations of unusual types and in place: clamp, heaviside, ldexp, round_, hardtanh, silu; names of nodes."""
import torch

F = torch.nn.functional
x = torch.tensor([1, 2])
b = torch.tensor([True, False])
f = torch.tensor([-1.25, 0.55, 2.345])
z = torch.tensor([1 + 2j, -0.5j])


def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__, str(e)
    print(text, '->', r)


for text in ("torch.addcdiv(x, x, x)", "b.clamp(min=b)", "b.clamp(max=b, min=~b)", "b.clamp(0, 1)", "b.clone().clamp_(0)", "x.clone().clamp_(0.5)",
             "x.clone().clamp_min_(0.5)", "torch.heaviside(b, b)", "torch.heaviside(z, z)", "torch.heaviside(z, x)", "torch.ldexp(z, x)",
             "f.clone().ldexp_(f)", "f.clone().round_(decimals=1)", "torch.round_(f.clone(), decimals=2)",
             "F.silu(z)", "F.silu(x)", "F.hardtanh(x.byte(), -1, 1)", "F.hardtanh(x.byte(), -0.5, 1.5)", "F.hardtanh(x.byte(), 0, 1)"):
    show(text)
f.requires_grad_()
for text in ("2 ** f", "torch.float_power(3, f)", "f ** f", "f ** 2", "f.clamp_min(0)", "f.clamp_max(f)", "7 % f", "f % f", "f % 2", "f // 2"):
    print(text, type(eval(text).grad_fn).__name__)
show("(7 % f).sum().backward()")
