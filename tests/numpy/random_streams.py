# Long runs of every distribution, old and new interface: digests of the exact bits.
import numpy as np

A = {
    'random_sample': (), 'standard_normal': (), 'standard_exponential': (), 'standard_cauchy': (),
    'beta': [(0.5, 0.5), (2.0, 3.0), (0.1, 5.0)], 'exponential': [(2.5,)], 'uniform': [(-1.0, 3.0)], 'normal': [(1.0, 2.0)],
    'standard_gamma': [(0.3,), (1.0,), (7.5,)], 'gamma': [(2.0, 3.0), (0.5, 1.5)], 'f': [(5.0, 7.0)],
    'noncentral_f': [(5.0, 7.0, 1.5), (0.5, 3.0, 2.0)], 'chisquare': [(3.0,), (0.5,)],
    'noncentral_chisquare': [(3.0, 2.0), (0.7, 2.0), (3.0, 0.0)], 'standard_t': [(4.0,)],
    'vonmises': [(0.5, 4.0), (3.0, 0.2), (0.0, 1e-9), (1.0, 1e-6), (1.0, 1e7)], 'pareto': [(3.0,)], 'weibull': [(1.5,), (0.0,)],
    'power': [(2.5,)], 'laplace': [(0.0, 1.0)], 'gumbel': [(1.0, 2.0)], 'logistic': [(0.0, 1.0)], 'lognormal': [(0.0, 0.5)],
    'rayleigh': [(2.0,)], 'wald': [(1.0, 2.0)], 'triangular': [(-1.0, 0.5, 2.0)],
    'binomial': [(10, 0.3), (100, 0.6), (1000, 0.02), (5000, 0.9), (0, 0.5)], 'negative_binomial': [(5, 0.4), (0.5, 0.1)],
    'poisson': [(0.5,), (9.9,), (10.0,), (1234.5,), (0,)], 'zipf': [(1.5,), (4.0,)], 'geometric': [(0.5,), (0.01,), (1.0,)],
    'logseries': [(0.5,), (0.99,)],
    'hypergeometric': [(10, 5, 6), (100, 50, 60), (5, 200, 30), (7, 3, 9), (2000, 3000, 12)],
}


def digest(a):
    h = 14695981039346656037
    for b in np.ascontiguousarray(a).tobytes():
        h = (h ^ b) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return f'{h:016x}'


def run(title, make, skip=()):
    print(title)
    for name, params in A.items():
        for p in params or [()]:
            g = make()
            x = getattr(g, name)(*p, size=2000)
            one = getattr(g, name)(*p)
            print(f'  {name}{p} {x.dtype} {digest(x)} {one!r}')


run('RandomState', lambda: np.random.RandomState(12345))
A['random'] = A.pop('random_sample')
run('Generator', lambda: np.random.default_rng(12345))
run('Generator(MT19937)', lambda: np.random.Generator(np.random.MT19937(7)))
A = {k: A[k] for k in ('random', 'standard_normal', 'poisson', 'gamma')}
for bits in (np.random.PCG64DXSM, np.random.SFC64, np.random.Philox):
    run(bits.__name__, lambda: np.random.Generator(bits(99)))
