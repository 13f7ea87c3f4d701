"""Masks of masked arrays: truth values, for records by field (a mask of records has a truth value in the place of every field).

A mask is `nomask` or an array of the shape of the data and of the type that `make_mask_descr` gives.
"""
import numpy as np
from numpy import ndarray

MaskType = np.bool_
nomask = np.bool_(False)


# --- types ---

def with_parts(d, part):
    """The type d with `part` in the place of every type that is not made of others."""
    if d.names is not None:
        fields = []
        for name in d.names:
            inner = d.fields[name]
            fields.append(((inner[2], name) if len(inner) == 3 else name, with_parts(inner[0], part)))
        return np.dtype(fields)
    if d.subdtype is not None:
        return np.dtype((with_parts(d.subdtype[0], part), d.subdtype[1]))
    return np.dtype(part)


def make_mask_descr(ndtype):
    """The dtype of a mask for arrays of that type."""
    given = np.dtype(ndtype)
    mask = with_parts(given, MaskType)
    return given if mask == given else mask


def is_mask(m):
    """Is it an array of truth values without fields?"""
    try:
        return m.dtype.type is MaskType
    except AttributeError:
        return False


# --- masks ---

def make_mask_none(newshape, dtype=None):
    return np.zeros(newshape, dtype=MaskType if dtype is None else make_mask_descr(dtype))


def shrunk(m):
    """nomask in the place of a mask that hides nothing; those of records stay."""
    return nomask if m.dtype.names is None and not m.any() else m


def make_mask(m, copy=False, shrink=True, dtype=MaskType):
    if m is nomask:
        return nomask
    wanted = make_mask_descr(dtype)
    if isinstance(m, ndarray) and m.dtype.names is not None and wanted == MaskType:
        return np.ones(m.shape, dtype=wanted)
    m = m.filled(True) if hasattr(m, 'filled') else m if isinstance(m, ndarray) else np.array(m)
    m = np.array(m, copy=copy, dtype=wanted, subok=True)
    return shrunk(m) if shrink else m


def _combine_fields(m1, m2, out):
    for name in out.dtype.names:
        if out.dtype[name].base.names is not None:
            _combine_fields(m1[name], m2[name], out[name])
        else:
            np.logical_or(m1[name], m2[name], out[name])


def mask_or(m1, m2, copy=False, shrink=True):
    """What one of the two hides."""
    if m1 is nomask or m1 is False:
        return make_mask(m2, copy=copy, shrink=shrink, dtype=getattr(m2, 'dtype', MaskType))
    if m2 is nomask or m2 is False:
        return make_mask(m1, copy=copy, shrink=shrink, dtype=getattr(m1, 'dtype', MaskType))
    if m1 is m2 and is_mask(m1):
        return shrunk(m1) if shrink else m1
    types = getattr(m1, 'dtype', None), getattr(m2, 'dtype', None)
    if types[0] != types[1]:
        raise ValueError("Incompatible dtypes '%s'<>'%s'" % types)
    if types[0].names is not None:
        out = np.empty(np.broadcast(m1, m2).shape, types[0])
        _combine_fields(m1, m2, out)
        return out
    return make_mask(np.logical_or(m1, m2), copy=copy, shrink=shrink)


def hide_fields(mask, more):
    """Sets in a mask of records what another one has set."""
    _combine_fields(mask, more, mask)


def _by_fields(mask):
    return mask if mask.dtype.names is None else [_by_fields(mask[name]) for name in mask.dtype.names]


def _single_values(parts):
    try:
        items = iter(parts)
    except TypeError:
        yield parts
        return
    for part in items:
        if hasattr(part, '__iter__'):
            yield from _single_values(part)
        else:
            yield part


def flatten_mask(mask):
    """All truth values of a mask in one dimension, field by field."""
    return np.array(list(_single_values(_by_fields(np.asarray(mask)))), dtype=bool)


def mask_of_values(mask, descr, copy=False):
    """What was given as a mask, with the type of masks of that sort; a truth value may stand for a record."""
    try:
        return np.array(mask, copy=copy, dtype=descr)
    except TypeError:
        return np.array([(m,) * len(descr) for m in mask], dtype=descr)


def everything(descr):
    """What is assigned to a mask of that type in order to hide an element."""
    return True if descr.names is None else (True,) * len(descr.names)


# --- what masks hide ---

def fill_fields(a, mask, value):
    """Puts the value of each field where its mask is set."""
    for name in a.dtype.names:
        part = a[name]
        if part.dtype.names is not None:
            fill_fields(part, mask[name], value[name])
        else:
            np.copyto(part, value[name], where=mask[name])


def show_hidden(out, mask, text):
    """Puts an object where the mask is set into an array of objects, or of records of them."""
    if out.dtype.names is None:
        np.copyto(out, text, where=mask)
    else:
        for name in out.dtype.names:
            show_hidden(out[name], mask[name], text)


def as_objects(data, mask, text):
    """The data as objects, with a text where it is hidden."""
    out = data.astype(with_parts(data.dtype, 'O'))
    show_hidden(out, mask, text)
    return out
