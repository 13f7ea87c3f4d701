# Reductions and running reductions: every row of the table, over all elements, one dimension, several, kept or not.
from _harness import Cases
from _rows import rows

ALL = ['x', 'x, 0', 'x, -1, True', 'B, 1']
DIM_ONLY = {'amax': ['x', 'x, 0', 'x, (0, 1)', 'x, -1, True', 'B, (0, 2), keepdim=True'], 'logsumexp': ['x, 0', 'x, (0, 1)', 'x, -1, True', 'B, (0, 2)']}
DIM_ONLY['amin'] = DIM_ONLY['amax']
SEVERAL = {'sum', 'mean', 'nansum', 'nanmean', 'count_nonzero'}
MORE = {
    'var': ['x, unbiased=False', 'x, 0, unbiased=False', 'x, (0, 1)', 'x, 1, True, True', 'x, 1, correction=0', 'x, 1, correction=2, keepdim=True'],
    'std': ['x, unbiased=False', 'x, 0, unbiased=False', 'x, (0, 1)', 'x, 1, True, True', 'x, 1, correction=0'],
    'norm': ['x, 1', "x, float('inf')", "x, float('-inf')", 'x, 0', 'x, 3', "x, 'fro'", "x, 'fro', (0, 1)", "x, 'nuc'", 'x, 2, 1', 'x, 2, 1, True', 'x, 1.5, 0'],
    'max': ['x', 'x, 0', 'x, -1, True', 'x, y'], 'min': ['x', 'x, 0', 'x, -1, True', 'x, y'],
    'kthvalue': ['x, 2', 'x, 1, 0', 'x, 3, 1, True'], 'quantile': ['x, 0.3', 'x, 0.3, 0', 'x, 0.3, 1, True', "x, 0.4, interpolation='lower'",
        "x, 0.4, 1, interpolation='nearest'", "x, 0.4, 1, interpolation='midpoint'", "x, 0.4, 1, interpolation='higher'"],
    'sum': ['x, dtype=torch.float64', 'x, (0, 1)', 'B, (0, 2), True'], 'mean': ['x, (0, 1)', 'x, dtype=torch.float64', 'B, (0, 2), True'],
    'prod': ['x', 'x, 0', 'x, -1, True', 'x, dtype=torch.float64'], 'nansum': ['x, (0, 1)'], 'nanmean': ['x, (0, 1)'], 'count_nonzero': ['x', 'x, 0', 'x, (0, 1)'],
    'cumsum': ['x, 0', 'x, -1', 'B, 1', 'x, 0, dtype=torch.float64', 'e, 0'], 'cumprod': ['x, 0', 'x, -1', 'B, 1', 'x, 0, dtype=torch.float64'],
    'logcumsumexp': ['x, 0', 'B, 1'], 'cummax': ['x, 0', 'B, 1', 'k, 1'], 'cummin': ['x, 0', 'B, 1'], 'mode': ['x', 'x, 0', 'k, 1, True'],
    'median': ['x', 'x, 0', 'x, 1, True'], 'nanmedian': ['x', 'x, 0', 'x, 1, True'],
    'diff': ['x', 'x, 2', 'x, 1, 0', 'x, 1, 1, col', 'x, 1, 1, None, col', 'B, 1, 1'], 'trace': ['x', 's'],
}
MORE['nanquantile'] = MORE['quantile']
EXACT = {'argmax', 'argmin', 'all', 'any'}
cases = Cases('reduce')
for row in rows():
    for name, where in row.torch:
        if row.family in ('REDUCE', 'CUM') or name in MORE:
            if 'f' in where:
                arguments = MORE.get(name, []) if row.family == 'CUM' or name in ('kthvalue', 'quantile', 'nanquantile', 'cummax', 'cummin', 'mode', 'trace', 'diff', 'prod', 'count_nonzero') \
                    else DIM_ONLY.get(name, ALL + MORE.get(name, []))
                ties = name in ('kthvalue', 'median', 'nanmedian', 'mode', 'max', 'min') # which of equal elements is not promised
                for args in dict.fromkeys(arguments):
                    cases.run(name, args, dtypes=['f64', 'f32', 'bf16'] if ties and args != 'x' else None)
for name in ('var_mean', 'std_mean'):
    for args in ('x', 'x, 0', 'x, 1, False', 'x, 1, correction=0, keepdim=True', 'x, (0, 1)'):
        cases.run(name, args)
cases.run('aminmax', 'x')
cases.run('aminmax', 'x, dim=1, keepdim=True')
for name in ('sum', 'mean', 'amax', 'max', 'argmax', 'all', 'logsumexp', 'var', 'median', 'cumsum', 'sort', 'topk', 'norm'):   # no elements, wrong dimensions
    for args in ('emp', 'emp, 0', 'emp, 1', 'x, 2', 'x, -3', 'e, 0', 'x, 0, 0, 0, 0'):
        cases.run(name, args, grad=False, dtypes=['f32', 'i64', 'b'])
for name in ('sum', 'mean', 'amax', 'amin', 'logsumexp', 'var', 'std', 'norm', 'prod', 'max', 'min'):
    cases.run(name, 'x * (0 / x.abs().sum())', grad=False, dtypes=['f32', 'f64'])
cases.done('reductions')
