"""Histories of complex parts, explicit strides, quantiles, grids, added indices; what refuses to be differentiated."""
import torch
import torch.nn.functional as F


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:220])


x = torch.tensor([0.2, 0.7, 0.4], requires_grad=True)
y = torch.tensor([0., 1., 1.])
w = torch.tensor([1., 2., 3.], requires_grad=True)
m = torch.arange(9.).reshape(3, 3).requires_grad_()
grad = torch.autograd.grad

for f in [
        lambda: F.binary_cross_entropy(x, y, weight=w),
        lambda: F.binary_cross_entropy_with_logits(x, y, weight=w),
        lambda: F.binary_cross_entropy_with_logits(x, y, pos_weight=w),
        lambda: F.cross_entropy(m, torch.tensor([0, 1, 2]), weight=w),
        lambda: x // 2,
        lambda: torch.floor_divide(x, w).sum().backward(),
        lambda: torch.div(x, w, rounding_mode='floor'),
        lambda: torch.div(x, w, rounding_mode='trunc'),
        lambda: grad(torch.div(x, w, rounding_mode='floor').sum(), (x, w)),
        lambda: torch.complex(x, w),
        lambda: torch.complex(x, w).real,
        lambda: grad((lambda c: c.real.sum() + 2 * c.imag.sum())(torch.complex(x, w)), (x, w)),
        lambda: grad(torch.view_as_real(torch.complex(x, w)).pow(2).sum(), (x, w)),
        lambda: torch.view_as_complex(torch.ones(3, 2, requires_grad=True)),
        lambda: grad(torch.abs(torch.complex(x, w)).sum(), (x, w)),
        lambda: grad(torch.angle(torch.complex(x, w)).sum(), (x, w)),
        lambda: grad(torch.sgn(torch.complex(x, w)).real.sum(), (x, w)),
        lambda: grad(torch.polar(x, w).real.sum(), (x, w)),
        lambda: torch.as_strided(x, (2, 2), (1, 1)),
        lambda: grad(torch.as_strided(x, (2, 2), (1, 1)).sum(), x),
        lambda: grad(torch.quantile(x, torch.tensor([0.4, 0.9])).sum(), x),
        lambda: grad(torch.quantile(m, 0.3, dim=1, keepdim=True).sum(), m),
        lambda: grad(torch.nanquantile(x, 0.4), x),
        lambda: grad(m.quantile(0.7, 0, interpolation='higher').sum(), m),
        lambda: torch.meshgrid(x, w, indexing='ij'),
        lambda: grad((lambda a, b: (a * b * b).sum())(*torch.meshgrid(x, w, indexing='xy')), (x, w)),
        lambda: torch.zeros(4).index_put((torch.tensor([0, 0, 1]),), x, accumulate=True),
        lambda: grad((torch.zeros(4).index_put((torch.tensor([0, 0, 1]),), x, accumulate=True) * torch.arange(1., 5)).sum(), x),
        lambda: grad((m * 1).index_put_((torch.tensor([0, 0, 1]), torch.tensor([0, 0, 2])), x, accumulate=True).prod(), (x, m))]:
    show(f)

with torch.inference_mode():
    i = torch.ones(3)
    j = x * 2
    v = i.view(3, 1)
    print(i.is_inference(), j.is_inference(), j.requires_grad, v.is_inference(), x.view(3, 1).is_inference(), i.add_(1))
for f in [
        lambda: i.requires_grad_(), lambda: (i * x).sum(), lambda: i.add_(1), lambda: (i * 2).is_inference(), lambda: i.view(1, 3).is_inference(),
        lambda: i.clone().is_inference(), lambda: i._version, lambda: i.detach().is_inference(), lambda: (x + 1).is_inference(),
        lambda: i.zero_()]:
    show(f)
