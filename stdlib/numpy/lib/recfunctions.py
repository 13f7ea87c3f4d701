"""Taking arrays of records apart, and putting them together."""
import numpy as np
from numpy import _core, ma
from numpy import dtype, ndarray

__all__ = ['append_fields', 'apply_along_fields', 'assign_fields_by_name', 'drop_fields', 'find_duplicates',
           'flatten_descr', 'get_fieldstructure', 'get_names', 'get_names_flat', 'join_by', 'merge_arrays', 'rec_append_fields',
           'rec_drop_fields', 'rec_join', 'recursive_fill_fields', 'rename_fields', 'repack_fields', 'require_fields', 'stack_arrays',
           'structured_to_unstructured', 'unstructured_to_structured']


# --- names and types ---

def get_names(adtype):
    """The names of the fields; those of fields inside of a field beside its name."""
    out = []
    for name in adtype.names:
        inner = adtype[name]
        out.append((name, get_names(inner)) if inner.names is not None else name)
    return tuple(out)


def get_names_flat(adtype):
    """The names of all fields, those inside of others after them."""
    out = []
    for name in adtype.names:
        out.append(name)
        inner = adtype[name]
        if inner.names is not None:
            out.extend(get_names_flat(inner))
    return tuple(out)


def flatten_descr(ndtype):
    """(name, type) of every field that is not made of others."""
    if ndtype.names is None:
        return (('', ndtype),)
    out = []
    for name in ndtype.names:
        inner = ndtype[name]
        out.extend(flatten_descr(inner) if inner.names is not None else [(name, inner)])
    return tuple(out)


def get_fieldstructure(adtype, lastname=None, parents=None):
    """For each field the names of the fields it lies in."""
    parents = {} if parents is None else parents
    for name in adtype.names:
        inner = adtype[name]
        if inner.names is not None:
            parents[name] = [lastname] if lastname else []
            parents.update(get_fieldstructure(inner, name, parents))
        else:
            above = list(parents.get(lastname, []) or [])
            if lastname:
                above.append(lastname)
            parents[name] = above
    return parents


def _leaves(d):
    """The type and the number of elements of every plain part of a record."""
    if d.subdtype is not None:
        base, shape = d.subdtype
        n = 1
        for k in shape:
            n *= k
        return [leaf for _ in range(n) for leaf in _leaves(base)] if base.names is not None else [(base, n)]
    if d.names is None:
        return [(d, 1)]
    return [leaf for name in d.names for leaf in _leaves(d[name])]


def repack_fields(a, align=False, recurse=False):
    """An array or type whose fields lie side by side, or aligned."""
    if not isinstance(a, dtype):
        return a.astype(repack_fields(a.dtype, align, recurse), copy=False)
    if a.names is None:
        return a
    fields = []
    for name in a.names:
        d = a[name]
        fields.append((name, repack_fields(d, align, True) if recurse and d.names is not None else d))
    return dtype((a.type, dtype(fields, align=align)))


# --- records and plain arrays ---

def structured_to_unstructured(arr, dtype=None, copy=False, casting='unsafe'):
    """The fields as a last dimension."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    if isinstance(arr, ma.MaskedArray):
        rest = dtype, copy, casting
        return ma.array(structured_to_unstructured(arr.data, *rest), mask=structured_to_unstructured(ma.getmaskarray(arr)))
    leaves = _leaves(arr.dtype)
    if not leaves and dtype is None:
        raise ValueError('arr has no fields. Unable to guess dtype')
    if not leaves:
        raise NotImplementedError('arr has no fields. Unable to handle empty dtypes')
    t = np.result_type(*[d for d, _ in leaves]) if dtype is None else np.dtype(dtype)
    parts = [p.astype(t, casting=casting) for p in _plain_parts(arr)]
    return np.concatenate(parts, axis=-1)


def _plain_parts(arr):
    """The plain fields, each with its elements in a last dimension."""
    for name in arr.dtype.names:
        x = arr[name]
        if x.dtype.names is not None:
            yield from _plain_parts(x)
        else:
            yield x.reshape(arr.shape + (-1,))


def unstructured_to_structured(arr, dtype=None, names=None, align=False, copy=False, casting='unsafe'):
    """Records of what lies in the last dimension."""
    if arr.shape == ():
        raise ValueError('arr must have at least one dimension')
    n = arr.shape[-1]
    if n == 0:
        raise NotImplementedError('last axis with size 0 is not supported')
    if dtype is None:
        names = [f'f{i}' for i in range(n)] if names is None else names
        d = np.dtype([(name, arr.dtype) for name in names], align=align)
    elif names is not None:
        raise ValueError("don't supply both dtype and names")
    else:
        d = np.dtype(dtype, align=align) if align else np.dtype(dtype)
    if sum(k for _, k in _leaves(d)) != n:
        raise ValueError('The length of the last dimension of arr must be equal to the number of fields in dtype')
    out = np.zeros(arr.shape[:-1], d)
    _fill_from(out, arr, 0, casting)
    return out


def _fill_from(out, arr, at, casting):
    for name in out.dtype.names:
        x = out[name]
        if x.dtype.names is not None:
            at = _fill_from(x, arr, at, casting)
            continue
        k = sum(n for _, n in _leaves(out.dtype[name]))
        x[...] = arr[..., at:at + k].astype(x.dtype, casting=casting).reshape(x.shape)
        at += k
    return at


def apply_along_fields(func, arr):
    """func of the fields as a last dimension."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
    return func(structured_to_unstructured(arr), axis=-1)


def assign_fields_by_name(dst, src, zero_unassigned=True):
    """Copies fields by their names, not by their places."""
    if dst.dtype.names is None:
        dst[...] = src
        return
    for name in dst.dtype.names:
        if name not in src.dtype.names:
            if zero_unassigned:
                dst[name] = 0
        else:
            assign_fields_by_name(dst[name], src[name], zero_unassigned)


def require_fields(array, required_dtype):
    """The array with the fields of a type, in its order; those that are missing are zero."""
    out = np.empty(array.shape, dtype=required_dtype)
    assign_fields_by_name(out, array)
    return out


def recursive_fill_fields(input, output):
    """Copies what input has of output's fields to its beginning."""
    for name in output.dtype.names:
        try:
            x = input[name]
        except (ValueError, KeyError):
            continue
        if x.dtype.names is not None:
            recursive_fill_fields(x, output[name])
        else:
            output[name][:len(x)] = x
    return output


# --- fields added, dropped and renamed ---

def _delivered(x, usemask, asrecarray):
    """A result of the class that is wanted; what is not masked stays so."""
    if usemask and isinstance(x, ma.MaskedArray):
        if asrecarray:
            raise NotImplementedError('numpy.ma.mrecords.MaskedRecords')
        return x
    x = ma.filled(x)
    return x.view(np.recarray) if asrecarray else x


def _fields_of(d):
    """(name, type) of the fields, with titles; a type that has none is one without a name."""
    if d.names is None:
        return [('', d)]
    fields = [(name, d.fields[name]) for name in d.names]
    return [(name if len(f) == 2 else (f[2], name), f[0]) for name, f in fields]


def rename_fields(base, namemapper):
    """The array with other names for some fields."""
    def renamed(d):
        out = []
        for name in d.names:
            inner = d[name]
            out.append((namemapper.get(name, name), renamed(inner) if inner.names is not None else inner))
        return dtype(out)
    return base.astype(renamed(base.dtype))


def drop_fields(base, drop_names, usemask=True, asrecarray=False):
    """The array without some fields; None if none is left."""
    drop = {drop_names} if isinstance(drop_names, str) else set(drop_names)

    def kept(d):
        out = []
        for name in d.names:
            inner = d[name]
            if name in drop:
                continue
            if inner.names is not None:
                rest = kept(inner)
                if rest:
                    out.append((name, dtype(rest)))
            else:
                out.append((name, inner))
        return out
    fields = kept(base.dtype)
    out = np.empty(base.shape, dtype=fields)
    return _delivered(recursive_fill_fields(base, out), usemask, asrecarray)


def rec_drop_fields(base, drop_names):
    """The same as a record array."""
    return drop_fields(base, drop_names, usemask=False, asrecarray=True)


def append_fields(base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False):
    """The array with more fields behind its own."""
    if isinstance(names, (tuple, list)):
        if len(names) != len(data):
            raise ValueError('The number of arrays does not match the number of names')
    elif isinstance(names, str):
        names, data = [names], [data]
    if dtypes is None:
        data = [np.array(a, copy=False, subok=True) for a in data]
    else:
        dtypes = dtypes if isinstance(dtypes, (tuple, list)) else [dtypes]
        if len(data) != len(dtypes):
            if len(dtypes) != 1:
                raise ValueError('The dtypes argument must be None, a dtype, or a list.')
            dtypes = dtypes * len(data)
        data = [np.array(a, copy=False, subok=True, dtype=d) for a, d in zip(data, dtypes)]
    columns = [a.view([(name, a.dtype)]) for name, a in zip(names, data)]
    base = merge_arrays(base, usemask=usemask, fill_value=fill_value)
    added = merge_arrays(columns, flatten=True, usemask=usemask, fill_value=fill_value) if len(columns) > 1 else columns[0]
    out = ma.masked_all(max(len(base), len(added)), dtype=_fields_of(base.dtype) + _fields_of(added.dtype))
    for part in base, added:
        recursive_fill_fields(part, out)
    return _delivered(out, usemask, asrecarray)


def rec_append_fields(base, names, data, dtypes=None):
    """The same as a record array."""
    return append_fields(base, names, data=data, asrecarray=True, dtypes=dtypes, usemask=False)


# --- arrays put together ---

def merge_arrays(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False):
    """One array with the fields of several, the shorter ones filled up."""
    if len(seqarrays) == 1:
        seqarrays = np.asanyarray(seqarrays[0])
    if isinstance(seqarrays, (ndarray, np.void)):
        d = seqarrays.dtype if seqarrays.dtype.names is not None else np.dtype([('', seqarrays.dtype)])
        if not flatten or _merged_type([seqarrays], True) == d:
            if usemask and asrecarray:
                raise NotImplementedError('numpy.ma.mrecords.MaskedRecords')
            cls = ma.MaskedArray if usemask else np.recarray if asrecarray else ndarray
            return seqarrays.ravel().view(dtype=d, type=cls)
        arrays = [seqarrays]
    else:
        arrays = [np.asanyarray(a) for a in seqarrays]
    d, length = _merged_type(arrays, flatten), max(a.size for a in arrays)
    rows = list(zip(*(_filled_up(a.ravel().__array__(), length, _filler(fill_value, a.dtype)) for a in arrays)))
    parts_of = _flat_parts if flatten else _parts
    out = np.fromiter((tuple(parts_of(row)) for row in rows), dtype=d, count=length)
    if usemask:
        masks = (_filled_up(m, length, np.ones((1,), m.dtype) if m.dtype.names and len(m.dtype.names) > 1 else True)
                 for m in (ma.getmaskarray(a).ravel() for a in arrays))
        out = ma.array(out, mask=[tuple(parts_of(row)) for row in zip(*masks)])
    return _delivered(out, usemask, asrecarray)


def _merged_type(arrays, flatten):
    """The type of records that are put together; those of a single field do not stay records."""
    fields = []
    for a in arrays:
        if flatten:
            fields.extend(flatten_descr(a.dtype))
        elif a.dtype.names is not None and len(a.dtype.names) == 1:
            fields.extend(_fields_of(a.dtype))
        else:
            fields.append(('', a.dtype))
    return np.dtype(fields)


def _filler(value, d):
    """What fills up an array of that type."""
    from numpy._fill_values import checked
    value = checked(value, d)
    return value.item()[0] if len(value.dtype) == 1 else np.array(value, dtype=d, ndmin=1)


def _filled_up(a, length, filler):
    return list(a) + [filler] * (length - len(a))


def _parts(row):
    for part in row:
        if isinstance(part, np.void):
            if len(tuple(part)) == 1:
                yield from _parts(part)
            else:
                yield part
        elif hasattr(part, '__iter__') and not isinstance(part, str):
            yield from _parts(part)
        else:
            yield part


def _flat_parts(row):
    for part in row:
        if isinstance(part, np.void):
            yield from _flat_parts(tuple(part))
        else:
            yield part


def stack_arrays(arrays, defaults=None, usemask=True, asrecarray=False, autoconvert=False):
    """Arrays one after the other, with all the fields that any of them has."""
    if isinstance(arrays, ndarray):
        return arrays
    if len(arrays) == 1:
        return arrays[0]
    arrays = [np.asanyarray(a).ravel() for a in arrays]
    fields = _fields_of(arrays[0].dtype)
    for a in arrays[1:]:
        for name, d in _fields_of(a.dtype):
            at = [n for n, _ in fields].index(name) if name in [n for n, _ in fields] else None
            if at is None:
                fields.append((name, d))
            elif autoconvert:
                fields[at] = (name, max(d, fields[at][1]))
            elif fields[at][1] != d:
                raise TypeError(f"Incompatible type '{fields[at][1]}' <> '{d}'")
    if len(fields) == 1:
        out = ma.concatenate(arrays)
    else:
        out, start, seen = ma.masked_all((sum(map(len, arrays)),), fields), 0, []
        for a in arrays:
            part = slice(start, start + len(a))
            start += len(a)
            if a.dtype.names is None:
                out[f'f{len(seen)}'][part] = a
                continue
            for name in a.dtype.names:
                out[name][part] = a[name]
                if name not in seen:
                    seen.append(name)
    return _delivered(_with_defaults(out, defaults), usemask, asrecarray)


def _with_defaults(x, defaults):
    """x with the values by name in the place of hidden elements, and as its fill value."""
    fill, names = x.fill_value, x.dtype.names
    for name, value in (defaults or {}).items():
        if name in names:
            fill[name] = value
            x.data[name][x.mask[name]] = value
    return x


def find_duplicates(a, key=None, ignoremask=True, return_index=False):
    """The records of a masked array that occur more than once (with the same values in the field key), sorted."""
    a = np.asanyarray(a).ravel()
    base = a
    if key:
        for name in get_fieldstructure(a.dtype)[key]:
            base = base[name]
        base = base[key]
    order = base.argsort()
    ranked = base[order]
    values = ranked.filled()
    same = values[:-1] == values[1:]
    if ignoremask:
        same[ranked.recordmask[1:]] = False
    twice = np.concatenate(([False], same))
    twice[:-1] |= twice[1:]
    found = a[order][twice]
    return (found, order[twice]) if return_index else found


# --- joins ---

def join_by(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None, usemask=True, asrecarray=False):
    """The records of two arrays that agree in the key fields side by side; outer joins keep those without a partner."""
    if jointype not in ('inner', 'outer', 'leftouter'):
        raise ValueError(f"The 'jointype' argument should be in 'inner', 'outer' or 'leftouter' (got '{jointype}' instead)")
    keys = (key,) if isinstance(key, str) else tuple(key)
    for i, name in enumerate(keys):
        if name in keys[i + 1:]:
            raise ValueError(f'duplicate join key {name!r}')
    for name in keys:
        for word, r in (('r1', r1), ('r2', r2)):
            if name not in r.dtype.names:
                raise ValueError(f'{word} does not have key field {name!r}')
    r1, r2 = r1.ravel(), r2.ravel()
    shared = (set(r1.dtype.names) & set(r2.dtype.names)).difference(keys)
    if shared and not (r1postfix or r2postfix):
        raise ValueError("r1 and r2 contain common names, r1postfix and r2postfix can't both be empty")
    in_order = [name for name in r1.dtype.names if name in keys]
    one, two = _only(r1, in_order), _only(r2, in_order)
    (in1, out1), (in2, out2) = _partners(one, two, list(keys), jointype)
    fields = _fields_of(one.dtype) + [f for f in _fields_of(r1.dtype) if f[0] not in keys]
    for name, d in _fields_of(r2.dtype):
        names = [n for n, _ in fields]
        if name not in names:
            fields.append((name, d))
            continue
        at = names.index(name)
        other = fields[at][1]
        fields[at:at + 1] = [(name, max(d, other))] if name in keys else [(name + r1postfix, other), (name + r2postfix, d)]
    common = max(len(in1), len(in2))
    out = ma.masked_all((common + len(out1) + len(out2),), dtype=fields)
    end = common + len(out1)
    for r, inside, lone, rest, postfix, other, other_postfix in (
            (r1, in1, out1, slice(common, end), r1postfix, r2, r2postfix), (r2, in2, out2, slice(end, None), r2postfix, r1, r1postfix)):
        for name in r.dtype.names:
            clash = name in other.dtype.names and not other_postfix and name not in keys
            column = out[name + postfix if name not in out.dtype.names or clash else name]
            column[:len(inside)] = r[name][inside]
            if len(lone):
                column[rest] = r[name][lone]
    out.sort(order=list(keys))
    return _delivered(_with_defaults(out, defaults), usemask, asrecarray)


def _only(r, keys):
    """r with the fields named, in that order."""
    out = np.empty(r.shape, dtype=[(name, r.dtype[name]) for name in keys])
    return recursive_fill_fields(r, out)


def _partners(a, b, keys, jointype):
    """For a and for b the places whose keys occur more than once in both together, and the others that are wanted."""
    together = ma.concatenate((a, b))
    order = together.argsort(order=keys)
    ranked = together[order]
    same = np.append(ma.getdata(ranked[1:] == ranked[:-1]), False)
    same[1:] = same[1:] | same[:-1]
    inside, outside = order[same], order[~same]
    lone1 = outside[(outside < len(a)) & (jointype != 'inner')]
    lone2 = outside[(outside >= len(a)) & (jointype == 'outer')] - len(a)
    return (inside[inside < len(a)], lone1), (inside[inside >= len(a)] - len(a), lone2)


def rec_join(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None):
    """The same as a record array."""
    return join_by(key, r1, r2, jointype, r1postfix, r2postfix, defaults, usemask=False, asrecarray=True)


_core._all_asking('numpy.lib.recfunctions', globals())
