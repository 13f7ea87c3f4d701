# Long runs of the random functions, as digests: every bit of every number, and where each function leaves the generator.
import hashlib
import warnings
import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def digest(t):
    t = torch.view_as_real(t) if t.is_complex() else t.float() if t.dtype == torch.bfloat16 else t
    return hashlib.md5(t.contiguous().numpy().tobytes()).hexdigest()[:10]


def run(label, f):
    out = []
    for seed in (0, 1234567890123):
        torch.manual_seed(seed)
        try:
            out.append(digest(f()))
        except RuntimeError as e:
            out.append(str(e)[:80])
        out.append(torch.randint(1000000, (1,)).item())
    print(label, *out)


N = 20011
for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    k, name = dict(dtype=dtype), str(dtype)[6:]
    up = torch.linspace(.1, 9, N).to(dtype)
    for n in (N, 17, 16, 15, 3):
        run(f'{name} {n} rand', lambda: torch.rand(n, **k))
        run(f'{name} {n} randn', lambda: torch.randn(n, **k))
        run(f'{name} {n} normal_', lambda: torch.empty(n, **k).normal_(1, 2.5))
    run(name + ' columns', lambda: torch.empty(1001, 7, **k).t().normal_(3, .3))
    for method, args in (('uniform_', (-3, 7)), ('exponential_', (1.7,)), ('geometric_', (.3,)), ('cauchy_', (1, 2)), ('log_normal_', (.1, .7)),
                         ('bernoulli_', (.37,)), ('random_', ()), ('bernoulli_', (up / 10,))):
        run(f'{name} {method}', lambda: getattr(torch.empty(N, **k), method)(*args))
    run(name + ' normal', lambda: torch.normal(up, up))
    run(name + ' bernoulli', lambda: torch.bernoulli(up / 10))
    run(name + ' poisson', lambda: torch.poisson(up * 5))
    run(name + ' binomial', lambda: torch.binomial((up * 9).floor(), up / 10))
    run(name + ' dropout', lambda: F.dropout(torch.ones(N, **k), .3))
    run(name + ' rrelu', lambda: F.rrelu(-torch.ones(N, **k), training=True))
    run(name + ' multinomial', lambda: torch.multinomial(up[:5000], 20000, True))
    if dtype != torch.bfloat16:
        run(name + ' multinomial 1', lambda: torch.multinomial(up.view(-1, 20011), 1, True))
        run(name + ' multinomial without', lambda: torch.multinomial(up[:5000], 3000))
        run(name + ' gamma', lambda: torch.distributions.Gamma(up, torch.ones((), **k)).sample() if dtype != torch.float16 else up)
for dtype in (torch.complex64, torch.complex128):
    run(f'{dtype} rand', lambda: torch.rand(N, dtype=dtype))
    run(f'{dtype} randn', lambda: torch.randn(N, dtype=dtype))
for dtype in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool):
    for method, args in (('random_', ()), ('random_', (50,)), ('random_', (2,)), ('geometric_', (.2,)), ('bernoulli_', (.2,))):
        run(f'{dtype} {method}{args}', lambda: getattr(torch.empty(N, dtype=dtype), method)(*args))
up = torch.linspace(.1, 3, 37)
D = torch.distributions
for d in (D.Gamma(up, up + 1), D.Beta(up, up + .5), D.Chi2(up), D.StudentT(up + 1), D.FisherSnedecor(up + 1, up + 2), D.Dirichlet(up),
          D.Wishart(torch.tensor(4.), torch.eye(3)), D.LKJCholesky(3, 1.5), D.Poisson(up), D.NegativeBinomial(5, up / 4), D.Geometric(up / 4)):
    run(type(d).__name__, lambda: d.sample((500,)))
run('trunc_normal_', lambda: torch.nn.init.trunc_normal_(torch.empty(33, 47)))
