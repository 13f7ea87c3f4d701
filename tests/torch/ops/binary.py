# Operations on two operands, element by element: every row of the table, with broadcasting, numbers and mixed dtypes.
import torch
from _harness import Cases, samples, MIXED
from _rows import rows

POSITIVE = {'igamma', 'igammac', 'gammainc', 'gammaincc', 'zeta', 'xlog1py', '_standard_gamma_grad', 'pow', 'float_power', 'xlogy', 'logaddexp', 'logaddexp2'}
EXTRA = {'add': ['x, y, alpha=3', 'x, 2, alpha=2'], 'sub': ['x, y, alpha=2'], 'subtract': ['x, y, alpha=2'],
         'div': ["x, y, rounding_mode='floor'", "x, y, rounding_mode='trunc'", "x, 3, rounding_mode='floor'"],
         'divide': ["x, y, rounding_mode='trunc'"], 'pow': ['x, 2', 'x, 3', 'x, 0.5', 'x, -1', '2, x', '2.5, x', 'x, 0', 'x, 2.0'],
         'float_power': ['x, 2', '2, x'], 'remainder': ['x, 1.5', '7, y'], 'fmod': ['x, 1.5'], 'xlogy': ['x, 2', '3, y'], 'copysign': ['x, -1'],
         'ldexp': ['x, k'], 'bitwise_and': ['x, 6', '6, x'], 'bitwise_or': ['x, 6'], 'bitwise_xor': ['x, 6'], 'bitwise_left_shift': ['x, 2', 'x, k'],
         'bitwise_right_shift': ['x, 1']}
NUMBERS = {'mul', 'multiply', 'add', 'sub', 'subtract', 'div', 'divide', 'true_divide', 'floor_divide', 'remainder', 'fmod', 'pow', 'eq', 'ne', 'lt', 'le', 'gt',
           'ge', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'float_power', 'copysign'}

cases = Cases('binary')
for row in rows():
    if row.family in ('BINARY', 'COMPARE'):
        for name, where in row.torch:
            if name[0] == '_':
                continue
            low, high = (.2, 3) if name in POSITIVE else (-2.0, 2.0)
            if 'f' in where:
                arguments = ['x, y', 'x, r', 'col, row'] + (['x, 2', 'x, 1.5', 'x, True'] if name in NUMBERS else []) + EXTRA.get(name, [])
                for args in dict.fromkeys(arguments):
                    if 'shift' not in name and name != '_standard_gamma_grad' or args != 'x, y' and args != 'x, r':
                        cases.run(name, args, 'torch', low, high)
            elif 's' in where:
                cases.run(name, 'x + 1, y' if name == 'zeta' else 'x, y', 'torch.special', low, high)

# mixed dtypes: the result's dtype and value for every pair, with a dimension, without and as a number
KINDS = ['b', 'u8', 'i8', 'i32', 'i64', 'f16', 'bf16', 'f32', 'f64', 'c64', 'c128']
SHORT = {dtype: short for short, dtype in MIXED.items()}


def more_kinds(want, got):
    return len(want) == len(got) and all(w in (g, '-') for w, g in zip(want, got))


for name in ('add', 'mul', 'div', 'pow', 'maximum', 'eq', 'lt', 'floor_divide', 'atan2', 'where'):
    for a in KINDS:
        text = ''
        for b in KINDS:
            for left, right in (('q', 'q'), ('q', 'e'), ('e', 'q')):
                x, y = samples(MIXED[a], .5, 3)[left], samples(MIXED[b], .5, 3)[right]
                if 'f16' in (a, b) and 'c' in (a[0], b[0]):   # complex32 is not built
                    continue
                try:
                    f = getattr(torch, name)
                    found = f(torch.tensor([True, False, True]), x, y) if name == 'where' else f(x, y)
                    text += SHORT[found.dtype] + ' '
                except RuntimeError as e:
                    text += '- '
        cases.compare(f'{name} of {a} and {" ".join(KINDS)}', text.split(), more_kinds)
cases.done('two operands')
