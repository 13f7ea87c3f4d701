"""Statements about types that once differed."""
from _programs import np, show

show(lambda: np.uint64(1e20).T)
show(lambda: np.int8(1e20).tobytes())
show(lambda: np.int64(1e20).round(1))
show(lambda: np.uint8(1e20).max())
show(lambda: -1 / np.uint8(1e20))
show(lambda: np.uint64(1e20).dtype)
