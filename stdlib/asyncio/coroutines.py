"""Coroutine objects."""
import collections.abc
import inspect
import types

__all__ = 'iscoroutinefunction', 'iscoroutine'

_is_coroutine = object()


def iscoroutinefunction(func):
    """Whether calling func gives a coroutine."""
    return inspect.iscoroutinefunction(func) or \
        getattr(func, "_is_coroutine", None) is _is_coroutine


def iscoroutine(obj):
    """Whether obj is a coroutine."""
    return isinstance(obj, types.CoroutineType) or \
        isinstance(obj, collections.abc.Coroutine)


def _format_coroutine(coro):
    """The text that reprs of tasks show."""
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None) or \
        f'<{type(coro).__name__} without __name__>'
    name += '()'
    running = getattr(coro, 'cr_running', None)
    if running is None:
        running = getattr(coro, 'gi_running', False)
    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    if not code:
        return f'{name} running' if running else name
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    filename = code.co_filename or '<empty co_filename>'
    if frame is not None:
        return f'{name} running at {filename}:{frame.f_lineno}'
    return f'{name} done, defined at {filename}:{code.co_firstlineno}'
