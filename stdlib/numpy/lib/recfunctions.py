"""Taking arrays of records apart, and putting them together."""
import numpy as np
from numpy import _core
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
    return dtype(fields, align=align)


# --- records and plain arrays ---

def structured_to_unstructured(arr, dtype=None, copy=False, casting='unsafe'):
    """The fields as a last dimension."""
    if arr.dtype.names is None:
        raise ValueError('arr must be a structured array')
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
    if usemask:
        raise NotImplementedError('masked arrays of records (usemask=True)')
    return x.view(np.recarray) if asrecarray else x


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
    if base.dtype.names is None:
        base = base.view([('f0', base.dtype)])
    fields = [(n, base.dtype[n]) for n in base.dtype.names] + [(n, a.dtype) for n, a in zip(names, data)]
    length = max([len(base)] + [len(a) for a in data])
    out = np.empty(length, dtype=fields)
    for name, x in [(n, base[n]) for n in base.dtype.names] + list(zip(names, data)):
        out[name][:len(x)] = x
        if len(x) < length:
            out[name][len(x):] = fill_value
    return _delivered(out, usemask, asrecarray)


def rec_append_fields(base, names, data, dtypes=None):
    """The same as a record array."""
    return append_fields(base, names, data=data, asrecarray=True, dtypes=dtypes, usemask=False)


# --- arrays put together ---

def merge_arrays(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False):
    """One array with the fields of several, the shorter ones filled up."""
    if isinstance(seqarrays, ndarray):
        seqarrays = [seqarrays]
    arrays = [np.asanyarray(a).ravel() for a in seqarrays]
    fields, columns = [], []
    for a in arrays:
        if a.dtype.names is None:
            fields.append(('', a.dtype))
            columns.append(a)
        elif flatten or len(arrays) == 1:
            for name, column in _flat_columns(a) if flatten else [(n, a[n]) for n in a.dtype.names]:
                fields.append((name, column.dtype))
                columns.append(column)
        else:
            fields.append(('', a.dtype))
            columns.append(a)
    seen = {''}
    for k, (name, d) in enumerate(fields):  # without a name of its own a field is numbered
        fields[k] = (f'f{k}' if name in seen else name, d)
        seen.add(fields[k][0])
    length = max(len(a) for a in arrays)
    out = np.empty(length, dtype=fields)
    for (name, d), x in zip(fields, columns):
        out[name][:len(x)] = x
        if len(x) < length:
            out[name][len(x):] = _filler(d, fill_value)
    return _delivered(out, usemask, asrecarray)


def _flat_columns(a):
    """(name, column) of every field that is not made of others."""
    for name in a.dtype.names:
        if a.dtype[name].names is None:
            yield name, a[name]
        else:
            yield from _flat_columns(a[name])


def _filler(d, value):
    if d.names is not None:
        return tuple(_filler(d[n], value) for n in d.names)
    return value if d.kind in 'biufcO' else '-1' if d.kind in 'US' else value


def stack_arrays(arrays, defaults=None, usemask=True, asrecarray=False, autoconvert=False):
    """Arrays one after the other, with all the fields that any of them has."""
    if isinstance(arrays, ndarray):
        return arrays
    if len(arrays) == 1:
        return arrays[0]
    arrays = [np.asanyarray(a).ravel() for a in arrays]
    fields = []
    for a in arrays:
        own = [(n, a.dtype[n]) for n in a.dtype.names] if a.dtype.names is not None else [('f0', a.dtype)]
        known = dict(fields)
        for name, d in own:
            if name not in known:
                fields.append((name, d))
            elif autoconvert:
                fields = [(n, np.promote_types(t, d) if n == name else t) for n, t in fields]
            elif known[name] != d:
                raise TypeError(f"Incompatible type '{known[name]}' <> '{d}'")
    out = np.zeros(sum(map(len, arrays)), dtype=fields)
    at = 0
    for a in arrays:
        part = out[at:at + len(a)]
        at += len(a)
        for name, d in fields:
            if a.dtype.names is None and name == 'f0':
                part[name] = a
            elif a.dtype.names is not None and name in a.dtype.names:
                part[name] = a[name]
            else:
                part[name] = (defaults or {}).get(name, _default(d))
    return _delivered(out, usemask, asrecarray)


def _default(d):
    return {'b': True, 'i': 999999, 'u': 999999, 'f': 1e20, 'c': 1e20 + 0j, 'S': b'N/A', 'U': 'N/A', 'O': '?'}.get(d.kind, 0)


def find_duplicates(a, key=None, ignoremask=True, return_index=False):
    """The records that occur more than once (with the same values in the field key), sorted."""
    a = np.asanyarray(a).ravel()
    base = a if key is None else a[key]
    order = base.argsort(kind='stable')
    ranked = base[order]
    same = ranked[:-1] == ranked[1:]
    twice = np.zeros(len(a), bool)
    twice[1:] = same
    twice[:-1] |= same
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
    halves = _partners(_key_records(r1, keys), _key_records(r2, keys), jointype)
    fields = [(name, np.promote_types(r1.dtype[name], r2.dtype[name])) for name in keys]
    sources = [(name, name, name) for name in keys]  # of a field: its name, and those in r1 and r2
    for r, postfix, place in ((r1, r1postfix, 0), (r2, r2postfix, 1)):
        for name in r.dtype.names:
            if name not in keys:
                out = name + postfix if name in shared else name
                fields.append((out, r.dtype[name]))
                sources.append((out, None if place else name, name if place else None))
    (one, lone1), (two, lone2) = halves
    common = max(len(one), len(two))
    out = np.empty(common + len(lone1) + len(lone2), dtype=fields)
    for (name, first, second), (_, d) in zip(sources, fields):
        column = out[name]
        column[...] = (defaults or {}).get(name, _default(d))
        if first is not None:
            column[:len(one)] = r1[first][one]
            column[common:common + len(lone1)] = r1[first][lone1]
        if second is not None:
            column[:len(two)] = r2[second][two]
            column[common + len(lone1):] = r2[second][lone2]
    out.sort(order=list(keys))
    return _delivered(out, usemask, asrecarray)


def _key_records(r, keys):
    out = np.empty(len(r), dtype=[(name, r.dtype[name]) for name in keys])
    for name in keys:
        out[name] = r[name]
    return out


def _partners(a, b, jointype):
    """For a and for b the places whose keys occur more than once in both together, and the others that are wanted."""
    together = np.concatenate((a, b))
    order = together.argsort(order=list(together.dtype.names), kind='stable')
    ranked = together[order]
    same = np.append(ranked[:-1] == ranked[1:], False)
    same[1:] = same[1:] | same[:-1]
    inside, outside = order[same], order[~same]
    lone1 = outside[(outside < len(a)) & (jointype != 'inner')]
    lone2 = outside[(outside >= len(a)) & (jointype == 'outer')] - len(a)
    return (inside[inside < len(a)], lone1), (inside[inside >= len(a)] - len(a), lone2)


def rec_join(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None):
    """The same as a record array."""
    return join_by(key, r1, r2, jointype, r1postfix, r2postfix, defaults, usemask=False, asrecarray=True)


_core._all_asking('numpy.lib.recfunctions', globals())
