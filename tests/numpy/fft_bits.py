# Fourier transforms have NumPy's bits at every length: small factors, large primes, chirps; signs of zeros too.
import hashlib
import numpy as np

r = np.random.RandomState(0)


def digest(a):
    return hashlib.md5(np.ascontiguousarray(a).tobytes()).hexdigest()[:8]


for n in [*range(1, 34), 47, 49, 53, 60, 77, 94, 97, 101, 128, 143, 169, 210, 211, 343, 509, 521, 720, 1000, 1009, 1331, 2053, 4096, 5000, 16384]:
    x = r.random_sample(n) - 0.5
    z = x + 1j * (r.random_sample(n) - 0.5)
    half = z[:n // 2 + 1]
    print(n, digest(np.fft.fft(z)), digest(np.fft.ifft(z)), digest(np.fft.fft(x)), digest(np.fft.rfft(x)), digest(np.fft.irfft(half, n)),
          digest(np.fft.ifft(x, norm='ortho')))
for shape in [(3, 4), (5, 6, 7), (2, 9, 12)]:
    x = r.random_sample(shape) - 0.5
    print(shape, [digest(f(x)) for f in (np.fft.fft2, np.fft.ifftn, np.fft.rfftn, np.fft.irfft2)], digest(np.fft.fftn(x, norm='ortho')))
print(np.fft.ifft([0, 4, 0, 0]))
print(np.fft.ifft([1, 2, 3, 4, 3, 2]), np.fft.ihfft([1, 2, 3, 4, 3, 2]))
print(np.fft.ifft(np.eye(4)))
print(np.fft.fft(np.zeros(6)), np.fft.ifft(-np.zeros(5)), np.fft.rfft(-np.zeros(4)))
print(np.fft.fft([1.5]), np.fft.rfft([1.5, -2]), np.fft.irfft([3], 1))
