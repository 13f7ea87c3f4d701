"""Types for annotations of layers: a value or one for each dimension."""
from typing import Optional, Tuple, TypeVar, Union

from torch import Tensor

T = TypeVar('T')


def _each(kind, n):
    """A tuple type of n, or of any number for None."""
    return Tuple[(kind,) * n] if n else Tuple[kind, ...]


for _n in (None, 1, 2, 3, 4, 5, 6):
    _words = _n or 'any'
    globals()[f'_scalar_or_tuple_{_words}_t'] = Union[T, _each(T, _n)]
    globals()[f'_size_{_words}_t'] = Union[int, _each(int, _n)]
for _n in (None, 2, 3):
    _words = _n or 'any'
    globals()[f'_size_{_words}_opt_t'] = Union[int, None, _each(Optional[int], _n)]
    globals()[f'_ratio_{_words}_t'] = Union[float, _each(float, _n)]
del _n, _words
_tensor_list_t = Union[Tensor, Tuple[Tensor, ...]]
_maybe_indices_t = Union[Tensor, Tuple[Tensor, Tensor]]
