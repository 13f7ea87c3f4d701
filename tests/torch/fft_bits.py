# Fourier transforms have PyTorch's bits at every length, in both precisions, over several dimensions.
import hashlib
import numpy as np
import torch

r = np.random.RandomState(0)


def digest(t):
    t = t.resolve_conj()
    return hashlib.md5((torch.view_as_real(t) if t.is_complex() else t).numpy().tobytes()).hexdigest()[:8]


for dtype, wide in ((torch.float64, torch.complex128), (torch.float32, torch.complex64)):
    for n in [*range(1, 34), 47, 49, 53, 64, 77, 94, 97, 101, 143, 169, 210, 211, 509, 521, 720, 1000, 1024, 1331, 2053, 5000]:
        x = torch.tensor(r.random_sample(n) - 0.5, dtype=dtype)
        z = torch.complex(x, torch.tensor(r.random_sample(n) - 0.5, dtype=dtype))
        half = z[:n // 2 + 1]
        print(n, digest(torch.fft.fft(z)), digest(torch.fft.ifft(z)), digest(torch.fft.fft(x)), digest(torch.fft.rfft(x)),
              digest(torch.fft.irfft(half, n)), digest(torch.fft.ifft(x, norm='ortho')))
    for shape in [(3, 4), (5, 6, 7), (2, 9, 12)]:
        x = torch.tensor(r.random_sample(shape) - 0.5, dtype=dtype)
        z = torch.complex(x, -x)
        for norm in ('backward', 'ortho', 'forward'):
            print(shape, norm, *(digest(f(x, norm=norm)) for f in (torch.fft.fft2, torch.fft.rfftn, torch.fft.ihfftn, torch.fft.ihfft2)),
                  *(digest(f(z, norm=norm)) for f in (torch.fft.fftn, torch.fft.ifft2, torch.fft.irfftn, torch.fft.hfftn, torch.fft.hfft2)))
print(torch.fft.ifft(torch.tensor([0., 4, 0, 0])), torch.fft.fft(torch.eye(3)))
for f, x in ((torch.fft.hfftn, torch.ones(2, 2)), (torch.fft.ihfftn, torch.ones(2, 2)), (torch.fft.ihfftn, torch.ones(2, 2) * 1j)):
    for keywords in ({'dim': ()}, {'dim': (0, 0)}, {'norm': 'a'}):
        try:
            print(f(x, **keywords))
        except RuntimeError as e:
            print(str(e).split('\n')[0])
y = torch.arange(12.).reshape(3, 4).requires_grad_()
for f in (torch.fft.hfftn, torch.fft.ihfftn, torch.fft.fft2, torch.fft.rfft2, torch.fft.irfft2):
    y.grad = None
    f(y).abs().sum().backward()
    print(f(y).grad_fn.name(), y.grad)
