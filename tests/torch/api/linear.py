"""Linear algebra and Fourier transforms: types that are refused, results into out=, names of the graph nodes."""
import torch

A = torch.tensor([[4., 1., 0.], [1., 3., 1.], [0., 1., 2.]], dtype=torch.float64)


def show(text):
    a = A.clone().requires_grad_()
    v = A[0].clone().requires_grad_()
    i = A.long()
    try:
        value = eval(text)
        if isinstance(value, torch.Tensor) and value.grad_fn is not None:
            value = value.grad_fn.name()
    except Exception as e:
        value = type(e).__name__, str(e)
    print(text, '->', value)


for text in ("torch.vdot(v, v)", "torch.inner(v, v)", "torch.addmv(v, a, v)", "torch.addr(a, v, v)", "torch.addbmm(a, a[None], a[None])",
             "torch.addr(i, i[0], i[0], beta=0.5)", "torch.addr(i, i[0], i[0], alpha=1.)", "torch.addr(i, i[0], i[0], beta=2)", "torch.einsum('ii->i', a)",
             "torch.einsum('ij->', a)", "torch.einsum('i,j->ij', v, v)", "torch.einsum('ij,jk->ik', a, a)", "torch.einsum('ij->ji', a)",
             "torch.cholesky_solve(a, a)", "torch.cholesky_inverse(a)", "torch.pinverse(a)", "torch.linalg.pinv(a, hermitian=True)",
             "torch.linalg.pinv(A.bfloat16())", "torch.matrix_power(a, 0)", "torch.matrix_exp(a)", "torch.triangular_solve(a, a).solution",
             "torch.linalg.lu(a).L", "torch.linalg.lu(a).U", "torch.lu_unpack(*torch.linalg.lu_factor(a)).L", "torch.linalg.lu_solve(*torch.linalg.lu_factor(a), a)",
             "torch.linalg.eig(i)", "torch.linalg.eigvals(i)", "torch.linalg.lstsq(a, a).solution", "torch.linalg.lstsq(i, i)", "torch.linalg.matrix_rank(i)",
             "torch.linalg.vander(v)", "torch.linalg.vander(v.half())", "torch.linalg.householder_product(*torch.geqrf(a))",
             "torch.linalg.pinv(A, out=torch.empty(0, dtype=torch.float64)).round(decimals=3)", "torch.linalg.pinv(a, out=torch.empty(3, 3, dtype=torch.float64))",
             "torch.linalg.matrix_rank(A, out=torch.empty(0, dtype=torch.long))", "torch.linalg.cond(A, out=torch.empty(0, dtype=torch.float64)).round(decimals=3)",
             "torch.fft.ifft(v)", "torch.fft.fft(v)", "torch.fft.rfft2(a)", "torch.fft.rfftn(a)", "torch.fft.fftn(a)", "torch.fft.rfftn(a.cfloat())",
             "torch.fft.rfft2(a.cdouble())", "torch.fft.ihfft(v.cdouble())", "torch.fft.hfft(A[0], out=torch.empty(0, dtype=torch.float64))",
             "torch.autograd.gradgradcheck(lambda t: torch.fft.fft(t, 4, 0), (a,), fast_mode=True)",
             "torch.autograd.gradgradcheck(torch.fft.rfft2, (a,), fast_mode=True)"):
    show(text)
