"""How much memory a script uses: what is in use now and the most that was since tracing began.

The figures are those of the interpreter's own account of memory, which counts all that objects, arrays and tensors take.
Where in the source a block was allocated is not recorded.
"""
import _kukri
from operator import index

__all__ = ['clear_traces', 'get_object_traceback', 'get_traceback_limit', 'get_traced_memory', 'get_tracemalloc_memory',
           'is_tracing', 'reset_peak', 'start', 'stop', 'take_snapshot']

_limit = 1      # frames that a traceback would have
_base = None    # bytes in use when tracing began; None: it has not
_held = 0       # bytes that the interpreter held then; it keeps a peak of these
_top = 0        # the most that was seen in use


@_kukri.as_native
def start(nframe=1, /):
    """Begin to trace; nframe: the most frames that a traceback has."""
    global _base, _limit
    nframe = index(nframe)
    if not 1 <= nframe <= 65535:
        raise ValueError('the number of frames must be in range [1; 65535]')
    if _base is None:
        _limit = nframe
        _base = 0
        clear_traces()


def stop():
    """End tracing and forget what was traced."""
    global _base
    _base = None


def is_tracing():
    """Has tracing begun?"""
    return _base is not None


def clear_traces():
    """Count from what is in use now."""
    global _base, _held, _top
    if _base is not None:
        _kukri.reset_peak()
        _top = 0
        _base, _held, _ = _kukri.memory()


def reset_peak():
    """Let the peak be what is in use now."""
    global _top
    if _base is not None:
        _kukri.reset_peak()
        _top = 0


def get_traced_memory():
    """(bytes in use, the most that were), both counted from where tracing began."""
    global _top
    if _base is None:
        return 0, 0
    used, _, peak = _kukri.memory()
    current = max(used - _base, 0)
    _top = max(_top, current, peak - _held)
    return current, _top


def get_traceback_limit():
    """The number of frames that start() was given."""
    return _limit


def get_tracemalloc_memory():
    """Bytes that tracing takes itself: the account is kept anyway."""
    return 0


def get_object_traceback(obj):
    """Where an object was allocated; None for one that was not traced."""
    if _base is not None:
        raise NotImplementedError('tracemalloc.get_object_traceback(): where blocks were allocated is not recorded')
    return None


def take_snapshot():
    """The traces of all blocks."""
    if _base is None:
        raise RuntimeError('the tracemalloc module must be tracing memory allocations to take a snapshot')
    raise NotImplementedError('tracemalloc.take_snapshot(): where blocks were allocated is not recorded')


def __getattr__(name):
    if name in ('BaseFilter', 'DomainFilter', 'Filter', 'Frame', 'Snapshot', 'Statistic', 'StatisticDiff', 'Trace',
                'Traceback'):
        raise NotImplementedError(f'tracemalloc.{name}: where blocks were allocated is not recorded')
    raise AttributeError(f"module 'tracemalloc' has no attribute {name!r}")
