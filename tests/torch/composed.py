# Short-time transforms, special functions and polynomials, methods that are compositions, in-place results that keep what their gradient needs.
import torch


def show(name, f):
    try:
        v = f()
        vs = v if isinstance(v, (tuple, list)) else (v,)
        print(name, *(([float('%.4g' % x) for x in (torch.view_as_real(t.resolve_conj()).reshape(-1) + 1e-9).round(decimals=6).tolist()] if t.is_complex() else
                       [float('%.4g' % x) for x in t.double().reshape(-1).tolist()], t.dtype, tuple(t.shape)) if isinstance(t, torch.Tensor) else t for t in vs))
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0][:140])


x = torch.linspace(-1, 1, 20, dtype=torch.float64).sin() + torch.linspace(0, 3, 20, dtype=torch.float64)
w = torch.hann_window(8, dtype=torch.float64)
show('stft', lambda: torch.stft(x, 8, 4, window=w, return_complex=True))
show('stft real', lambda: (torch.stft(x, 8, return_complex=False)[:2] + 1e-9).round(decimals=6))
show('stft options', lambda: torch.stft(torch.stack([x, x.flip(0)]), 8, 3, 6, w[:6], center=False, normalized=True, onesided=False, return_complex=True)[:, :2])
s = torch.stft(x, 8, 4, window=w, return_complex=True)
show('istft', lambda: torch.istft(s, 8, 4, window=w))
show('istft length', lambda: torch.istft(s, 8, 4, window=w, length=17))
show('method', lambda: x.stft(8, return_complex=True).abs().sum())
show('too long', lambda: torch.stft(x, 64, center=False, return_complex=True))
show('kaiser', lambda: torch.kaiser_window(6, True, 5.0))
show('frexp', lambda: tuple(torch.frexp(torch.tensor([0., 1., -3.5, 0.3, float('inf')]))))
show('mvlgamma', lambda: torch.mvlgamma(torch.tensor([2.5, 4.]), 3))
show('polygamma', lambda: torch.polygamma(2, torch.tensor([0.5, 3.])))
show('polygamma', lambda: torch.tensor([0.5, 3.]).polygamma(1))
show('narrow_copy', lambda: torch.arange(6).narrow_copy(0, 1, 3))
show('unsafe_split', lambda: torch.arange(6).unsafe_split(4))
show('sum_to_size', lambda: torch.ones(2, 3).sum_to_size(1, 3))
show('sum_to_size', lambda: torch.ones(2, 3).sum_to_size(2, 2))
show('swapaxes_', lambda: torch.arange(6).reshape(2, 3).swapaxes_(0, 1))
show('renorm_', lambda: torch.ones(2, 3).renorm_(2, 0, 1.))
show('hfft', lambda: torch.fft.hfft(torch.tensor([1 + 0j, 2 + 1j, 3 - 1j]), 5))
show('ihfft', lambda: torch.fft.ihfft(torch.arange(5.), norm='ortho'))
z = torch.tensor([-1.5, -0.3, 0., 0.4, 1., 2.5])
for name in ('ndtr', 'log_ndtr', 'entr', 'erfcx', 'i0e', 'i1', 'i1e', 'modified_bessel_i0', 'modified_bessel_i1', 'spherical_bessel_j0', 'bessel_j0', 'bessel_j1'):
    show(name, lambda: getattr(torch.special, name)(z))
for name in ('modified_bessel_k0', 'modified_bessel_k1', 'scaled_modified_bessel_k0', 'scaled_modified_bessel_k1', 'bessel_y0', 'bessel_y1'):
    show(name, lambda: getattr(torch.special, name)(z.abs() + 0.2))
for name in ('chebyshev_polynomial_t', 'chebyshev_polynomial_u', 'chebyshev_polynomial_v', 'chebyshev_polynomial_w', 'shifted_chebyshev_polynomial_t',
             'hermite_polynomial_h', 'hermite_polynomial_he', 'laguerre_polynomial_l', 'legendre_polynomial_p'):
    for n in (0, 1, 2, 5):
        show(f'{name} {n}', lambda: getattr(torch.special, name)(z * 0.4, n))
show('multigammaln', lambda: torch.special.multigammaln(torch.tensor([2.5]), 2))
show('zeta', lambda: torch.special.zeta(torch.tensor([2., 3.5]), torch.tensor([1., 0.3])))
show('gammainc', lambda: torch.special.gammainc(torch.tensor([0.5, 4.]), torch.tensor([1., 2.])))
for op in ('clamp_(min=1.5)', 'sin_()', 'pow_(2)', 'log_()', 'abs_()', 'square_()', 'acos_()', 'logit_(.1)', 'atan2_(torch.ones(3))', 'hypot_(torch.ones(3))', 'cumprod_(0)'):
    p = torch.tensor([.1, .5, .9], requires_grad=True)
    y = p * 1.0
    try:
        eval('y.' + op)
        y.sum().backward()
        print(op, [round(v, 4) for v in p.grad.tolist()])
    except RuntimeError as e:
        print(op, str(e)[:60])
show('bicubic', lambda: torch.nn.functional.interpolate(torch.arange(9.).reshape(1, 1, 3, 3), (4, 2), mode='bicubic'))
show('bicubic aligned', lambda: torch.nn.functional.interpolate(torch.arange(9.).reshape(1, 1, 3, 3), scale_factor=2, mode='bicubic', align_corners=True).sum())
show('smooth', lambda: torch.nn.functional.interpolate(torch.arange(36.).reshape(1, 1, 6, 6), (3, 2), mode='bicubic', antialias=True))
show('smooth', lambda: torch.nn.functional.interpolate(torch.arange(36.).reshape(1, 1, 6, 6), (3, 8), mode='bilinear', antialias=True))
show('exact', lambda: torch.nn.functional.interpolate(torch.arange(7.).reshape(1, 1, 7), 4, mode='nearest-exact'))
