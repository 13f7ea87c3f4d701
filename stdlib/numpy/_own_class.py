"""Functions that compute with plain arrays, for arrays of classes of their own.

A subclass may keep other dimensions or elements than an array does, so nothing is computed with one. What comes out of plain
views of the operands is made one of the class with the highest priority.
"""
import functools

from numpy._core import ndarray


def _is_own(x):
    return isinstance(x, ndarray) and type(x) is not ndarray


def in_class_of(like, r):
    """The array r as one of the class of like, made from like."""
    own = r.view(type(like))
    own.__array_finalize__(like)
    return own


def of_own_class(f):
    """f for operands of any class, whose results are of theirs."""
    @functools.wraps(f)
    def call(*args):
        owns = list(filter(_is_own, args))
        if not owns:
            return f(*args)
        plain = [x.view(ndarray) if _is_own(x) else x for x in args]
        r = f(*plain)
        for x, p in zip(args, plain):
            if r is p:  # an output
                return x
        if not isinstance(r, ndarray):
            return r
        return in_class_of(max(owns, key=lambda x: x.__array_priority__), r)
    return call


def wrapped(like, r, context):
    """r, the result of a ufunc, by the __array_wrap__ of an operand, which may take no context; a method of a ufunc has none."""
    r = in_class_of(like, r) if context is not None and type(r) is ndarray and isinstance(like, ndarray) else r
    try:
        return like.__array_wrap__(r, context)
    except TypeError:
        return like.__array_wrap__(r)
