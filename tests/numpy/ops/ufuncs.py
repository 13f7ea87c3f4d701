# Universal functions: every row of the table, all dtypes, with memory layouts, out=, where=, and reductions of the binary ones.
from _harness import Cases
from _rows import rows

BOUNDS = {'arccosh': (1.1, 3), 'arcsin': (-.9, .9), 'arccos': (-.9, .9), 'arctanh': (-.9, .9)}
POSITIVE = {'sqrt', 'log', 'log2', 'log10', 'log1p', 'power', 'float_power', 'cbrt'}
cases = Cases('ufuncs')
REDUCIBLE = {'add', 'multiply', 'maximum', 'minimum', 'logical_and', 'logical_or', 'bitwise_or', 'bitwise_xor', 'fmax', 'subtract', 'hypot', 'logaddexp', 'gcd', 'power'}
for row in rows():
    if row.family in ('UNARY', 'BINARY', 'COMPARE'):
        for name, where in row.numpy:
            low, high = BOUNDS.get(name, (.2, 3) if name in POSITIVE else (-2.0, 2.0))
            one = row.family == 'UNARY'
            arguments = ['x', 'e'] if one else ['x, y', 'x, r']
            for args in arguments:
                cases.run(f'np.{name}({args})', low, high)
            if 'u' in where:
                first = 'xt' if one else 'xt, xs'
                cases.run(f'np.{name}({first})', low, high, dtypes=['f4', 'i8'])
                more = 'x' if one else 'x, y'
                cases.run(f'np.{name}({more}, out=np.zeros((3, 4)))', low, high, dtypes=['f8', 'i8', 'c16'])
                cases.run(f'np.{name}({more}, where=b, out=np.ones((3, 4)))', low, high, dtypes=['f8', 'i8'])
                if not one:
                    for scalar in ('x, 2', 'x, 1.5', '3, x'):
                        cases.run(f'np.{name}({scalar})', low, high, dtypes=['f4', 'i1', 'u1', 'b', 'i8'])
                if name in REDUCIBLE:
                    for call in (f'np.{name}.reduce(x)', f'np.{name}.reduce(x, axis=1, keepdims=True)', f'np.{name}.accumulate(x, 1)', f'np.{name}.outer(r, q)',
                                 f'np.{name}.reduceat(r, [0, 2])'):
                        cases.run(call, low, high, dtypes=['f8', 'f4', 'i8', 'u1', 'b'])
cases.done('universal functions')
