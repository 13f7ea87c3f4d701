"""Which types an output may have, in each function's own words, and outputs that were passed over."""
import torch


def show(text, call):
    try:
        r = call()
    except RuntimeError as e:
        print(text, "-", e)
    else:
        print(text, "->", r)


m = torch.tensor([[2.0, 1.0], [1.0, 3.0]])
a = torch.tensor([0.5, 0.25])
b = torch.ones(1, 2, 2)
types = (torch.float64, torch.int64, torch.complex128)
calls = {
    "cholesky": lambda o: torch.cholesky(m, out=o),
    "cholesky_inverse": lambda o: torch.cholesky_inverse(torch.eye(2), out=o),
    "cholesky_solve": lambda o: torch.cholesky_solve(m, torch.eye(2), out=o),
    "cond": lambda o: torch.linalg.cond(torch.eye(2), out=o),
    "householder_product": lambda o: torch.linalg.householder_product(torch.eye(2), torch.zeros(2), out=o),
    "matrix_power": lambda o: torch.linalg.matrix_power(m, 2, out=o),
    "matrix_rank": lambda o: torch.linalg.matrix_rank(m, out=o),
    "pinv": lambda o: torch.linalg.pinv(torch.eye(2), out=o),
    "tensorinv": lambda o: torch.linalg.tensorinv(torch.eye(2), ind=1, out=o),
    "tensorsolve": lambda o: torch.linalg.tensorsolve(torch.eye(2), a, out=o),
    "eigvals": lambda o: torch.linalg.eigvals(torch.eye(2), out=o),
    "eigvalsh": lambda o: torch.linalg.eigvalsh(torch.eye(2), out=o),
    "svdvals": lambda o: torch.linalg.svdvals(torch.eye(2), out=o),
    "solve": lambda o: torch.linalg.solve(torch.eye(2), a, out=o),
    "solve_triangular": lambda o: torch.linalg.solve_triangular(torch.eye(2), m, upper=True, out=o),
    "multi_dot": lambda o: torch.linalg.multi_dot([m, m], out=o),
    "vecdot": lambda o: torch.linalg.vecdot(a, a, out=o),
    "mvlgamma": lambda o: torch.mvlgamma(a + 2, 1, out=o),
    "hardshrink": lambda o: torch.hardshrink(a, out=o),
    "lerp": lambda o: torch.lerp(a, a, 0.5, out=o),
    "lerp by a tensor": lambda o: torch.lerp(a, a, a, out=o),
    "scatter": lambda o: torch.scatter(a, 0, torch.tensor([0]), a, out=o),
    "scatter_add": lambda o: torch.scatter_add(a, 0, torch.tensor([0]), a, out=o),
    "addbmm": lambda o: torch.addbmm(m, b, b, out=o),
    "narrow_copy": lambda o: torch.narrow_copy(a, 0, 0, 1, out=o),
    "bernoulli": lambda o: torch.bernoulli(torch.tensor([0.0, 1.0]), out=o),
    "fft2": lambda o: torch.fft.fft2(m, out=o),
    "rfft2": lambda o: torch.fft.rfft2(m, out=o),
    "irfft2": lambda o: torch.fft.irfft2(m, out=o),
    "ifft": lambda o: torch.fft.ifft(a, out=o),
    "ihfft": lambda o: torch.fft.ihfft(a, out=o),
}
for name, call in calls.items():
    for dtype in types:
        show(f"{name} {dtype}", lambda: call(torch.zeros(0, dtype=dtype)))

out = torch.zeros(2)
print(torch.linalg.eigvalsh(torch.eye(2), out=out) is out, out)
for f in ("entr", "erfcx", "i0e", "i1", "ndtri", "log_ndtr", "i0"):
    g = getattr(torch.special, f)
    show(f, lambda: g(a, out=torch.zeros(2, requires_grad=True)))
    show(f, lambda: g(a.clone().requires_grad_(), out=torch.zeros(2)))
for f in ("xlog1py", "zeta"):
    g = getattr(torch.special, f)
    show(f, lambda: g(a + 1, a + 1, out=torch.zeros(2, requires_grad=True)))
show("polygamma", lambda: torch.polygamma(1, a, out=torch.zeros(2, requires_grad=True)))
