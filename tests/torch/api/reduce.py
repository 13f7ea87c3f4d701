"""Reductions with all their arguments: norms by name and number, results into tensors of the caller, wrong arguments."""
import warnings

import torch

warnings.simplefilter('ignore')


def show(text):
    torch.manual_seed(0)
    x = torch.randn(3, 4)
    q = torch.randn(3, 3)
    q = q @ q.T + torch.eye(3)
    f, i, n = torch.empty, (lambda *a: torch.empty(*a, dtype=torch.long)), (lambda: torch.empty(0, dtype=torch.int32))
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__, str(e)
    print(text, '->', r)


for p in ("", ", 'fro'", ", 'nuc'", ", None", ", 0", ", 2.5", ", float('inf')", ", 'inf'", ", [1]"):
    for rest in ("", ", dim=1", ", dim=(0, 1), keepdim=True", ", dim=(0, 1, 1)", ", dtype=torch.float64"):
        show(f"torch.norm(x{p}{rest})")
for text in ("torch.norm(x, 'nuc', (0, 0))", "torch.norm(x.reshape(1, 3, 4), 'nuc')", "torch.norm(x.reshape(3, 2, 2), 'nuc', (2, 0), True)",
             "torch.norm(x.int())", "torch.norm(x.int(), dtype=torch.float64)", "torch.norm([1.])", "torch.norm(x, 0, 0, 0, 0)", "torch.norm(x, -1, True)",
             "x.norm(2, 1, 'a')", "torch.dist(x.int(), x.int())", "torch.norm(x, 2, out=f(1))", "torch.norm(x, 'nuc', out=f(0))"):
    show(text)
for text in ("torch.max(x, 0, out=(f(0), i(0)))", "torch.min(x, dim=0, keepdim=True, out=[f(0), i(3)])", "torch.max(x, -x, out=f(0))",
             "torch.median(x, 0, out=(f(0), i(0)))", "torch.nanmedian(x, 0, out=(f(0), i(0)))", "torch.mode(x, 0, out=(f(0), i(0)))",
             "torch.cummax(x, 1, out=(f(0), i(0)))", "torch.cummin(x, 1, out=(f(0), i(0)))", "torch.aminmax(x, out=(f(0), f(0)))",
             "torch.sort(x, out=(f(5), i(0)))", "torch.topk(x, 2, out=(f(0), i(0)))", "torch.kthvalue(x, 1, out=(f(0), i(0)))",
             "torch.histogram(x, 3, out=(f(0), f(0)))", "torch.slogdet(q, out=(f(0), f(0)))", "torch.linalg.inv_ex(q, out=(f(0), n()))",
             "torch.triangular_solve(q, q, out=(f(0), f(0)))", "torch.lu_unpack(*torch.linalg.lu_factor(q), out=(f(0), f(0), f(0)))",
             "torch.max(x, 0, out=(f(0), f(0)))", "torch.max(x, 0, out=3)", "torch.max(x, 0, out=(f(0),))", "torch.aminmax(x, out=(f(0), i(0)))",
             "torch.topk(x, 2, out=(f(0, dtype=torch.float64), i(0)))", "torch.max(x.requires_grad_(), 0, out=(f(0), i(0)))"):
    show(text)
for text in ("torch.var(x.int(), 2)", "torch.var_mean(x.int())", "torch.std_mean(x.bool(), 0)", "torch.amax(f(0, 3))", "torch.amin(f(0, 3), 0)",
             "torch.argmax(f(0, 3))", "torch.argmin(f(0, 3), 0)", "torch.max(f(0, 3))", "torch.max(f(0, 3), 0)", "torch.aminmax(f(0, 3))",
             "torch.aminmax(f(0, 3), dim=0)", "torch.sort(x, 0, 1)", "torch.topk(x, 2, 1, 1)", "torch.sum(x, 1, keepdim=1)",
             "torch.diff(x, 1, 1, x, -x)", "torch.logsumexp(x.bfloat16(), 0)", "torch.var_mean(x.requires_grad_())", "torch.aminmax(x.requires_grad_())",
             "torch.quantile(x.requires_grad_(), 0.3)"):
    show(text)
try:
    torch.aminmax(torch.ones(3, requires_grad=True)).min.backward()
except RuntimeError as e:
    print(e)
