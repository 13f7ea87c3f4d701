"""The input that decompressors keep between calls (_bz2, _lzma)."""


def joined(rest, data):
    """The input kept from before with data behind it."""
    if not rest:
        return data
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    return b''.join((rest, view)) if view.nbytes else rest


def left_over(data, used, ended):
    """(input to keep, input behind the end): what remains of data when `used` of its bytes are gone.

    What was kept is walked through by views, so that much input taken in small pieces is not copied again each time.
    """
    if ended:
        return b'', bytes(memoryview(data).cast('B')[used:])
    if used == memoryview(data).nbytes:
        return b'', b''
    if not isinstance(data, memoryview) or not isinstance(data.obj, bytes):
        data = memoryview(data if isinstance(data, bytes) else bytes(data))
    return data.cast('B')[used:], b''
