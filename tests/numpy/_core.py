"""What the tests of single expressions share: sample arrays, and a line for each expression's value and warnings.

An expression may follow statements that make ready for it: `x = a.copy(); x[0] = 1 ;; x`.
"""
import copy
import json
import math
import pickle
import warnings

import numpy as np

SAMPLES = {
    '__name__': '__main__',  # where classes made by an expression say they come from
    'copy': copy, 'json': json, 'math': math, 'pickle': pickle, 'warnings': warnings, 'np': np,
    'a': np.array([3., 1., 2.]),
    'b': np.arange(12).reshape(3, 4),
    'f': np.linspace(0, 1, 6).reshape(2, 3),
    'i8': np.array([1, -2, 100], 'i1'),
    'u8': np.array([1, 200, 255], 'u1'),
    'c': np.array([1 + 2j, 3 - 1j]),
    'bo': np.array([True, False, True]),
    'z': np.array(5.0),
    'e': np.array([]),
    'f4': np.array([1.5, 2.5, -0.1], 'f4'),
    't3': np.arange(24).reshape(2, 3, 4),
    'n': np.array([1., np.nan, 3.]),
    's': np.array(['b', 'abc', 'a']),
    'o': np.array([1, 'x', None], object),
    'F': np.asfortranarray(np.arange(12.).reshape(3, 4)),
}


def show(v):
    if isinstance(v, np.ndarray):
        return f'{v!r}|{v.dtype}|{v.shape}'
    if isinstance(v, (tuple, list)):
        return type(v).__name__ + '(' + ', '.join(map(show, v)) + ')'
    if isinstance(v, dict):
        return '{' + ', '.join(f'{k!r}: {show(x)}' for k, x in v.items()) + '}'
    if isinstance(v, np.dtype):
        return repr(v)
    return f'{type(v).__name__}:{v!r}'


def run(cases):
    """Prints a line for each line of `cases`. The samples are shared: what one line changes, the next ones see."""
    for line in cases.strip().splitlines():
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter('always')
            try:
                if ';;' in line:
                    setup, expression = line.split(';;')
                    names = dict(SAMPLES)
                    exec(setup.strip(), names)
                    r = show(eval(expression.strip(), names))
                else:
                    r = show(eval(line, SAMPLES))
            except Exception as e:
                r = type(e).__name__ + ': ' + str(e)
        print(line, '->', r, [f'{x.category.__name__}: {x.message}' for x in w])
