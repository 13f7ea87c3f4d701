"""Names for annotations: ArrayLike, DTypeLike, NDArray."""
import _not_built
import types
from typing import Any, Union

from numpy import dtype, ndarray

__all__ = ['ArrayLike', 'DTypeLike', 'NDArray', 'NBitBase']

ArrayLike = Union[ndarray, list, tuple, int, float, complex, str, bytes, bool]
DTypeLike = Union[dtype, type, str, None]


class _NDArray:
    def __getitem__(self, item):
        return types.GenericAlias(ndarray, (Any, item))

    def __repr__(self):
        return 'numpy.ndarray[typing.Any, numpy.dtype[+ScalarType]]'


NDArray = _NDArray()


class NBitBase:
    """The root of types of known size."""


__getattr__ = _not_built.of(__name__)
