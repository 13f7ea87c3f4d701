"""Arrays over the bytes of a file."""
from numpy._memmap import memmap

__all__ = ['memmap']
