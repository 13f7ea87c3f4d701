"""Operations of shapes and indices with all their arguments: gradients that exist and that do not, results into out=, wrong arguments."""
import warnings

import torch

warnings.simplefilter('ignore')
v, w = torch.tensor([1., 2., 4., 7.]), torch.tensor([0., 1, 3, 4, 8])
index = torch.tensor([[0, 2, 1], [1, 1, 0]])
twice = torch.tensor([[1, 1, 2], [1, 1, 2]])


def show(text):
    torch.manual_seed(0)
    x = torch.randn(4, 5)
    r = x.clone().requires_grad_()
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e)
    print(text, '->', value)


def slopes(text):
    """The gradients of a call's inputs, the second by what the first moves with."""
    a = torch.tensor([[1., 2., 0.], [0., -1., 2.]], dtype=torch.float64, requires_grad=True)
    b = torch.tensor([[2., 0., 3.], [2., 5., 0.]], dtype=torch.float64, requires_grad=True)
    out = eval(text, {'torch': torch, 'a': a, 'b': b, 'index': index, 'flat': torch.tensor([0, -1, 3])})
    grads = torch.autograd.grad((out * torch.arange(1., out.numel() + 1).double().reshape(out.shape)).sum(), (a, b), allow_unused=True)
    print(text, '->', out.grad_fn.name(), *(None if g is None else (g + 0.0).tolist() for g in grads))


for mode in ('sum', 'prod', 'mean', 'amax', 'amin'):
    for self in (True, False):
        slopes(f"torch.scatter_reduce(a, 1, index, b, '{mode}', include_self={self})")
for text in ("torch.put(a, flat, b[0])", "torch.put(a, flat, b[0], accumulate=True)", "a.clone().put_(flat, b[1])", "torch.take(a * b, flat)",
             "torch.index_copy(a, 1, index[0], b)", "torch.index_fill(a, 1, index[0, :1], 3.)", "torch.index_fill(a, 0, index[0, :1], b.sum())",
             "a.clone().index_copy_(1, index[0], b)", "a.scatter_add(1, index, b)", "torch.select_scatter(a, b[0], 0, 1)",
             "torch.slice_scatter(a, b[:, :2], 1, 0, 3, 2)", "torch.diagonal_scatter(a, b[0, :2])", "(a * b).zero_()", "(a * 1).fill_(a.sum())",
             "(a * b).uniform_() * 0 * a"):
    slopes(text)
for text in ("torch.scatter(x, 1, index, 1., out=torch.empty(0)).sum(0)", "torch.scatter_add(x, 1, index, -x, out=torch.empty(0)).sum(0)",
             "torch.scatter(r, 1, index, r, reduce='add').sum().backward()", "torch.unique(r).sum().backward()", "torch.unique(r, dim=0).sum().backward()",
             "torch.unique_consecutive(r, dim=0).sum().backward()", "torch.bincount(index[0], r[0, :3]).sum().backward()",
             "torch.histogram(r, 3)[0].sum().backward()", "torch.geqrf(r)[1].sum().backward()", "torch.bernoulli(r * 0)", "torch.poisson(r * 0)",
             "torch.frexp(r)", "torch.frexp(x[0], out=(torch.empty(0), torch.empty(0, dtype=torch.int32)))",
             "torch.unique_consecutive(twice, dim=1, return_inverse=True, return_counts=True)", "torch.unique_consecutive(torch.zeros(0, 3), dim=1)",
             "torch.unique_consecutive(torch.tensor(3), dim=0)", "torch.unique_consecutive(torch.tensor([[float('nan')]] * 2), dim=0)",
             "torch.isin(index, twice, out=torch.empty(0, dtype=torch.bool))", "torch.sort(torch.tensor(1 + 2j))", "torch.sort(torch.tensor([1 + 2j]))",
             "torch.histc(index.byte(), 4, -1, 1)", "torch.histc(x, 4, 3, 0)", "torch.histc(x, 0)", "torch.renorm(x, 2, 0, 1., out=torch.empty(0))",
             "torch.rot90(r, 0)", "torch.rot90(r, 1, [0, -2])", "torch.rot90(r, 1, [0, 5])", "torch.ravel(r.t())[:2]", "torch.tensor_split(r, (1, 3))[1]",
             "torch.block_diag(r, x)[5]", "torch.atleast_1d(r.sum())", "torch.combinations(r[0, :3])", "torch.combinations(x)",
             "torch.trapezoid(r)", "torch.trapezoid(r, w)", "torch.trapezoid(x, v)", "torch.cumulative_trapezoid(r, w)", "torch.cumulative_trapezoid(x, dx=2)",
             "torch.cov(torch.complex(x, x[:, [1, 0, 2, 3, 4]])).real", "torch.cov(x[:1])", "torch.cov(x, fweights=torch.tensor([1, 2, 0, 1, 1]))", "torch.cov(x, fweights=w)",
             "torch.cov(x, aweights=-w)", "torch.cov(x.bool())", "torch.cov(x[None])", "torch.corrcoef(torch.complex(x, x[:, [1, 0, 2, 3, 4]])).real[0]",
             "torch.corrcoef(x[:1])", "torch.cross(r[:, :3], r[:, 1:4])", "torch.linalg.cross(x[:, :3], x[0, :3])"):
    show(text)
for text in ("", "spacing=2.", "spacing=[2., 3.]", "spacing=(2,), dim=1", "spacing=(v, w)", "spacing=(v.int(), w), edge_order=2", "dim=(0, 1), edge_order=2",
             "dim=5", "edge_order=3", "spacing=(1., 2., 3.)", "dim=(0, 0)", "dim=()", "spacing=torch.tensor(2.)", "spacing=0"):
    show(f"torch.gradient(x, {text})")
for text in ("x[:1]", "x.byte()", "(x * 3).int()", "torch.complex(x, -x)[0]", "r[0]"):
    show(f"torch.gradient({text})")
cuts = torch.arange(5.)
for edges in ("[2, 0, 1]", "[0, 2, 1]", "[3, -1, 2]", "[9, 1]", "[-9, 2]", "[]"):
    show(f"cuts.tensor_split({edges})")
    show(f"cuts.tensor_split(torch.tensor({edges}, dtype=torch.long))")
for name in ("tril_indices", "triu_indices"):
    for dtype in ("int32", "int64", "int16", "uint8", "float32", "bool", "complex64"):
        show(f"torch.{name}(3, 3, dtype=torch.{dtype})")
    show(f"torch.{name}(0, 3, dtype=torch.int32)")
