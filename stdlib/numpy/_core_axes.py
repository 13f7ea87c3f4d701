"""axes=, axis= and keepdims= of matmul: where the core dimensions of its operands and of its result lie.

The operands are turned so that these dimensions come last, and the result is turned back.
"""
from numpy import _core
from numpy._helpers import normalize_axis

_SIGNATURE = '(n?,k),(k,m?)->(n?,m?)'


def turned(words, operands, out):
    """The views of the operands and of out that matmul is to take, and a function that turns its result."""
    for i, x in enumerate(operands):
        if not x.ndim:
            raise ValueError(f'matmul: Input operand {i} does not have enough dimensions (has 0, gufunc core with signature '
                             f'{_SIGNATURE} requires 1)')
    axes = _entries(words)
    core = [min(x.ndim, 2) for x in operands]
    stacked = max(x.ndim - n for x, n in zip(operands, core))
    core.append(sum(core) - 2)
    dims = [x.ndim for x in operands] + [stacked + core[2] if out is None else out.ndim]
    items = [_normal(_item(axes[i], n, i), ndim, i) for i, (n, ndim) in enumerate(zip(core, dims))]
    views = [_to_end(x, item) for x, item in zip(operands, items)]
    return views, None if out is None else _to_end(out, items[2]), lambda r: _from_end(r, items[2])


def check_out(operands, out):
    """Refuses an out that the product of the operands does not fit, in the order in which NumPy looks: dimensions without which a
    matrix is a vector, the core dimensions, those of the loop. A dimension of the loop that out lacks has to be one of size 1."""
    shapes = [x.shape for x in operands] + [out.shape]
    names = _names_of_cores(shapes)
    sizes = {}
    for i, (shape, core) in enumerate(zip(shapes, names)):
        for d, name in enumerate(core):
            n = shape[len(shape) - len(core) + d]
            if sizes.setdefault(name, n) != n:
                operand = f'Input operand {i}' if i < 2 else 'Output operand 0'
                raise ValueError(f'matmul: {operand} has a mismatch in its core dimension {d}, with gufunc signature {_SIGNATURE} '
                                 f'(size {n} is different from {sizes[name]})')
    loops = [shape[:len(shape) - len(core)] for shape, core in zip(shapes, names)]
    ndim = max(map(len, loops))
    rows = [(None,) * (ndim - len(loop)) + loop for loop in loops]
    ends = [(None,) * len(names[2])] * 2 + [tuple(sizes[name] for name in names[2])]
    common = [1] * ndim
    for row in rows:
        for d, n in enumerate(row):
            if n is not None and n != 1 and common[d] not in (1, n):
                raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: ' +
                                 ''.join(f'{_remapped(s)}->{_remapped(r + e)} ' for s, r, e in zip(shapes, rows, ends)) +
                                 f' and requested shape {_remapped((None,) * ndim + ends[2])}')
            common[d] = n if n not in (None, 1) else common[d]
    for d in reversed(range(ndim)):
        if common[d] != 1 and rows[2][d] == 1:
            place = ','.join('newaxis' if n is None else str(n) for n in (rows[2] + ends[2])[::-1])
            whole = _remapped((*common, *ends[2]))
            raise ValueError(f'non-broadcastable output operand with shape {_remapped(out.shape)} [remapped to ({place})] doesn\'t match '
                             f'the broadcast shape {whole}')
        if common[d] != 1 and rows[2][d] is None:
            raise ValueError('output operand requires a reduction along dimension -1, but the reduction is not enabled. The dimension '
                             'size of 1 does not match the expected output shape.')


def _names_of_cores(shapes):
    """The core dimensions of the operands and of the output; a matrix that is a vector makes one of the others one as well."""
    names = ['nk', 'km', 'nm']
    for i, shape in enumerate(shapes):
        for name in names[i]:
            if name != 'k' and len(shape) < len(names[i]):
                names = [other.replace(name, '') for other in names]
    return names


def _remapped(sizes):
    """A shape as messages of remapped operands show it: without the new dimensions in front."""
    n, sizes = len(sizes), list(sizes)
    while sizes and sizes[0] is None:
        del sizes[0]
    return '(' + ','.join('newaxis' if i is None else str(i) for i in sizes) + (',)' if n == 1 and sizes else ')')


def _entries(words):
    """The list that axes= is; the others name what matmul has not."""
    if 'axes' in words and 'axis' in words:
        raise TypeError("cannot specify both 'axis' and 'axes'")
    if 'keepdims' in words:
        if not isinstance(words['keepdims'], (bool, _core.bool_)):
            raise TypeError("'keepdims' must be a boolean")
        raise TypeError(f'matmul does not support keepdims: its signature {_SIGNATURE} requires output 0 to have 2 core dimensions, but '
                        'keepdims can only be used when all inputs have the same number of core dimensions and all outputs have no '
                        'core dimensions.')
    if 'axis' in words:
        raise TypeError('matmul: axis can only be used with a single shared core dimension, not with the 3 distinct ones implied by '
                        f'signature {_SIGNATURE}.')
    axes = words['axes']
    if not isinstance(axes, list):
        raise TypeError('axes should be a list.')
    if len(axes) != 3:
        raise ValueError('axes should be a list with an entry for all 3 inputs and outputs; entries for outputs can only be omitted if '
                         'none of them has core axes.')
    return axes


def _item(item, n, i):
    """An entry for n core dimensions as a tuple."""
    if n == 1:
        if isinstance(item, tuple) and len(item) != 1:
            raise ValueError(f'axes item {i} should be a tuple with a single element, or an integer')
        return item if isinstance(item, tuple) else (item,)
    if not isinstance(item, tuple):
        raise TypeError(f'axes item {i} should be a tuple')
    if len(item) != n:
        raise ValueError(f'axes item {i} should be a tuple with {n} elements')
    return item


def _normal(item, ndim, i):
    out = ()
    for k in item:
        k = _axis(k, ndim)
        if k in out:
            raise ValueError(f'axes item {i} has value {k} repeated')
        out += (k,)
    return out


def _axis(k, ndim):
    import operator
    return normalize_axis(operator.index(k), ndim)


def _to_end(x, item):
    return x.transpose([i for i in range(x.ndim) if i not in item] + list(item)) if item else x


def _from_end(r, item):
    if not item:
        return r
    order = [i for i in range(r.ndim) if i not in item] + list(item)
    return r.transpose([order.index(i) for i in range(r.ndim)])
