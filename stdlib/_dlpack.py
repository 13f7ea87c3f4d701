"""What torch and numpy hand each other as a DLPack capsule: within one process simply the tensor or array itself."""


class PyCapsule:
    """Can be taken from once: then it goes by another name."""
    __slots__ = ('_name', '_held')
    __module__ = 'builtins'

    def __init__(self, held):
        self._name = 'dltensor'
        self._held = held

    def __repr__(self):
        return f'<capsule object "{self._name}" at {hex(id(self))}>'


def is_full(capsule):
    return isinstance(capsule, PyCapsule) and capsule._name == 'dltensor'


def take(capsule):
    held, capsule._held, capsule._name = capsule._held, None, 'used_dltensor'
    return held


def export_array(a, stream=None):
    """ndarray.__dlpack__"""
    if stream is not None:
        raise RuntimeError('NumPy only supports stream=None.')
    if not a.flags.writeable:
        raise BufferError('Cannot export readonly array since signalling readonly is unsupported by DLPack.')
    if a.dtype.kind not in 'iufc' or not a.dtype.isnative:
        raise BufferError('DLPack only supports signed/unsigned integers, float and complex dtypes.')
    if a.dtype.char in 'gG':
        raise BufferError('DLPack only supports IEEE floating point types without padding (longdouble typically is not IEEE).')
    return PyCapsule(a)
