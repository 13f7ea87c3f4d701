# The last bits of Bessel functions and orthogonal polynomials in both floats.
import zlib
import torch

torch.set_num_threads(1)


def bits(t):
    return '%08x' % zlib.crc32(t.detach().contiguous().numpy().tobytes())


grid = torch.cat([torch.arange(-96, 97) / 8, torch.arange(1, 60) * 1.37, torch.tensor([0.0, 1e-30, 90.0, 1e4, float('inf')])])
for dtype in (torch.float32, torch.float64):
    x = grid.to(dtype)
    for name in ('i0', 'i0e', 'i1', 'i1e', 'modified_bessel_i0', 'modified_bessel_i1', 'modified_bessel_k0', 'modified_bessel_k1',
                 'scaled_modified_bessel_k0', 'scaled_modified_bessel_k1', 'ndtr'):
        f = getattr(torch.special, name)
        y = f(x)
        print(name, bits(torch.where(y.isnan(), torch.zeros((), dtype=dtype), y)), [float(v).hex() for v in y[[3, 100, 130, 192]]])
    for name in ('chebyshev_polynomial_t', 'chebyshev_polynomial_u', 'chebyshev_polynomial_v', 'chebyshev_polynomial_w', 'hermite_polynomial_h',
                 'hermite_polynomial_he', 'laguerre_polynomial_l', 'legendre_polynomial_p', 'shifted_chebyshev_polynomial_t',
                 'shifted_chebyshev_polynomial_u', 'shifted_chebyshev_polynomial_v', 'shifted_chebyshev_polynomial_w'):
        f = getattr(torch.special, name)
        y = f((torch.arange(-24, 25) / 8).to(dtype), torch.arange(-1, 13)[:, None].to(dtype))
        print(name, bits(y))
x = torch.tensor([0.5, -0.25, 2.0], requires_grad=True)
print(torch.autograd.grad(torch.special.i0(x).sum(), x)[0].tolist(), torch.special.i0(torch.tensor([1, 2, 3]), out=torch.zeros(3, dtype=torch.float64)).tolist())
node = torch.special.ndtr(x).grad_fn
while node is not None:
    print(node.name())
    node = node.next_functions[0][0] if node.next_functions else None
