# Arguments of numpy.random's methods that do not fit, or seldom seen ones that do: sizes, parameters, counts.
import warnings
import numpy as np


def show(name, *args, new=False, **kwargs):
    rng = np.random.default_rng(3) if new else np.random.RandomState(3)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter('always')
        try:
            r = repr(getattr(rng, name)(*args, **kwargs))
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(name, args, kwargs, '->', r, *[f'{w.category.__name__}: {w.message}' for w in told])


print('# sizes')
for size in (True, 1.5, ..., 'x', {}, [True], [1.5], [None, 'q'], np.array(2), np.array(True), np.zeros((0, 3)), np.array(['a']), [], (), 2 ** 63, -1):
    show('random_sample', size)
    show('randint', 5, size=size)
    show('normal', size=size)
    show('dirichlet', [1, 2], size=size)
    show('multinomial', 3, [.5, .5], size=size)
    show('multivariate_normal', [1], [[1]], size=size)
    show('choice', 5, size=size)
show('random_sample', [1] * 33)
for size in (None, True, 1.5, [2], 'x'):
    show('rand', size)
    show('randn', size)
    show('multivariate_hypergeometric', [3, 2], 2, size=size, new=True)

print('# parameters')
for v in (None, True, np.True_, 'x', '1.5', b'z', ..., {}, 1j, [None, 'q'], [1j], np.array(2.5), np.array([2.5]), np.array(['1']), np.array(1j),
          np.array([3], 'u8'), np.longdouble(2), np.float16(2), range(3), [[1, 2], [3]], []):
    show('normal', v)
    show('binomial', v, .5)
    show('poisson', v)
    show('hypergeometric', v, 5, 3)
    show('multinomial', v, [.5, .5])
    if not isinstance(v, list) or v != [1j]:
        show('randint', v)
        show('randint', 0, v)
        show('integers', v, new=True)
    show('dirichlet', v)
    show('choice', 5, 2, p=v)
    show('bytes', v) if v is not np.True_ else None
show('binomial', 5, [], size=2)
show('binomial', [], .5, size=2)

print('# outputs and axes')
for v in (1.5, 'x', [], np.zeros(2, 'f4'), np.zeros(3)[::2], np.zeros((2, 2)).T):
    show('random', 2, out=v, new=True)
    show('standard_gamma', 2, 2, out=v, new=True)
for axis in (1.5, 'x', True, 1, [0], None):
    show('permuted', [1, 2], axis=axis, new=True)
    show('permutation', [1, 2], axis=axis, new=True)
    show('shuffle', np.array([1, 2]), axis=axis, new=True)
show('permuted', 3, axis=0, new=True)
show('permuted', 3, new=True)
show('shuffle', {0: 1, 1: 2})
show('shuffle', (1, 2))
show('shuffle', 'ab')
show('shuffle', 3)
show('choice', 5, 2, shuffle=np.zeros(2), new=True)
show('multivariate_normal', [0, 0], [[1, 0], [0, 1]], tol=-1)

print('# counts')
show('rand', a=1)
show('shuffle')
show('shuffle', x=[1])
show('bytes', 1, 2)
show('seed', 1, 2)
show('seed', foo=1)
show('get_state', 1, 2)
show('beta')
show('beta', 1)
show('beta', 1, a=2)
show('beta', b=2)
show('beta', 1, 2, a=3)
show('beta', 1, 2, 3, 4)
show('beta', 1, 2, foo=3)
show('randint')
show('randint', 1, 2, 3, 4, 5)
show('permuted', new=True)
show('permuted', 1, 2, new=True)
show('integers', 1, foo=2, new=True)
for call in ('np.random.default_rng(1, 2)', 'np.random.default_rng(foo=1)', 'np.random.Generator()', 'np.random.MT19937(1, 2)', 'np.random.RandomState(1, 2)',
             'np.random.SeedSequence(1).spawn()', 'np.random.SeedSequence(1).generate_state()', 'np.random.PCG64(1).advance()',
             'np.random.PCG64(1).random_raw(1, 2, 3)', 'type(np.random.randint).__name__', 'type(np.random.RandomState.randint).__name__'):
    try:
        print(call, eval(call))
    except TypeError as e:
        print(call, e)

print('# where warnings point to')
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter('always')
    np.random.seed(1)
    np.random.random_integers(1, 2)
    np.random.multivariate_normal([0, 0], [[1, 2], [3, -4]])
    np.random.randint(1, 2, dtype='>i4')
print([(w.filename == __file__, w.lineno > 90, w.category.__name__) for w in told])
print(np.isclose([1., 2], [1., 2], rtol=-1, atol=-1), np.allclose([1.], [1.], atol=-1))
