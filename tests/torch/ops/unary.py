# Operations on one operand, element by element: every row of the table.
from _harness import Cases
from _rows import rows

BOUNDS = {'acosh': (1.1, 3), 'arccosh': (1.1, 3), 'asin': (-.9, .9), 'arcsin': (-.9, .9), 'acos': (-.9, .9), 'arccos': (-.9, .9), 'atanh': (-.9, .9),
          'arctanh': (-.9, .9), 'logit': (.1, .9), 'erfinv': (-.9, .9), 'lgamma': (.3, 4), 'digamma': (.3, 4), 'gammaln': (.3, 4), 'psi': (.3, 4)}
BOUNDS['ndtri'] = (.1, .9)
POSITIVE = {'sqrt', 'rsqrt', 'log', 'log2', 'log10', 'log1p'}
EXTRA = {'softplus': ['x, 2.0, 1.0'], 'elu': ['x, 0.7'], 'leaky_relu': ['x, 0.2'], 'hardtanh': ['x, -0.5, 0.7'], 'softshrink': ['x, 0.3'],
         'hardshrink': ['x, 0.3'], 'gelu': ["x, approximate='tanh'"], 'threshold': ['x, 0.1, 3.0'], 'nan_to_num': ['x * 0 / 0', 'x / 0, 1.5, 7.0', 'x / 0, 0.5, 9.0, -9.0'],
         'logit': ['x, 0.2'], 'round': ['x, decimals=1', 'x * 100, decimals=-1']}
HOME = {'f': 'torch', 's': 'torch.special', 'n': 'F'}

cases = Cases('unary')
for row in rows():
    if row.family == 'UNARY':
        for name, where in row.torch:
            for letter in where:
                if letter in HOME:
                    low, high = BOUNDS.get(name, (.1, 4) if name in POSITIVE else (-2.0, 2.0))
                    arguments = ['x', 'e'] if letter == 'f' else ['x']
                    if name == 'threshold':
                        arguments = []
                    for args in arguments + EXTRA.get(name, []):
                        # the original's own Bessel functions are exact to single precision only
                        cases.run(name, args, HOME[letter], low, high, dtypes=['f32', 'i64', 'bf16'] if name.startswith('bessel') else None)
cases.done('one operand')
