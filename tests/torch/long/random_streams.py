# Long runs of every random function from one seed: sums that any lost or exchanged number changes.
import torch

SIZE = 20000


def digest(t, digits=6):
    d = t.detach().double().reshape(-1)
    d = torch.view_as_real(t).double().reshape(-1) if t.is_complex() else d
    w = torch.cos(torch.arange(d.numel(), dtype=torch.float64) * 0.7)
    return ' '.join(f'{v:.{digits}g}' for v in (d.sum(), (d * w).sum(), d[-1]))


def run(name, f, digits=6):
    torch.manual_seed(1234)
    a = f()
    b = f()
    print(name, digest(a, digits), digest(b, digits), torch.randint(1 << 30, (1,)).item())


f64 = torch.float64
run('rand', lambda: torch.rand(SIZE))
run('rand f64', lambda: torch.rand(SIZE, dtype=f64))
run('rand f16', lambda: torch.rand(5000, dtype=torch.float16).float())
run('randn', lambda: torch.randn(SIZE))
run('randn odd', lambda: torch.randn(13))
run('randn 1009', lambda: torch.randn(1009))
run('randn f64', lambda: torch.randn(SIZE, dtype=f64))
run('randn complex', lambda: torch.randn(501, dtype=torch.complex64))
run('randn transposed', lambda: torch.empty(40, 50).t().normal_())
run('randint', lambda: torch.randint(0, 1000, (SIZE,)))
run('randint wide', lambda: torch.randint(-2**40, 2**40, (5000,)))
run('randint u8', lambda: torch.randint(0, 256, (5000,), dtype=torch.uint8))
run('randperm', lambda: torch.randperm(5000))
run('bernoulli', lambda: torch.bernoulli(torch.full((SIZE,), 0.3)))
run('bernoulli_', lambda: torch.empty(SIZE).bernoulli_(0.7))
run('bernoulli_ tensor', lambda: torch.empty(3000).bernoulli_(torch.linspace(0, 1, 3000)))
run('uniform_', lambda: torch.empty(SIZE).uniform_(-2, 5))
run('normal_', lambda: torch.empty(SIZE).normal_(1, 3))
run('normal tensors', lambda: torch.normal(torch.linspace(0, 1, 4000), torch.linspace(1, 2, 4000)))
run('exponential_', lambda: torch.empty(SIZE).exponential_(2.0))
run('geometric_', lambda: torch.empty(SIZE).geometric_(0.2))
run('cauchy_', lambda: torch.empty(3000).cauchy_(1, 2).atan())
run('log_normal_', lambda: torch.empty(SIZE).log_normal_(0.1, 0.4))
run('random_', lambda: torch.empty(SIZE).random_(0, 77))
run('random_ int64', lambda: torch.empty(3000, dtype=torch.int64).random_() % 1000003)
run('poisson', lambda: torch.poisson(torch.linspace(0.1, 40, 5000)))
run('multinomial', lambda: torch.multinomial(torch.linspace(1, 5, 300), 100))
run('multinomial again', lambda: torch.multinomial(torch.linspace(1, 5, 300), 5000, replacement=True))
run('multinomial rows', lambda: torch.multinomial(torch.linspace(1, 5, 300).reshape(10, 30), 7))
run('standard_gamma', lambda: torch.distributions.Gamma(torch.linspace(0.1, 9, 5000), torch.ones(5000)).sample())
run('binomial', lambda: torch.binomial(torch.full((5000,), 60.), torch.linspace(0.01, 0.99, 5000)))
run('dropout', lambda: torch.nn.functional.dropout(torch.ones(SIZE), 0.4))
run('dropout2d', lambda: torch.nn.functional.dropout2d(torch.ones(50, 40, 2, 2), 0.4))
run('alpha_dropout', lambda: torch.nn.functional.alpha_dropout(torch.ones(5000), 0.4))
run('rrelu', lambda: torch.nn.functional.rrelu(-torch.ones(5000), training=True))
run('gumbel_softmax', lambda: torch.nn.functional.gumbel_softmax(torch.zeros(500, 6)))
for name in ('uniform_', 'normal_', 'xavier_uniform_', 'xavier_normal_', 'kaiming_uniform_', 'kaiming_normal_', 'trunc_normal_'):
    run('init ' + name, lambda: getattr(torch.nn.init, name)(torch.empty(40, 30)).abs())
run('init orthogonal_', lambda: torch.nn.init.orthogonal_(torch.empty(40, 30)).abs(), 4) # further digits depend on the processor
run('init sparse_', lambda: torch.nn.init.sparse_(torch.empty(40, 30), 0.3))
for name, make in (('Linear', lambda: torch.nn.Linear(30, 40)), ('Conv2d', lambda: torch.nn.Conv2d(3, 20, 3)), ('LSTM', lambda: torch.nn.LSTM(10, 12)),
                   ('Embedding', lambda: torch.nn.Embedding(50, 20)), ('MultiheadAttention', lambda: torch.nn.MultiheadAttention(16, 4)),
                   ('Transformer', lambda: torch.nn.TransformerEncoderLayer(16, 4, 20)), ('Bilinear', lambda: torch.nn.Bilinear(5, 6, 7))):
    run(name, lambda: torch.cat([p.reshape(-1) for p in make().parameters()]))
torch.manual_seed(9)
state = torch.get_rng_state()
a = torch.randn(1001).sum() + torch.rand(7).sum()
torch.set_rng_state(state)
print((torch.randn(1001).sum() + torch.rand(7).sum() == a).item())
g = torch.Generator().manual_seed(5)
print(digest(torch.rand(100, generator=g)), digest(torch.randperm(100, generator=g)), digest(torch.utils.data.random_split(range(100), [30, 70], generator=g)[0].indices and torch.tensor(
    torch.utils.data.random_split(range(100), [30, 70], generator=torch.Generator().manual_seed(5))[0].indices)))
