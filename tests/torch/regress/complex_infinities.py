# Sums of complex numbers of which a part is infinite: torch adds a product with alpha, which has a zero for imaginary part.
import torch

inf, nan = float('inf'), float('nan')
numbers = [complex(a, b) for a in (inf, -inf, nan, 1.0, -0.0) for b in (inf, -inf, nan, 2.0, 0.0)]


def text(t):
    part = lambda x: '%g' % x
    return ' '.join(part(x.real) + ',' + part(x.imag) for x in t.flatten().tolist())


for kind in (torch.complex64, torch.complex128):
    a = torch.tensor([[x] * 25 for x in numbers], dtype=kind)[::3, ::2]
    b = torch.tensor([numbers] * 25, dtype=kind)[::3, ::2]
    print(kind)
    print('add', text(a + b))
    print('sub', text(a - b))
    print('in place', text(a.clone().add_(b)))
    print('one', text((a[:1, :1] + b[:1, :1])))
    print('alpha', text(torch.add(a, b, alpha=2)))
    print('complex alpha', text(torch.sub(a, b, alpha=1j)))
    print('number', text(a[:, 0] + inf), text(a[:, 0] - complex(1, inf)))
    print('real', text(a.real[:, 0] + b[0][:9]), text(a[:, 0] + b.real[0, 0]))
    print('addcmul', text(a.addcmul(b, torch.ones_like(b), value=2j)))
    print('addcdiv', text(a.addcdiv(b, torch.ones_like(b), value=0.5)))
    print('lerp', text(a.lerp(b, 0.25)), text(a.lerp(b, 0.75)))
    x, y = a[:, 0].contiguous()[:9], b[0][:9]
    i = torch.arange(9)
    print('put', text(x.clone().index_put_((i,), y, accumulate=True)), text(x.clone().put_(i, y, accumulate=True)))
    print('scatter', text(x.clone().scatter_add_(0, i, y)), text(x.clone().index_add_(0, i, y)))
    print('sum', text(torch.stack([x, y]).sum(0)))
    print('logdet', text(torch.logdet(torch.stack([torch.eye(2) * 2j, torch.zeros(2, 2) + 0j, torch.ones(2, 2) + 1j]).to(kind))))
