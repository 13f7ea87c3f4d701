"""What the arguments of nditer say, and which of them go together."""
import operator

from numpy._core import dtype, ndarray

_GLOBAL = {'buffered', 'c_index', 'common_dtype', 'copy_if_overlap', 'delay_bufalloc', 'external_loop', 'f_index', 'grow_inner',
           'growinner', 'multi_index', 'ranged', 'reduce_ok', 'refs_ok', 'zerosize_ok'}
_OPERAND = {'readonly', 'readwrite', 'writeonly', 'copy', 'updateifcopy', 'contig', 'aligned', 'nbo', 'no_broadcast', 'no_subtype',
            'allocate', 'virtual', 'arraymask', 'writemasked', 'overlap_assume_elementwise', 'no_order'}
_CASTINGS = ('no', 'equiv', 'safe', 'same_kind', 'unsafe')


# --- arguments ---

def _global_flags(flags):
    if flags is None:
        return set()
    if not isinstance(flags, (list, tuple)):
        raise ValueError('Iterator global flags must be a list or tuple of strings')
    for f in flags:
        if not isinstance(f, str):
            raise TypeError(f'expected bytes, {type(f).__name__} found')
        if f not in _GLOBAL:
            raise ValueError(f'Unexpected iterator global flag "{f}"')
    return set(flags)


def _check_flags(flags):
    """Which flags go together."""
    if {'c_index', 'f_index'} <= flags:
        raise ValueError('Iterator flags C_INDEX and F_INDEX cannot both be specified')
    if 'external_loop' in flags:
        if flags & {'c_index', 'f_index', 'multi_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        if 'ranged' in flags and 'buffered' not in flags:
            raise ValueError('Iterator flag RANGED cannot be used with the flag EXTERNAL_LOOP unless BUFFERED is also enabled')


def _operand_flags(op_flags, ops):
    """A set of flags for each operand."""
    if op_flags is None:
        return [{'writeonly', 'allocate'} if o is None else {'readonly'} for o in ops]
    if not isinstance(op_flags, (list, tuple)):
        raise ValueError('op_flags must be a tuple or array of per-op flag-tuples')
    if all(isinstance(f, str) for f in op_flags):
        rows = [op_flags] * len(ops)
    elif len(op_flags) == len(ops):
        rows = op_flags
    else:
        raise ValueError('op_flags must be a tuple or array of per-op flag-tuples')
    for row in rows:
        for f in row:
            if f not in _OPERAND:
                raise ValueError(f'Unexpected per-op iterator flag "{f}"')
    return [set(row) for row in rows]


def _wanted_types(op_dtypes, n):
    """A dtype, or None, for each operand."""
    listed = isinstance(op_dtypes, (list, tuple)) and len(op_dtypes) == n
    wanted = list(op_dtypes) if listed else [None if op_dtypes is None else dtype(op_dtypes)] * n
    return [None if d is None else dtype(d) for d in wanted]


def _check_combined(rows):
    """Which flags of operands go together."""
    for row in rows:
        access = row & {'readonly', 'readwrite', 'writeonly'}
        if len(access) > 1:
            raise ValueError('Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may be specified for an operand')
        if not access:
            raise ValueError('None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand')
        if 'readonly' not in row and 'copy' in row:
            raise ValueError('If an iterator operand is writeable, must use the flag UPDATEIFCOPY instead of COPY')
        if 'writemasked' in row and 'readonly' in row:
            raise ValueError('The iterator flag WRITEMASKED may only be used with READWRITE or WRITEONLY')
        if {'arraymask', 'writemasked'} <= row:
            raise ValueError('The iterator flag WRITEMASKED may not be combined with ARRAYMASK')
        if 'virtual' in row and 'readwrite' not in row:
            raise ValueError('The iterator flag VIRTUAL should be be used together with READWRITE')


def _check_operands(ops, given, rows, flags):
    """Which flags go with the operands, as arrays and as they were given."""
    masks = 0
    for o, was, row in zip(ops, given, rows):
        masks += 'arraymask' in row
        if masks > 1:
            raise ValueError('Only one iterator operand may receive an ARRAYMASK flag')
        if o is None:
            if not row & {'allocate', 'virtual'}:
                raise ValueError('Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified')
            if 'allocate' in row and 'readonly' in row:
                raise ValueError("Automatic allocation was requested for an iterator operand, but it wasn't flagged for writing")
            if 'allocate' in row and 'readwrite' in row and 'buffered' in flags and 'delay_bufalloc' not in flags:
                raise ValueError('Automatic allocation was requested for an iterator operand, and it was flagged as readable, but '
                                 'buffering  without delayed allocation was enabled')
            continue
        if 'virtual' in row:
            raise ValueError('Iterator operand flag VIRTUAL was specified, but the operand was not NULL')
        if 'readonly' not in row:
            if not isinstance(was, ndarray):
                raise TypeError('Iterator operand is flagged as writeable, but is an object which cannot be written back to via '
                                'WRITEBACKIFCOPY')
            if not o.flags.writeable:
                raise ValueError('operand array with iterator write flag set is read-only')
        if o.size == 0 and 'zerosize_ok' not in flags:
            raise ValueError('Iteration of zero-sized operands is not enabled')
    if masks and not any('writemasked' in row for row in rows):
        raise ValueError('An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands were given to use the mask')
    if any('writemasked' in row for row in rows) and not any('arraymask' in row for row in rows):
        raise ValueError('An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was given to supply the mask')


def _checked_axes(op_axes, ops, itershape=None):
    """For each operand the axis for every dimension of the iteration, -1 where it has none; or None."""
    if op_axes is None:
        return None
    if not isinstance(op_axes, (list, tuple)) or len(op_axes) != len(ops):
        raise ValueError('op_axes must be a tuple/list matching the number of ops')
    lengths = {len(row) for row in op_axes if row is not None}
    if len(lengths) > 1:
        raise ValueError('Each entry of op_axes must have the same size')
    if not lengths:
        raise ValueError('If op_axes is provided, at least one list of axes must be contained within it')
    op_axes = [None if row is None else [-1 if i is None else operator.index(i) for i in row] for row in op_axes]
    ndim = lengths.pop()
    if itershape is not None and len(itershape) != ndim:
        raise ValueError("'op_axes' and 'itershape' must have the same number of entries equal to the iterator ndim")
    out = []
    for k, (row, o) in enumerate(zip(op_axes, ops)):
        if row is None:
            out.append(None)
            continue
        seen = set()
        for i in row:
            if i < 0:
                continue
            if i in seen:
                raise ValueError(f"The 'op_axes' provided to the iterator constructor for operand {k} contained duplicate value {i}")
            seen.add(i)
        out.append(row)
    return out
