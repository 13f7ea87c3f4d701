# torch.linalg.lstsq(out=), and _scaled_dot_product_attention, whose weights PyTorch 1.13 gives too.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
a, b = torch.randn(4, 2), torch.randn(4, 3)
f4, f8, i4, i8 = torch.float32, torch.float64, torch.int32, torch.int64


def solve(*dtypes, driver=None):
    out = tuple(torch.empty(0, dtype=d) for d in dtypes)
    try:
        r = torch.linalg.lstsq(a, b, driver=driver, out=out)
        print([(tuple(t.shape), t.dtype, [round(v, 3) for v in t.flatten().tolist()]) for t in r], [x is y for x, y in zip(r, out)])
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)


solve(f4, f4, i8, f4)
solve(f8, f8, i8, f8)
solve(f4, f4, i8, f4, driver='gelsd')
solve(f4, f4, i8, f4, driver='gels')
solve(f4, f4, f4, f4)
solve(i4, f4, i8, f4)
solve(f4, f4, i8, i4)
solve(f4, f4, i8)

q, k, v = torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6)
attend = F._scaled_dot_product_attention
for arguments in [(), (torch.ones(3, 5, dtype=torch.bool).tril(),), (torch.ones(3, 5), 0.0, True), (None, 0.0, True, True), (None, 0.5)]:
    out, weights = attend(q, k, v, *arguments)
    print(out.shape, weights.shape, round(out.sum().item(), 3), round(weights.sum().item(), 3))
for call in [lambda: attend(q, k, v, torch.ones(3, 5), is_causal=True), lambda: attend(q, k, v, foo=1), lambda: attend(3, k, v)]:
    try:
        call()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
