# Arguments, shapes, choice, shuffles, states and messages of numpy.random.
import numpy as np
import warnings


def show(f, *a, **k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            v = f(*a, **k)
            print(repr(v), type(v).__name__)
        except Exception as e:
            print(type(e).__name__, e)
        for x in w:
            print('  ', x.category.__name__, x.message)


R = np.random.RandomState(5)
g = np.random.default_rng(5)
print('# scalars and shapes')
for name in ('rand', 'randn', 'random_sample', 'random', 'standard_normal', 'standard_exponential', 'tomaxint'):
    show(getattr(R, name))
    if name in ('rand', 'randn'):
        show(getattr(R, name), 2, 3)
    else:
        show(getattr(R, name), (2, 2))
        show(getattr(R, name), size=())
show(R.normal, [0, 10], [1, 2])
show(R.normal, [[0], [10]], [1, 2], size=(2, 2))
show(R.normal, np.float32(3), np.int64(2))
show(R.normal, np.array(3.0), 2)
show(R.normal, [1, 2, 3], size=(2,))
show(R.normal, [1, 2, 3], [1, 2])
show(R.normal, [1, 2, 3], [1, 2, 3], size=(2, 1))
show(R.uniform, [0, 1], 2)
show(R.triangular, [0, 1], 2, [3, 4])
show(R.binomial, [10, 20], 0.5, (3, 2))
show(R.binomial, 2.5, 0.5)
show(R.poisson, [[1], [100]], (2, 3))
print('# integers')
for dt in (bool, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, int, 'i4', '<u2'):
    for who, f in (('old', R.randint), ('new', g.integers)):
        print(who, dt if isinstance(dt, str) else dt.__name__, end=' ')
        show(f, 0, 2, 7, dtype=dt)
        show(f, 0, 2, dtype=dt)
        if dt is not bool:
            show(f, 3, 100, (2, 4), dtype=dt)
for lo, hi in ((0, 2 ** 32), (0, 2 ** 32 - 1), (0, 2 ** 31), (-2 ** 63, 2 ** 63), (5, 6), (-10, 2 ** 40)):
    show(R.randint, lo, hi, 4)
    show(g.integers, lo, hi, 4)
    show(g.integers, lo, hi - 1, 4, endpoint=True)
show(R.randint, 0, 2 ** 64, 3, dtype=np.uint64)
show(g.integers, 2 ** 63, 2 ** 64, 3, dtype=np.uint64)
show(R.randint, [1, 2, 3], [10, 20, 30])
show(R.randint, [0, 100], 256, (4, 2), dtype=np.uint8)
show(g.integers, [0, 5], [[3], [100]])
show(R.randint, 2.5)
show(R.randint, np.array([2.5]))
for a in ((0,), (5, 3), (-1, 3), (0, 300)):
    show(R.randint, *a, dtype=np.uint8)
    show(g.integers, *a, dtype=np.uint8)
show(g.integers, 5, 3, endpoint=True)
show(R.randint, 0, 3, dtype=float)
show(g.integers, 0, 3, dtype=float)
show(R.random_integers, 3)
show(R.random_integers, 1, 3, 2)
print('# choice')
show(R.choice, 5)
show(R.choice, 5, 3)
show(R.choice, 5, (2, 2), p=[0.1, 0.2, 0.3, 0.2, 0.2])
show(R.choice, 5, 3, replace=False)
show(R.choice, 5, 3, replace=False, p=[0.1, 0, 0.3, 0.6, 0])
show(R.choice, [1.5, 2.5, 3.5], 4)
show(R.choice, [1.5, 2.5, 3.5])
show(R.choice, np.arange(10) * 2, 3, False)
show(g.choice, 5)
show(g.choice, 5, 3)
show(g.choice, 5, (2, 2), p=[0.1, 0.2, 0.3, 0.2, 0.2])
show(g.choice, 20, 7, replace=False)
show(g.choice, 20, 7, replace=False, shuffle=False)
show(g.choice, 20000, 5, replace=False)
show(lambda: int(g.choice(20000, 5000, replace=False).sum()))
show(lambda: g.choice(20000, 5000, replace=False)[:5])
show(g.choice, 5, 3, replace=False, p=[0.1, 0, 0.3, 0.6, 0])
show(g.choice, [[1, 2, 3], [4, 5, 6]], 2)
show(g.choice, [[1, 2, 3], [4, 5, 6]], 2, axis=1)
for f in (R.choice, g.choice):
    for a in (([],), (0,), (5, 6, False), (5, None, True, [.5, .5]), (5, None, True, [.5] * 5), (2, None, True, [-.5, 1.5]),
              (2, None, True, [[.5, .5]]), (2, None, True, [float('nan'), .5]), (3, 3, False, [1, 0, 0]), (2.5,), (-1,), (5, -1)):
        show(f, *a)
show(R.choice, [[1, 2]])
print('# shuffles')
for f in (R, g):
    for x in ([1, 2, 3, 4, 5], np.arange(7), np.arange(12).reshape(4, 3), np.arange(12).reshape(3, 4).T, np.arange(10)[::2],
              np.arange(8, dtype=np.int8), np.linspace(0, 1, 5), np.array([True, False, False])):
        f.shuffle(x)
        print(x)
    show(f.permutation, 6)
    show(f.permutation, [3, 1, 2])
    show(f.permutation, np.arange(8).reshape(4, 2))
    show(f.shuffle, (1, 2, 3))
    show(f.shuffle, 5)
    show(f.permutation, 2.5)
x = np.arange(12).reshape(3, 4)
g.shuffle(x, axis=1)
print(x)
show(g.permutation, x, axis=1)
show(g.permuted, x)
show(g.permuted, x, axis=1)
show(g.permuted, x, axis=0)
print('# several values')
show(R.multinomial, 10, [0.2, 0.3, 0.5], 3)
show(R.multinomial, 10, [0.2, 0.3, 0.5])
show(g.multinomial, 10, [0.2, 0.3, 0.5], (2, 2))
show(g.multinomial, [10, 20], [0.2, 0.3, 0.5])
show(R.dirichlet, [1, 2, 3], 2)
show(g.dirichlet, [1, 2, 3], 2)
show(g.dirichlet, [0.01, 0.02, 0.03], 3)
show(g.multivariate_hypergeometric, [10, 20, 30], 12, 3)
show(g.multivariate_hypergeometric, [10, 20, 30], 42, 3, method='count')
for a in ((3, [.5, .6, .1]), (-3, [.5, .5]), (3, .5)):
    show(R.multinomial, *a)
show(R.dirichlet, [0, 1])
show(R.dirichlet, 1)
print('# single precision and out')
show(g.random, 3, dtype=np.float32)
show(g.random, dtype=np.float32)
show(g.standard_normal, 3, dtype='f')
show(g.standard_exponential, 3, dtype=np.float32)
show(g.standard_exponential, 3, method='inv')
show(g.standard_gamma, 2.5, 3, dtype=np.float32)
show(g.standard_gamma, [0.5, 1.0, 2.0], dtype=np.float32)
out = np.zeros(3)
show(lambda: g.random(out=out) is out)
print(out)
show(g.random, dtype=int)
print('# states')
R.seed(3)
R.randn()
st = R.get_state()
a = R.randn(3)
R.set_state(st)
print(a == R.randn(3), st[0], st[1][:3], st[2:])
d = R.get_state(legacy=False)
print(sorted(d), d['has_gauss'], d['state']['pos'])
for B in (np.random.MT19937, np.random.PCG64, np.random.PCG64DXSM, np.random.SFC64, np.random.Philox):
    b = B(11)
    h = np.random.Generator(b)
    h.integers(10, size=3)
    s = b.state
    x = h.random(2)
    b.state = s
    print(B.__name__, x, x == h.random(2), b.random_raw(2), sorted(s))
print(np.random.PCG64(5).state)
print(np.random.PCG64(5).jumped().state['state'], np.random.PCG64(5).advance(10).state['state'])
print(np.random.Philox(key=5, counter=7).random_raw(3), np.random.Philox(5).state['state']['key'])
print(np.random.SeedSequence(5), np.random.SeedSequence(5).spawn(2), np.random.SeedSequence([1, 2 ** 40]).generate_state(4))
print(np.random.SeedSequence(2 ** 200 + 1).generate_state(3, np.uint64), np.random.SeedSequence(5).spawn(2)[1].generate_state(3))
print([int(np.random.default_rng(q).integers(1000)) for q in np.random.SeedSequence(7).spawn(2)])
print(np.random.default_rng([1, 2, 3]).random(), np.random.RandomState([1, 2, 3]).rand(), np.random.RandomState(np.array([4])).rand())
print(str(g), str(R), R.bytes(7), g.bytes(5))
np.random.seed(0)
print(np.random.rand(2), np.random.randn(2), np.random.uniform(size=2), np.random.permutation(4), np.random.random())
for s in (-1, 2 ** 32, 1.5, [], [[1]], [-1]):
    show(np.random.seed, s)
for s in (-1, 'a', 1.5, [1, -1]):
    show(np.random.default_rng, s)
print('# messages')
for f in (R, g):
    for name, a in (('normal', (0, -1)), ('normal', (0, [1, -1])), ('binomial', (-1, .5)), ('binomial', (3, 1.5)),
                    ('binomial', (3, [.5, 1.5])), ('poisson', (-1,)), ('poisson', (1e30,)), ('poisson', ([1, -1],)),
                    ('beta', (0, 1)), ('gamma', (-1,)), ('geometric', (0,)), ('geometric', ([0, .5],)), ('logseries', (1.0,)),
                    ('zipf', (1,)), ('zipf', ([1, 2],)), ('hypergeometric', (1, 1, 3)), ('hypergeometric', (1, 1, 0)),
                    ('triangular', (0, 3, 2)), ('triangular', (3, 2, 2)), ('triangular', (3, 3, 3)), ('uniform', (0, float('inf'))),
                    ('vonmises', (0, -1)), ('weibull', (-1,)), ('pareto', (0,)), ('wald', (0, 1)), ('standard_t', (0,)),
                    ('standard_t', (float('nan'),)), ('negative_binomial', (0, .5)), ('noncentral_f', (0, 1, 1)),
                    ('normal', ('a',)), ('normal', (None,)), ('normal', (0, 1, 2.5)), ('normal', (0, 1, 'a')),
                    ('normal', (0, 1, (2, -1))), ('exponential', (-1,)), ('standard_gamma', (-1,)), ('f', (1, 0))):
        show(getattr(f, name), *a)
show(g.uniform, 3, 1)
show(R.rand, 2.5)
show(R.rand, -1)
show(R.random, 2.5)
for s in range(4):
    g=np.random.default_rng(s); l=[1,2,3,4,5]; g.shuffle(l); print(l, g.random())
    g=np.random.default_rng(s); l=[1,2,3,4,5]; a=np.array(l); g.shuffle(a); print(a, g.random())
    g=np.random.default_rng(s); print(g.permuted([1,2,3,4,5]), g.permutation([1,2,3,4,5]), g.permutation(5))
    class L(list): pass
    g=np.random.default_rng(s); l=L([1,2,3,4,5]); g.shuffle(l); print(l)
    g=np.random.default_rng(s); l=np.arange(6).reshape(3,2); g.shuffle(l); print(l.tolist())
