"""RandomState draws for no trials and for chance 0 all the same; outputs in Fortran's order are given back as they are."""
import numpy as np
for n, p in ((0, .5), (0, .9), (10, 0.), (10, 1.), (0, 0.), (100, 0.)):
    for size in (None, 2):
        g = np.random.RandomState(3)
        print(n, p, g.binomial(n, p, size), g.rand())
        g = np.random.default_rng(3)
        print(n, p, g.binomial(n, p, size), g.random())
    g = np.random.RandomState(3)
    print(g.multinomial(n, [p, 1 - p]), g.rand())
for f in 'random', 'standard_normal', 'standard_exponential':
    out = np.zeros((2, 3), order='F')
    r = getattr(np.random.default_rng(5), f)(out=out)
    print(f, r is out, r.shape, r.tolist())
x = np.random.default_rng(7).multivariate_normal([0, 1], [[2, .5], [.5, 1]], 3)
print(x.base is None, x.shape)
