# Numbers that few calls have, as arguments of functions that take them
import torch
import torch.nn.functional as F
import warnings

warnings.simplefilter('ignore')
X = torch.arange(4.)
inf, nan = float('inf'), float('nan')
N = torch.tensor([nan, inf, -inf])
C = torch.tensor([1 + 0j])
for call in '''torch.full(2, 1)|torch.full(3, 1., dtype=torch.int64)|X.new_full(2, 1)|torch.full(size=2, fill_value=1)|torch.full(torch.tensor(2), 1)
X.new_full(size=2, fill_value=1)|torch.full([], 1)|torch.bucketize(X, X.reshape(2, 2))|torch.histogram(X).hist.sum()|X.histogram().bin_edges.sum()
torch.histogram(X, range=(0., 4.)).bin_edges.sum()|torch.renorm(torch.ones(2, 2), 1, 0, nan)|torch.trapezoid(X, dim=torch.tensor(0))
torch.trapz(X, dx=True)|torch.gradient(torch.ones(3, 3), spacing=[torch.ones(3, 3)], dim=0)
torch.gradient(torch.ones(3, 3), spacing=[2.], dim=torch.tensor(1))|torch.hardshrink(X, 1e40)|torch.logit(X, 1e40)|F.leaky_relu(X, 1e40)
torch.celu(X, 1e40)|F.elu(X, 1e40)|F.softplus(X, 1e40)|F.hardtanh(X, -1e40, 1e40)|F.softshrink(X, 1e40)|F.elu(X.double(), 1e40)|F.elu(X, inf)
torch.searchsorted(N, N)|torch.searchsorted(N, N, right=True)|torch.searchsorted(torch.tensor([1., nan]), N)|torch.bucketize(N, X)|torch.finfo(torch.complex64)
torch.searchsorted(torch.tensor([3, 1, 2]), torch.tensor([1, 2, 3]))|torch.finfo(torch.complex128).dtype|torch.histc(torch.tensor([0.1, -2., 3., 0.3]), 100)
torch.unique_consecutive(torch.tensor([1, 1, 2]), True)|torch.unique_consecutive(torch.tensor([1, 1, 2]), False, True)
torch.unique_consecutive(torch.tensor([1, 1, 2]), True, return_counts=True)|torch.unique_consecutive(torch.eye(2), False, True, 0)
torch.unique_consecutive(torch.tensor([1, 1, 2]), True, True)|torch.tensor([1, 1, 2]).unique_consecutive(True)
torch.special.chebyshev_polynomial_t(0.1, torch.tensor([2.], dtype=torch.float64))|torch.special.xlog1py(X.double(), 0.1)
torch.special.zeta(2.1, X.double() + 1)|torch.special.legendre_polynomial_p(X, 1e40)|torch.special.hermite_polynomial_h(-2.5, N)
torch.special.chebyshev_polynomial_t(1e10, X.double())|-torch.tensor([1 + 0j] * 9)|-torch.tensor([1 + 0j] * 5, dtype=torch.complex128)
torch.reciprocal(torch.tensor([2 + 0j] * 9))|torch.zeros(2, 0).nonzero().stride()|torch.zeros(2).argwhere().stride()|torch.eye(2).nonzero().stride()
'''.replace('\n', '|').split('|'):
    if call:
        try:
            print(call, eval(call))
        except (TypeError, RuntimeError) as e:
            print(call, f'{type(e).__name__}: {e}')

for dtype in torch.int8, torch.uint8, torch.int32, torch.int64:
    print(torch.iinfo(dtype))
none = torch.zeros(0, 3)
for correction in -2, -1, 0, 1, 2:
    print(correction, torch.var(none, [], correction=correction), torch.var(none, 0, correction=correction), torch.std_mean(none, [0], correction=correction))
for n in 1, 4, 5, 8, 9:
    for dtype in torch.complex64, torch.complex128:
        z = torch.tensor([0.5 + 0j] * n, dtype=dtype)
        print(n, dtype, *(['-+'[str(v.imag)[0] != '-'] for v in f(z).tolist()] for f in (torch.sigmoid, torch.rsqrt, torch.reciprocal, torch.neg)))
x = torch.tensor([[0.5, -1.5, 2.], [3., 0.25, -0.75], [1., -2., 0.1]]).bfloat16()
print(torch.var_mean(x, 1), torch.std_mean(x, 0))

x = torch.tensor([[0.5, -1.5, 2.], [3., 0.25, -0.75], [1., -2., 0.1]])
print(*(torch.histc(x.to(dtype), 100).nonzero().flatten().tolist() for dtype in (torch.bfloat16, torch.float32, torch.float64)))
print(torch.histc(x.bfloat16() * 7, 13))
for call in ('isclose(x, x, nan)', 'allclose(x, x, atol=nan)', 'isclose(x, x, -1)', 'allclose(x, x, 1e-5, -1)', 'linalg.matrix_rank(x, 1e40)',
             'linalg.matrix_rank(x, rtol=1e40)', 'linalg.matrix_rank(x, atol=inf)', 'linalg.pinv(x, atol=1e40)'):
    try:
        print(call, eval('torch.' + call))
    except RuntimeError as e:
        print(call, e)
