"""Statements about types that once differed."""
from _programs import np, show

show(lambda: np.dtype(np.number).names)
show(lambda: np.uint64(1e20).T)
show(lambda: np.can_cast(2, 'O'))
show(lambda: np.dtype(np.floating) == np.floating)
show(lambda: np.dtype(np.number) == np.number)
show(lambda: np.int8(1e20).tobytes())
show(lambda: np.int64(1e20).round(1))
show(lambda: np.uint8(1e20).max())
show(lambda: -1 / np.uint8(1e20))
show(lambda: np.can_cast(1j, 'O'))
show(lambda: 0 % np.uint64(1e20))
show(lambda: np.can_cast(np.float16(2), 'O'))
show(lambda: np.uint64(1e20).dtype)
