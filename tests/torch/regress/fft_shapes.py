# Which lengths and dimensions Fourier transforms take, and in which order they ask; lines of no elements become zeros.
import torch


def show(name, x, kw):
    try:
        r = [[round(v, 3) + 0.0 for v in part] for part in torch.view_as_real(getattr(torch.fft, name)(x, **kw) + 0j).flatten(0, -2).tolist()]
    except Exception as e:
        r = f'{type(e).__name__} {e}'
    print(name, tuple(x.shape), x.dtype, kw, r)


numbers = torch.tensor(2.), torch.tensor(2. + 1j), torch.ones(2), torch.ones(0)
for name in 'fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft':
    for x in numbers:
        for kw in {}, {'n': 0}, {'n': 1}, {'n': 2}, {'n': 5}, {'dim': -2}, {'dim': 0, 'n': 1}, {'n': -1}, {'norm': 'x'}:
            show(name, x, kw)
for name in 'fft2', 'ifft2', 'rfft2', 'irfft2', 'fftn', 'ifftn', 'rfftn', 'irfftn':
    for x in numbers[:3] + (torch.ones(2, 2), torch.ones(0, 2)):
        for kw in {}, {'s': (1,)}, {'s': (2, 2)}, {'s': (0, 2)}, {'dim': (0, 0)}, {'dim': (0, -1)}, {'dim': (5,)}, {'s': (1,), 'dim': ()}, {'dim': (1,)}, {'s': (-1, -1)}, {'s': (1, 2, 3)}:
            show(name, x, kw)
