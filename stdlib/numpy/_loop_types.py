"""The attribute `types` of ufuncs: the signatures of their loops in NumPy's order."""

_I = 'bBhHiIlLqQ'
_ALL = '?' + _I + 'efdgFDG'
# A word of letters stands for loops of one type each; NumPy has several versions of some. A word with -> is a signature.
_WORDS = {
    'add': _ALL + ' Mm->M mm->m mM->M O',
    'subtract': _I + 'efdgFDG Mm->M mm->m MM->m O',
    'multiply': _ALL + ' mq->m qm->m md->m dm->m O',
    'divide': 'efdgFDG mq->m md->m mm->d O',
    'floor_divide': _I + 'efdg mq->m md->m mm->q O',
    'remainder': _I + 'efdg m O',
    'divmod': _I + 'efdg mm->qm',
    'fmod': _I + 'efdgO',
    'power': _I + 'efdefdgFDGO',
    'float_power': 'dgDG',
    'absolute': '?' + _I + 'efdgm F->f D->d G->g O',
    'sign': _I + 'efdgFDGmO',
    'ldexp': 'ei->e fi->f el->e fl->f di->d dl->d gi->g gl->g',
    'frexp': 'e->ei f->fi d->di g->gi',
    'modf': 'e->ee f->ff d->dd g->gg',
    'isnat': 'Mm',
    'matmul': _ALL + 'O',
    **dict.fromkeys(('negative', 'positive'), _I + 'efdgmFDGO'),
    **dict.fromkeys(('conjugate', 'square', 'reciprocal'), _I + 'efdgFDGO'),
    **dict.fromkeys(('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'),
                    _ALL + ' OO->? mM OO->O OO->?'),
    **dict.fromkeys(('logical_and', 'logical_or', 'logical_xor', 'logical_not'), _ALL + 'O'),
    **dict.fromkeys(('maximum', 'minimum', 'fmax', 'fmin'), _ALL + 'mMO'),
    **dict.fromkeys(('isfinite', 'isinf', 'isnan'), _ALL + 'mM'),
    **dict.fromkeys(('bitwise_and', 'bitwise_or', 'bitwise_xor', 'invert'), '?' + _I + 'O'),
    **dict.fromkeys(('left_shift', 'right_shift', 'gcd', 'lcm'), _I + 'O'),
    **dict.fromkeys(('arccos', 'arccosh', 'arcsin', 'arcsinh', 'arctan', 'arctanh', 'cosh', 'exp2', 'expm1', 'log10', 'log1p',
                     'log2', 'sinh', 'tan', 'tanh'), 'efdefdgFDGO'),
    **dict.fromkeys(('exp', 'log', 'rint', 'sqrt'), 'efdfdgFDGO'),
    **dict.fromkeys(('cos', 'sin'), 'efdgFDGO'),
    **dict.fromkeys(('ceil', 'floor', 'trunc'), 'efdfdgO'),
    'cbrt': 'efdefdgO',
    **dict.fromkeys(('arctan2', 'deg2rad', 'degrees', 'rad2deg', 'radians', 'fabs', 'hypot'), 'efdgO'),
    **dict.fromkeys(('copysign', 'heaviside', 'logaddexp', 'logaddexp2', 'nextafter', 'signbit', 'spacing'), 'efdg'),
}
_SAME = {'true_divide': 'divide', 'mod': 'remainder', 'abs': 'absolute', 'conj': 'conjugate', 'bitwise_not': 'invert'}


def types(name, nin, truth):
    """The list of a ufunc of so many operands; truth: its results are truth values, but of objects."""
    name = _SAME.get(name, name)
    found = []
    for word in _WORDS.get(name, '').split():
        if '->' in word:
            found.append(word)
            continue
        for c in word:
            out = '?' if truth and c != 'O' else c
            found.append(f"{c * nin}->{out * 2 if name == 'divmod' else out}")
    return found
