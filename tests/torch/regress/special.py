# The rarer functions of torch.special: values, types, gradients.
import torch
from torch import special as S

x = torch.tensor([-3.5, -0.5, 0., 0.25, 1., 2.5, 12.], dtype=torch.float64)
for name in ('airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 entr erfcx i0e i1 i1e log_ndtr ndtr modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 '
             'modified_bessel_k1 scaled_modified_bessel_k0 scaled_modified_bessel_k1 spherical_bessel_j0').split():
    print(name, ' '.join('%.5g' % v for v in getattr(S, name)(x).tolist()), getattr(S, name)(torch.tensor([1, 2])).dtype)
print(S.ndtri(torch.tensor([0.01, 0.5, 0.9])))
for name in ('chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v chebyshev_polynomial_w hermite_polynomial_h hermite_polynomial_he '
             'laguerre_polynomial_l legendre_polynomial_p shifted_chebyshev_polynomial_t gammainc gammaincc xlog1py zeta').split():
    print(name, ' '.join('%.5g' % v for v in getattr(S, name)(x[2:] + 0.5, torch.tensor(3.)).tolist()))
for name in 'entr erfcx i0 i0e i1 i1e log_ndtr ndtr ndtri'.split():
    y = torch.tensor([.3, .9], dtype=torch.float64, requires_grad=True)
    g, = torch.autograd.grad(getattr(S, name)(y).sum(), y, create_graph=True)
    print(name, ['%.5f' % v for v in g.tolist()], ['%.5f' % v for v in torch.autograd.grad(g.sum(), y)[0].tolist()])
y = torch.tensor([1.3, 2.9], requires_grad=True)
print(torch.mvlgamma(y, 2), torch.polygamma(1, y), y.polygamma(2), y.i0(), torch.igamma(torch.tensor(2.), y))
print(S.xlog1py(2, torch.tensor([1.])), S.zeta(2., torch.tensor([1, 2])), torch.ones(2).i0_())
for f in (lambda: S.erfcx('a'), lambda: S.zeta(y, torch.ones(3)), lambda: S.bessel_j0(torch.ones(2, dtype=torch.half)), lambda: S.entr(), lambda: torch.i0(2)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
