"""Names of this module that pickles mention, and what scripts take from it."""
import numpy as _numpy

__all__ = []


def _frombuffer(buf, dtype, shape, order):
    """An array over the memory of a buffer that was pickled beside the stream."""
    x = _numpy.frombuffer(buf, dtype=dtype).reshape(shape, order=order)
    if x.flags.writeable or memoryview(buf).readonly:
        return x
    return x.copy(order)  # records and text, whose elements do not lie in such memory


def __getattr__(name):
    if not name.startswith('_') and hasattr(_numpy, name):
        return getattr(_numpy, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
