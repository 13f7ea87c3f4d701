# numpy.fft: every transform, sizes, axes, norms.
import numpy as np
from numpy import fft

np.set_printoptions(precision=6, suppress=True)
x = np.array([1.0, 2.0, 4.0, -1.0, 0.5])


def show(r):
    r = np.asarray(r)
    r = np.round(r, 9) + 0.0
    print(repr(r), r.dtype)


for f in (fft.fft, fft.ifft, fft.rfft, fft.ihfft, fft.hfft, fft.irfft):
    print(f.__name__)
    show(f(x))
    show(f(x, 4))
    show(f(x, 8))
    for norm in ('ortho', 'forward', 'backward'):
        show(f(x, norm=norm))
m = np.arange(12.0).reshape(3, 4) ** 1.5
for f in (fft.fft2, fft.ifft2, fft.rfft2, fft.fftn, fft.ifftn, fft.rfftn):
    print(f.__name__)
    show(f(m))
show(fft.irfft2(fft.rfft2(m)))
show(fft.irfftn(fft.rfftn(m)))
show(fft.fft(m, axis=0))
show(fft.fft(m, n=2, axis=0))
show(fft.fftn(m, s=(2, 2)))
show(fft.fftn(m, axes=(0,)))
show(fft.fft(x + 1j * x[::-1]))
show(fft.fft(np.arange(7)))
show(fft.fft(np.ones(4, dtype=np.float32)))
for n in (1, 4, 5):
    print(fft.fftfreq(n), fft.fftfreq(n, 0.1), fft.rfftfreq(n), fft.fftshift(fft.fftfreq(n)))
print(fft.fftshift(m), fft.ifftshift(m), fft.fftshift(m, axes=1))
big = np.cos(2 * np.pi * 5 * np.arange(64) / 64)
print(np.argmax(abs(fft.rfft(big))), np.allclose(fft.irfft(fft.rfft(big)), big), np.allclose(fft.ifft(fft.fft(big)), big))
for f, a, k in ((fft.fft, ([],), {}), (fft.fft, (x, 0), {}), (fft.fft, (x,), {'norm': 'bad'}), (fft.fft, (x,), {'axis': 3}),
                (fft.fftfreq, (2.5,), {})):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
