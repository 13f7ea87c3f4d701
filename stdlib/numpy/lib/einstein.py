"""Sums of products in Einstein's notation: one sum over all operands at once, or a plan of sums of few (_einsum_path).

A formula becomes a list of labels for each operand and one for the result: letters, and '.0', '.1' ... for the
dimensions of an ellipsis. The sum is worked out pair by pair; the result lies in memory as NumPy's iterator over the
labels of the result and those summed over, in this order, would lay it out.
"""
from numpy import _core
from numpy._core import asanyarray, asarray, moveaxis
from numpy._types import errstate

__all__ = ['einsum', 'einsum_path']

_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
_PLANNED_LETTERS = _LETTERS[26:] + _LETTERS[:26]  # what numbers of lists stand for where there is a plan
_REMAPPED = 'operands could not be broadcast together with remapped shapes [original->remapped]: '


# --- formulas ---

def _listed(places, planned):
    """A list of numbers and an ellipsis as text."""
    try:
        places = list(places)
    except TypeError:
        if planned:
            raise
        raise TypeError('the subscripts for each operand must be a list or a tuple') from None
    text = ''
    for i in places:
        if i is Ellipsis:
            text += '...'
        elif not isinstance(i, (int, _core.integer)):
            raise TypeError('For this input type lists must contain either int or Ellipsis' if planned
                            else 'each subscript must be either an integer or an ellipsis')
        elif planned:
            text += _PLANNED_LETTERS[i]
        elif 0 <= i < 52:
            text += _LETTERS[i]
        else:
            raise ValueError('subscript is not within the valid range [0, 52)')
    return text


def _formula_and_operands(args, planned):
    if planned and not args:
        raise ValueError('No input operands')
    if args and isinstance(args[0], bytes):
        args = (args[0].decode('ascii'), *args[1:])
    if args and isinstance(args[0], str):
        if len(args) == 1 and not planned:
            raise ValueError('must specify the einstein sum subscripts string and at least one operand')
        return args[0], [asanyarray(x) for x in args[1:]]
    if not args:
        raise ValueError('must specify the einstein sum subscripts string and at least one operand, or at least one '
                         'operand and its corresponding subscripts list')
    if len(args) == 1:
        raise ValueError('must provide at least an operand and a subscripts list to einsum')
    terms, operands = [], []
    for i in range(0, len(args) - 1, 2):
        operands.append(asanyarray(args[i]))
        terms.append(_listed(args[i + 1], planned))
    return ','.join(terms) + ('->' + _listed(args[-1], planned) if len(args) % 2 else ''), operands


def _letters_of(text, place, room=None):
    """The letters of a term and where its ellipsis stands (None: nowhere)."""
    letters, dots, i = [], None, 0
    while i < len(text):
        c = text[i]
        if c == '.':
            if dots is not None or text[i:i + 3] != '...':
                raise ValueError("einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in "
                                 + place)
            dots = len(letters)
            i += 2
        elif c in _LETTERS:
            if len(letters) == room:
                raise ValueError(f'einstein sum subscripts string contains too many subscripts for {place}')
            letters.append(c)
        elif c != ' ':
            raise ValueError(f"invalid subscript '{c}' in einstein sum subscripts string, subscripts must be letters")
        i += 1
    return letters, dots


def _ellipsis(n):
    """Labels for the last n dimensions of all that ellipses stand for."""
    return [f'.{i}' for i in reversed(range(n))]


_NO_ELLIPSIS = ("{} has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
                "broadcast the extra dimensions.")


def _parse(formula, operands):
    """Lists of labels for the operands and the result."""
    end = formula.find('-')
    left, right = (formula, None) if end < 0 else (formula[:end], formula[end:])
    terms, labels, widest = left.split(','), [], 0
    for k, x in enumerate(operands):
        last = k == len(operands) - 1
        if last and len(terms) > len(operands):
            raise ValueError('more operands provided to einstein sum function than specified in the subscripts string')
        if not last and k >= len(terms) - 1:
            raise ValueError('fewer operands provided to einstein sum function than specified in the subscripts string')
        letters, dots = _letters_of(terms[k], f'operand {k}', x.ndim)
        n = x.ndim - len(letters)
        if dots is None and n:
            raise ValueError(_NO_ELLIPSIS.format('operand'))
        if dots is not None:
            letters[dots:dots] = _ellipsis(n)
            widest = max(widest, n)
        labels.append(letters)
    seen = [c for t in labels for c in t]
    if right is None:
        return labels, _ellipsis(widest) + sorted(c for c in set(seen) if c[0] != '.' and seen.count(c) == 1)
    if right[:2] != '->':
        raise ValueError("einstein sum subscript string does not contain proper '->' output specified")
    return labels, _parse_result(right[2:], seen, widest)


def _parse_result(text, seen, widest):
    letters, dots = _letters_of(text, 'the output')
    for c in letters:
        if letters.count(c) > 1:
            raise ValueError(f"einstein sum subscripts string includes output subscript '{c}' multiple times")
        if c not in seen:
            raise ValueError(f"einstein sum subscripts string included output subscript '{c}' which never appeared in an "
                             'input')
    if dots is not None:
        letters[dots:dots] = _ellipsis(widest)
    elif widest:
        raise ValueError(_NO_ELLIPSIS.format('output'))
    return letters


# --- one sum ---

def _diagonals(x, labels, which):
    """Labels that an operand has twice become diagonals."""
    i = 0
    while i < len(labels):
        k = next((k for k in range(i + 1, len(labels)) if labels[k] == labels[i]), None)
        if k is None:
            i += 1
            continue
        if x.shape[i] != x.shape[k]:
            raise ValueError(f"dimensions in {which} for collapsing index '{labels[i]}' don't match "
                             f'({x.shape[i]} != {x.shape[k]})')
        writeable = x.flags.writeable
        x = moveaxis(_core.diagonal(x, 0, i, k), -1, i)
        x.flags.writeable = writeable
        labels = labels[:k] + labels[k + 1:]
    return x, labels


def _shape_text(values):
    """A shape in a message; None stands for a dimension that is not there."""
    first = next((i for i, v in enumerate(values) if v is not None), len(values))
    return '(' + ','.join('newaxis' if v is None else str(v) for v in values[first:]) + (',)' if len(values) == 1 else ')')


def _sizes(operands, terms, every):
    """The length that each label stands for."""
    sizes = dict.fromkeys(every, 1)
    for x, labels in zip(operands, terms):
        for c, n in zip(labels, x.shape):
            if n != 1 and sizes[c] not in (1, n):
                texts = [_shape_text(y.shape) + '->' + _shape_text([dict(zip(t, y.shape)).get(c) for c in every])
                         for y, t in zip(operands, terms)]
                raise ValueError(_REMAPPED + ' '.join(texts) + ' ')
            sizes[c] = sizes[c] if n == 1 else n
    return sizes


def _check_out(out, wanted, sizes):
    for i, (c, n) in enumerate(zip(wanted, out.shape)):
        if n != sizes[c]:
            raise ValueError(f'output operand requires a reduction along dimension {i}, but the reduction is not enabled. The '
                             'dimension size of 1 does not match the expected output shape.')
    if not out.flags.writeable:
        raise ValueError('output array is read-only')


def _type_of_sum(operands, out, d, casting):
    """The type that is computed in, with the casts of operands and output checked."""
    t = _core.dtype(d) if d is not None else _core.result_type(*operands, *([] if out is None else [out]))
    for k, x in enumerate(operands):
        if not _core.can_cast(x if x.ndim == 0 else x.dtype, t, casting):
            raise TypeError(f'Iterator operand {k} dtype could not be cast from {x.dtype!r} to {t!r} according to the rule '
                            f"'{casting}'")
    if out is not None and not _core.can_cast(t, out.dtype, casting):
        raise TypeError(f'Iterator requested dtype could not be cast from {t!r} to {out.dtype!r}, the operand '
                        f"{len(operands)} dtype, according to the rule '{casting}'")
    if t.kind in 'USmM':
        raise TypeError(f"Cannot cast scalar from dtype('bool') to {t!r} according to the rule 'safe'")
    if t.kind not in 'biufc':
        raise TypeError('invalid data type for einsum')
    return t


def _memory_order(operands, terms, every, order):
    """The labels from the slowest in memory to the fastest."""
    if order in 'AF' and (order == 'F' or all(x.flags.fnc for x in operands)):
        return every[::-1]
    if order in 'AC':
        return every
    steps = [{c: abs(s) for c, s, n in zip(t, x.strides, x.shape) if n != 1} for x, t in zip(operands, terms)]
    fastest = []
    for c in reversed(every):
        place = len(fastest)
        for k in reversed(range(len(fastest))):
            pairs = [(s[fastest[k]], s[c]) for s in steps if s.get(c) and s.get(fastest[k])]
            if not pairs:
                continue
            if not all(other > own for other, own in pairs):
                break
            place = k
        fastest.insert(place, c)
    return fastest[::-1]


def _laid_out(r, wanted, every):
    """r, whose dimensions are those wanted, in its own memory in this order."""
    kept = [c for c in every if c in wanted]
    to = _core.empty([r.shape[wanted.index(c)] for c in kept], r.dtype).transpose([kept.index(c) for c in wanted])
    if to.strides == r.strides:
        return r
    to[...] = r
    return to


def _sum_out(x, labels, keep):
    gone = tuple(i for i, c in enumerate(labels) if c not in keep)
    if not gone:
        return x, labels
    return asarray(x.sum(axis=gone, dtype=x.dtype)), [c for c in labels if c in keep]


def _spread(x, labels, out):
    """x with dimensions for all labels of out."""
    order = [labels.index(c) for c in out if c in labels]
    return x.transpose(order).reshape([x.shape[labels.index(c)] if c in labels else 1 for c in out])


def _volume(labels, sizes):
    n = 1
    for c in labels:
        n *= sizes[c]
    return n


def _pair(a, la, b, lb, keep):
    """The product of two operands, summed over labels nobody else wants."""
    a, la = _sum_out(a, la, set(keep) | set(lb))
    b, lb = _sum_out(b, lb, set(keep) | set(la))
    both = [c for c in la if c in lb]
    sizes = dict(zip(lb, b.shape))
    sizes.update((c, n) for c, n in zip(la, a.shape) if n != 1 or c not in sizes)
    contract = [c for c in both if c not in keep and a.shape[la.index(c)] == b.shape[lb.index(c)] == sizes[c]]
    batch = [c for c in both if c not in contract]
    only_a, only_b = [c for c in la if c not in both], [c for c in lb if c not in both]
    if not contract:
        out = batch + only_a + only_b
        return _sum_out(asarray(_spread(a, la, out) * _spread(b, lb, out)), out, keep)
    if not batch:
        r = _core._tensordot(a, b, tuple(la.index(c) for c in contract), tuple(lb.index(c) for c in contract))
        return asarray(r), only_a + only_b
    x = a.transpose([la.index(c) for c in batch + only_a + contract])
    y = b.transpose([lb.index(c) for c in batch + contract + only_b])
    n = len(batch)
    x = x.reshape(x.shape[:n] + (_volume(only_a, sizes), _volume(contract, sizes)))
    y = y.reshape(y.shape[:n] + (_volume(contract, sizes), _volume(only_b, sizes)))
    r = _core.matmul(x, y).reshape([sizes[c] for c in batch + only_a + only_b])
    return _sum_out(r, batch + only_a + only_b, keep)


def _sum_of_products(operands, terms, wanted):
    """The sum, with the dimensions wanted; no events are reported."""
    with errstate(all='ignore'):
        a, la = operands[0], terms[0]
        for k in range(1, len(operands)):
            later = {c for t in terms[k + 1:] for c in t}
            a, la = _pair(a, la, operands[k], terms[k], set(wanted) | later)
        a, la = _sum_out(a, la, set(wanted))
        if len(operands) > 1 and a.dtype.kind in 'fc':
            a = a + a.dtype.type(0)  # what is added up begins with a zero: no result is a negative one
    return a.transpose([la.index(c) for c in wanted]) if wanted else a


def _check_words(out, order, casting):
    from numpy import _ufuncs
    _ufuncs._check_words(order, casting, True)
    if out is not None and not isinstance(out, _core.ndarray):
        raise TypeError('keyword parameter out must be an array for einsum')


def _einsum_at_once(formula, operands, out=None, dtype=None, order='K', casting='safe'):
    """The sum over all operands in one."""
    _check_words(out, order, casting)
    dtype = None if dtype is None else _core.dtype(dtype)
    terms, wanted = _parse(formula, operands)
    if out is not None and out.ndim != len(wanted):
        raise ValueError('out parameter does not have the correct number of dimensions, has '
                         f'{out.ndim} but should have {len(wanted)}')
    view = len(operands) == 1 and out is None and set(terms[0]) == set(wanted)
    work = [_diagonals(x, t, 'single operand' if view else f'operand {k}') for k, (x, t) in enumerate(zip(operands, terms))]
    operands, terms = [x for x, _ in work], [t for _, t in work]
    if view:
        return operands[0].transpose([terms[0].index(c) for c in wanted])[...] if wanted else operands[0][()]
    every = wanted + sorted({c for t in terms for c in t} - set(wanted))
    if out is None:
        sizes = _sizes(operands, terms, every)
    else:
        sizes = _sizes(operands + [out], terms + [wanted], every)
        _check_out(out, wanted, sizes)
    t = _type_of_sum(operands, out, dtype, casting)
    r = _sum_of_products([x.astype(t, copy=False) for x in operands], terms, wanted)
    r = r.astype(t, copy=False)
    if out is not None:
        out[...] = r
        return out
    return _laid_out(r, wanted, _memory_order(operands, terms, every, order.upper())) if wanted else r[()]


# --- sums by a plan ---

def _planned_formula(formula, operands):
    """The formula without spaces and ellipses and with its result."""
    formula = formula.replace(' ', '')
    for c in formula:
        if c not in _LETTERS and c not in '.,->':
            raise ValueError(f'Character {c} is not a valid symbol.')
    if ('-' in formula or '>' in formula) and (formula.count('->') != 1 or formula.count('-') > 1 or formula.count('>') > 1):
        raise ValueError("Subscripts can only contain one '->'.")
    left, arrow, right = formula.partition('->')
    terms, dots = left.split(','), ''
    if '.' in formula:
        spare = ''.join(c for c in _LETTERS if c not in formula)
        for k, t in enumerate(terms):
            if '.' not in t:
                continue
            if t.count('.') != 3 or '...' not in t:
                raise ValueError('Invalid Ellipses.')
            n = operands[k].ndim and operands[k].ndim - (len(t) - 3)
            if n < 0:
                raise ValueError('Ellipses lengths do not match.')
            own = spare[len(spare) - n:]
            terms[k] = t.replace('...', own)
            dots = max(dots, own, key=len)
        right = right.replace('...', dots)
    letters = ''.join(terms)
    if not arrow:
        right = dots + ''.join(c for c in sorted(set(letters) - set(dots)) if letters.count(c) == 1)
    for c in right:
        if c not in letters:
            raise ValueError(f'Output character {c} did not appear in the input')
    if len(terms) != len(operands):
        raise ValueError('Number of einsum subscripts must be equal to the number of operands.')
    return terms, right


def _planned_sizes(terms, operands):
    sizes, text = {}, ','.join(terms)
    for k, (t, x) in enumerate(zip(terms, operands)):
        if len(t) != x.ndim:
            raise ValueError(f'Einstein sum subscript {text[k]} does not contain the correct number of indices for operand {k}.')
        for c, n in zip(t, x.shape):
            known = sizes.get(c, 1)
            if known != 1 and n not in (1, known):
                raise ValueError(f"Size of label '{c}' for operand {k} ({known}) does not match previous terms ({n}).")
            sizes[c] = n if known == 1 else known
    return sizes


def _plan(args, optimize):
    from numpy import _einsum_path
    formula, operands = _formula_and_operands(args, True)
    terms, wanted = _planned_formula(formula, operands)
    sizes = _planned_sizes(terms, operands)
    return _einsum_path.Plan(terms, wanted, sizes, optimize), operands


def _dot_product(step, pair):
    """A step that is a product of matrices; its dimensions: what is left of the first operand, then of the second."""
    left, right = step.terms
    summed = sorted(step.summed)
    r = _core._tensordot(*pair, tuple(left.index(c) for c in summed), tuple(right.index(c) for c in summed))
    return asarray(r), ''.join(c for c in left + right if c not in step.summed)


def _einsum_by_plan(args, optimize, out, order, words):
    plan, left = _plan(args, optimize)
    unknown = [name for name in words if name not in ('dtype', 'casting')]
    if unknown:
        raise TypeError(f'Did not understand the following kwargs: {unknown}')
    if order.upper() == 'A':
        order = 'F' if all(x.flags.f_contiguous for x in left) else 'C'
    broadcast = [{c for c, n in zip(t, x.shape) if n == 1} for t, x in zip(plan.terms, left)]
    for step in plan.steps:
        taken = [left.pop(p) for p in step.places]
        repeated = set().union(*[broadcast.pop(p) for p in step.places])
        broadcast.append(repeated - step.summed)
        if out is not None and step.last:
            words = dict(words, out=out)
        if step.is_dot() and not step.summed & repeated:
            r, labels = _dot_product(step, taken)
            if labels != step.result or 'out' in words:
                r = _einsum_at_once(labels + '->' + step.result, [r], **words)
        else:
            r = _einsum_at_once(','.join(step.terms) + '->' + step.result, taken, **words)
        left.append(asanyarray(r))
    return out if out is not None else _core.asanyarray(left[0], order=order)


# --- the functions ---

def einsum(*operands, out=None, optimize=False, order='K', **words):
    """Sums of products written in Einstein's notation."""
    if optimize is not False:
        return _einsum_by_plan(operands, optimize, out, order, words)
    for name in words:
        if name not in ('dtype', 'casting'):
            raise TypeError(f"'{name}' is an invalid keyword for einsum")
    formula, arrays = _formula_and_operands(operands, False)
    return _einsum_at_once(formula, [asarray(x) for x in arrays], out, order=order, **words)


def einsum_path(*operands, optimize='greedy', einsum_call=False):
    """The order in which einsum's operands are best contracted, and a text about its cost."""
    plan, _ = _plan(operands, optimize)
    return ['einsum_path'] + plan.path, plan.text()
