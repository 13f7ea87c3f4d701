"""Distinct elements and operations of sets on arrays."""
import numpy as np
from numpy import _core, asanyarray, asarray, concatenate
from _numpy_lib import _isin, _unique, _unique_values

__all__ = ['ediff1d', 'in1d', 'intersect1d', 'isin', 'setdiff1d', 'setxor1d', 'union1d', 'unique']


def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of consecutive elements of the flattened array, with what comes before and after."""
    ary = asanyarray(ary).ravel()
    ends = []
    for extra, name in ((to_begin, 'to_begin'), (to_end, 'to_end')):
        extra = asanyarray([] if extra is None else extra)
        if extra.size and not np.can_cast(extra, ary.dtype, casting='same_kind'):
            raise TypeError(f'dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule.')
        ends.append(extra.ravel())
    if to_begin is None and to_end is None:
        return ary[1:] - ary[:-1]
    start, inner = len(ends[0]), max(len(ary) - 1, 0)
    r = ary.__array_wrap__(np.empty(start + inner + len(ends[1]), ary.dtype))
    if start:
        r[:start] = ends[0]
    if len(ends[1]):
        r[start + inner:] = ends[1]
    np.subtract(ary[1:], ary[:-1], r[start:start + inner])
    return r


def _plain(a):
    return a.dtype.kind in 'biufc'


def _unique_by_rank(ar, axis, index, inverse, counts):
    """For text, times, records and objects: by the numbers of their order."""
    from numpy._object_order import _object_ranks
    if axis is not None and not -ar.ndim <= axis < ar.ndim:
        raise np.AxisError(axis, ar.ndim)
    if axis is not None and ar.dtype.hasobject:
        raise TypeError(f'The axis argument to unique is not supported for dtype {ar.dtype}')
    if axis is not None and (ar.ndim > 1 or ar.dtype.kind in 'mM'):
        values, first, place, number = unique(_object_ranks(ar), True, True, True, axis)
        lead = np.ascontiguousarray(np.moveaxis(ar, axis, 0))
        if ar.dtype.kind in 'mM' and np.isnat(lead).any():
            first, place, number = _apart_with_nans(lead, place.ravel(), index)
        values = np.moveaxis(lead[first], 0, axis)
    else:
        flat = ar.ravel()
        _, first, place, number = unique(_object_ranks(flat), True, True, True)
        values = flat[first]
    out = [values] + [first] * index + [place] * inverse + [number] * counts
    return tuple(out) if len(out) > 1 else out[0]


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    """The sorted distinct elements (or slices along an axis)."""
    ar = asanyarray(ar)
    if type(ar) is not np.ndarray and axis is None:
        return _unique_in_class(ar, bool(return_index), bool(return_inverse), bool(return_counts), equal_nan)
    if _core._is_described(ar.dtype):
        r = unique(ar.astype(_core._plain(ar.dtype)), return_index, return_inverse, return_counts, axis, equal_nan=equal_nan)
        return (r[0].astype(ar.dtype), *r[1:]) if isinstance(r, tuple) else r.astype(ar.dtype)
    if ar.dtype.kind == 'b':
        ar = ar.astype('u1') != 0  # the bytes of a view may be others than 0 and 1
    if not equal_nan and axis is None and ar.dtype.kind in 'mM' and np.isnat(ar).any():
        return _unique_by_comparing(ar.ravel(), bool(return_index), bool(return_inverse), bool(return_counts))
    if not _plain(ar):
        return _unique_by_rank(ar, axis, bool(return_index), bool(return_inverse), bool(return_counts))
    if not equal_nan and axis is None and ar.dtype.kind in 'fc' and np.isnan(ar).any():
        return _unique_by_comparing(ar.ravel(), bool(return_index), bool(return_inverse), bool(return_counts))
    if axis is not None:
        try:
            lead = np.moveaxis(ar, axis, 0)
        except np.AxisError:
            raise np.AxisError(axis, ar.ndim) from None
    if axis is not None and (ar.ndim != 1 or ar.dtype.kind in 'fc'):
        lead = np.ascontiguousarray(lead)
        if lead.dtype.kind == 'c':  # by real, then by imaginary part
            parts = lead.reshape(len(lead), ar.size // max(len(lead), 1)).view('f8' if lead.dtype.itemsize == 16 else 'f4')
            _, first, inverse, counts = _unique(parts, 0)
        else:
            _, first, inverse, counts = _unique(_half_keys(lead) if lead.dtype == 'f2' else lead, 0)
        if lead.dtype.kind in 'fc' and np.isnan(lead).any():
            first, inverse, counts = _apart_with_nans(lead, inverse.ravel(), return_index)
        values = np.moveaxis(lead[first], 0, axis)
    else:
        if not (return_index or return_inverse or return_counts):
            values = _unique_values(ar)
            return _join_nans(values)[0]
        values, first, inverse, counts = _unique(ar, None)
        inverse = inverse.ravel()
        values, cut = _join_nans(values)
        if cut is not None:
            counts = np.append(counts[:cut], counts[cut:].sum())
            first = first[:cut + 1]
            inverse = np.minimum(inverse, cut)
    out = [values]
    if return_index:
        out.append(first)
    if return_inverse:
        out.append(inverse)
    if return_counts:
        out.append(counts)
    return tuple(out) if len(out) > 1 else values


def _unique_in_class(ar, index, inverse, counts, equal_nan):
    """For arrays of other classes: by their own methods."""
    flat = ar.flatten()
    order = flat.argsort(kind='mergesort' if index else 'quicksort') if index or inverse else None
    if order is None:
        flat.sort()
    s = flat if order is None else flat[order]
    new = np.ones(s.shape, bool)
    end = len(s)
    if equal_nan and end and s.dtype.kind in 'cfmM' and np.isnan(s[-1]):
        end = np.searchsorted(np.isnan(s), True) if s.dtype.kind == 'c' else np.searchsorted(s, s[-1])
        new[end + 1:] = False
    new[1:end] = s[1:end] != s[:max(end, 1) - 1]
    out = [s[new]]
    if index:
        out.append(order[new])
    if inverse:
        place = np.empty(new.shape, dtype=np.intp)
        place[order] = np.cumsum(new) - 1
        out.append(place)
    if counts:
        out.append(np.diff(concatenate(np.nonzero(new) + ([new.size],))))
    return tuple(out) if len(out) > 1 else out[0]


def _half_keys(x):
    """Numbers in the order of the half precision ones inside of records, where nan comes first."""
    keys = np.where(np.isinf(x), np.sign(x) * 1e38, x).astype('f4')
    return np.where(np.isnan(x), np.float32(-np.inf), keys)


def _unique_by_comparing(ar, index, inverse, counts):
    """Every nan, or NaT, is a value of its own."""
    order = np.argsort(ar, kind='mergesort' if index else 'quicksort')
    s = ar[order]
    first, place, number = _groups(order, s[1:] != s[:-1])
    out = [ar[first]] + [first] * index + [place] * inverse + [number] * counts
    return tuple(out) if len(out) > 1 else out[0]


def _apart_with_nans(rows, inverse, index):
    """Rows with a nan, which equal none: (first, inverse, counts) from the places by rank."""
    order = np.argsort(inverse, kind='mergesort' if index else 'quicksort')
    s = inverse[order]
    lone = np.isnan(rows.reshape(len(rows), -1)).any(1)[order]
    return _groups(order, (s[1:] != s[:-1]) | lone[1:])


def _groups(order, differs):
    """(first, inverse, counts) of a sorting order in which each element but the first differs from the one before or not."""
    new = np.concatenate(([True], differs))
    place = np.empty(new.shape, dtype=np.intp)
    place[order] = np.cumsum(new) - 1
    return order[new], place, np.diff(np.concatenate(np.nonzero(new) + ([new.size],)))


def _join_nans(values):
    """All nans, which sort last, count as one value; where they started."""
    if values.dtype.kind not in 'fc' or values.shape[0] < 2:
        return values, None
    bad = np.isnan(values)
    if not bad[-2]:
        return values, None
    cut = int(np.argmax(bad))
    return values[:cut + 1], cut


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """Sorted elements that both arrays have."""
    ar1 = asanyarray(ar1)
    ar2 = asanyarray(ar2)
    if not assume_unique:
        if return_indices:
            ar1, ind1 = unique(ar1, return_index=True)
            ar2, ind2 = unique(ar2, return_index=True)
        else:
            ar1 = unique(ar1)
            ar2 = unique(ar2)
    else:
        ar1 = ar1.ravel()
        ar2 = ar2.ravel()
    aux = concatenate((ar1, ar2))
    if return_indices:
        order = np.argsort(aux, kind='mergesort')
        aux = aux[order]
    else:
        aux.sort()
    mask = aux[1:] == aux[:-1]
    int1d = aux[:-1][mask]
    if return_indices:
        i1 = order[:-1][mask]
        i2 = order[1:][mask] - ar1.size
        if not assume_unique:
            i1 = ind1[i1]
            i2 = ind2[i2]
        return int1d, i1, i2
    return int1d


def setxor1d(ar1, ar2, assume_unique=False):
    """Sorted elements that exactly one array has."""
    if not assume_unique:
        ar1 = unique(ar1)
        ar2 = unique(ar2)
    aux = concatenate((ar1, ar2))
    if aux.size == 0:
        return aux
    aux.sort()
    flag = concatenate(([True], aux[1:] != aux[:-1], [True]))
    return aux[flag[1:] & flag[:-1]]


def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
    """For each element of the flattened ar1: is it in ar2?"""
    ar1 = asarray(ar1).ravel()
    ar2 = asarray(ar2).ravel()
    if kind not in {None, 'sort', 'table'}:
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    if kind == 'table' and not (ar1.dtype.kind in 'biu' and ar2.dtype.kind in 'biu'):
        raise ValueError("The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for "
                         'kind.')
    if kind == 'table' and not _fits_table(ar1, ar2):
        raise RuntimeError("You have specified kind='table', but the range of values in `ar2` or `ar1` exceed the maximum integer of "
                           "the datatype. Please set `kind` to None or 'sort'.")
    if ar1.dtype.kind == ar2.dtype.kind and ar1.dtype.kind in 'US':
        known = set(ar2.tolist())
        return np.array([(x in known) != invert for x in ar1.tolist()], dtype=bool)
    if not (_plain(ar1) and _plain(ar2)):
        if len(ar2) < 10 * len(ar1) ** 0.145 or 'O' in (ar1.dtype.kind, ar2.dtype.kind):
            return _in1d_by_comparing(ar1, ar2, invert)
        return _in1d_by_sorting(ar1, ar2, assume_unique, invert)
    if _misses_table(ar1, ar2):
        raise IndexError('arrays used as indices must be of integer (or boolean) type')
    t = np.result_type(ar1, ar2)
    found = _isin(ar1.astype(t, copy=False), ar2.astype(t, copy=False), bool(invert))
    if t.kind == 'c':
        found[np.isnan(ar1)] = bool(invert)
    return found


def _fits_table(ar1, ar2):
    """Can NumPy compute the places of the elements in a table from ar2's smallest to its largest in their own types?"""
    if not ar2.size:
        return True
    largest = [np.iinfo(a.dtype if a.dtype.kind != 'b' else np.uint8) for a in (ar1, ar2)]
    low, high = int(ar2.min()), int(ar2.max())
    if high - low > largest[1].max:
        return False
    return not ar1.size or (min(int(ar1.max()), high) - low <= largest[0].max and
                            max(int(ar1.min()), low) - low >= largest[0].min)


def _misses_table(ar1, ar2):
    """Would NumPy look uint64 elements up in a table that begins below 0? Their places are no integers."""
    if ar1.dtype != 'u8' or ar2.dtype.kind != 'i' or not ar2.size:
        return False
    low, high = int(ar2.min()), int(ar2.max())
    if low >= 0 or high - low > min(6 * (ar1.size + ar2.size), np.iinfo(ar2.dtype).max):
        return False
    return not ar1.size or max(int(ar1.min()), low) - low >= 0


def _in1d_by_comparing(ar1, ar2, invert):
    """Elements that cannot be compared are different; each try says so."""
    r = np.full(ar1.shape, invert, dtype=bool)
    for a in ar2.reshape(-1, 1) if ar2.dtype.kind == 'O' else ar2:
        r = r & (ar1 != a) if invert else r | (ar1 == a)
    return r


def _in1d_by_sorting(ar1, ar2, assume_unique, invert):
    """Many elements of two arrays are put in order together, in one type."""
    back = None
    if not assume_unique:
        ar1, back = unique(ar1, return_inverse=True)
        ar2 = unique(ar2)
    joined = concatenate((ar1, ar2))
    order = joined.argsort(kind='mergesort')
    s = joined[order]
    r = np.empty(joined.shape, dtype=bool)
    r[order] = concatenate((s[1:] != s[:-1] if invert else s[1:] == s[:-1], [invert]))
    return r[:len(ar1)] if back is None else r[back]


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """The same with element's shape."""
    element = asarray(element)
    return in1d(element, test_elements, assume_unique=assume_unique, invert=invert, kind=kind).reshape(element.shape)


def union1d(ar1, ar2):
    """Sorted elements that either array has."""
    return unique(concatenate((asanyarray(ar1), asanyarray(ar2)), axis=None))


def setdiff1d(ar1, ar2, assume_unique=False):
    """Sorted elements of ar1 that ar2 has not."""
    if assume_unique:
        ar1 = asarray(ar1).ravel()
    else:
        ar1 = unique(ar1)
        ar2 = unique(ar2)
    return ar1[in1d(ar1, ar2, assume_unique=True, invert=True)]
