"""What stands in the place of masked elements when an array is filled: values by type, for records one for each field."""
import numpy as np
from numpy import ndarray

_BY_KIND = {'b': True, 'c': 1.e20 + 0.0j, 'f': 1.e20, 'i': 999999, 'O': '?', 'S': b'N/A', 'u': 999999, 'V': b'???', 'U': 'N/A'}


def _type_of(obj):
    if isinstance(obj, np.dtype):
        return obj
    return obj.dtype if hasattr(obj, 'dtype') else np.asanyarray(obj).dtype


def _each(d, value_of):
    """value_of(type) for every type that d is made of, as one value of d."""
    if d.names is not None:
        return np.array(tuple(np.array(_each(d[name], value_of)) for name in d.names), dtype=d)[()]
    if d.subdtype is not None:
        return np.full(d.subdtype[1], _each(d.subdtype[0], value_of))
    return value_of(d)


def _default(d):
    if d.kind in 'mM':
        return np.array('NaT', dtype=d)[()] if np.datetime_data(d)[0] != 'generic' else '?'
    return _BY_KIND.get(d.kind, '?')


def default_fill_value(obj):
    """What stands for masked elements when an array of that type is filled."""
    return _each(_type_of(obj), _default)


def _limit(lowest):
    def of(d):
        if d.kind in 'fc':
            limit = -np.inf if lowest else np.inf
            return limit if d.kind == 'f' else complex(limit, limit)
        if d.kind == 'b':
            return int(not lowest)
        if d.kind in 'iu':
            return np.iinfo(d).min if lowest else np.iinfo(d).max
        if d.kind in 'mM' and np.datetime_data(d)[0] != 'generic':
            return np.iinfo('i8').min if lowest else np.iinfo('i8').max
        return None
    return of


_lowest, _highest = _limit(True), _limit(False)


def maximum_fill_value(obj):
    """What stands for masked elements when a maximum is looked for: the least."""
    return _each(_type_of(obj), _lowest)


def minimum_fill_value(obj):
    return _each(_type_of(obj), _highest)


def _row_of(value, d):
    """A value for each field of d, from values that are repeated as often as needed."""
    out = []
    for v, name in zip(np.resize(value, len(d.names)), d.names):
        part = d[name] if d[name].subdtype is None else d[name].subdtype[0]
        out.append(_row_of(v, part) if part.names is not None else np.array(v, dtype=part).item())
    return tuple(out)


def checked(value, d):
    """A fill value for elements of type d, as an array; None stands for the usual one."""
    d = np.dtype(d)
    if value is None:
        return np.array(default_fill_value(d))
    if d.names is not None:
        if isinstance(value, (ndarray, np.void)):
            try:
                return np.array(value, copy=False, dtype=d)
            except ValueError as e:
                raise ValueError(f'Unable to transform {value} to dtype {d}') from e
        return np.array(_row_of(np.asarray(value, dtype=object), d), dtype=d)
    if isinstance(value, str) and d.char not in 'OSVU':
        raise TypeError(f'Cannot set fill value of string with array of dtype {d}')
    try:
        return np.array(value, dtype=d)
    except (OverflowError, ValueError) as e:
        raise TypeError(f'Cannot convert fill_value {value} to dtype {d}') from e
