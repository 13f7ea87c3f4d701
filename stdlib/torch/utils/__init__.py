"""Data loading and other helpers."""
import _not_built
from . import data


__getattr__ = _not_built.of(__name__, {'dlpack', 'hooks'})
