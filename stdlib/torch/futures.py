"""Results that come later: a Future is completed once, by whoever has the result, and waited for by others."""
import sys
import threading
from typing import Generic, TypeVar

import torch

__all__ = ['Future', 'collect_all', 'wait_all']

T = TypeVar('T')
S = TypeVar('S')


class _PyFutureMeta(type):
    pass


def _callback_failed(error):
    """What a failing callback makes of its error: its frames outwards, without those of this module."""
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    frame, line, lines = traceback.tb_frame, traceback.tb_lineno, []
    while frame is not None:
        if frame.f_globals.get('__name__') != __name__:
            lines.append(f'  {frame.f_code.co_filename}({line}): {frame.f_code.co_name}\n')
        frame = frame.f_back
        line = frame and frame.f_lineno
    return RuntimeError(f'Got the following error when running the callback: {type(error).__name__}: {error}\n\nAt:\n' + ''.join(lines))


def _refused(name, result, *given):
    shown = ', '.join(map(repr, given))
    raise TypeError(f'{name}(): incompatible function arguments. The following argument types are supported:\n    1. {result}\n\nInvoked with: {shown}')


class Future(Generic[T], metaclass=_PyFutureMeta):
    """A result that comes later."""

    def __init__(self, *, devices=None):
        for device in () if devices is None else devices:
            device = torch.device(device)
            if device.index is None:
                raise ValueError(f'Expected devices to have indices, got {device}')
            raise RuntimeError(f'PyTorch is not linked with support for {device.type} devices')
        self.__changed = threading.Condition()
        self.__done = False
        self.__result = self.__error = None
        self.__callbacks = []

    def done(self):
        """Whether there is a result or an exception."""
        return self.__done

    def __unwrapped(self):
        if self.__error is not None:
            raise self.__error
        return self.__result

    def wait(self):
        """The result, when it has come; an exception is raised."""
        with self.__changed:
            self.__changed.wait_for(self.done)
        return self.__unwrapped()

    def value(self):
        """The result, which must have come."""
        if not self.__done:
            raise RuntimeError('completed() INTERNAL ASSERT FAILED at "./aten/src/ATen/core/ivalue_inl.h":940, please report a bug to PyTorch. ')
        return self.__unwrapped()

    def __complete(self, result, error):
        with self.__changed:
            if self.__done:
                raise RuntimeError('Attempting to mark a completed Future as complete again. Note that a Future can only be marked completed once.')
            self.__result, self.__error, self.__done = result, error, True
            callbacks, self.__callbacks = self.__callbacks, None
            self.__changed.notify_all()
        for callback in callbacks:
            callback()

    def __when_done(self, callback):
        with self.__changed:
            if not self.__done:
                self.__callbacks.append(callback)
                return
        callback()

    def then(self, callback):
        """A Future of what callback(self) returns, which is called when this one is done."""
        if not callable(callback):
            _refused('then', '(self: torch._C.Future, arg0: function) -> torch._C.Future', self, callback)
        after = Future()

        def run():
            try:
                result, error = callback(self), None
            except Exception as caught:
                result, error = None, _callback_failed(caught)
            after.__complete(result, error)
        self.__when_done(run)
        return after

    def add_done_callback(self, callback):
        """Has callback(self) called when this is done; its errors are only told of."""
        if not callable(callback):
            _refused('add_done_callback', '(self: torch._C.Future, arg0: function) -> None', self, callback)

        def run():
            try:
                callback(self)
            except Exception as caught:
                print(_callback_failed(caught), file=sys.stderr)
        self.__when_done(run)

    def set_result(self, result):
        """Completes this with a result."""
        self.__complete(result, None)

    def set_exception(self, result):
        """Completes this with an exception."""
        assert isinstance(result, Exception), f'{result} is of type {type(result)}, not an Exception.'
        self.__complete(None, result)

    @staticmethod
    def _of_all(futures):
        """A Future of them all, done when the last one is; the first exception that came is its own."""
        everything, lock, left, errors = Future(), threading.Lock(), [len(futures)], []

        def one_more(future):
            with lock:
                left[0] -= 1
                if future.__error is not None:
                    errors.append(future.__error)
                last = not left[0]
            if last:
                everything.__complete(None if errors else list(futures), errors[0] if errors else None)
        for future in futures:
            future.__when_done(lambda future=future: one_more(future))
        if not futures:
            everything.set_result([])
        return everything


Future.__module__ = 'torch.jit'


def collect_all(futures):
    """A Future of the list of these futures, done when all are."""
    if not isinstance(futures, (list, tuple)) or not all(isinstance(future, Future) for future in futures):
        _refused('_collect_all', '(arg0: List[torch._C.Future]) -> torch._C.Future', futures)
    return Future._of_all(futures)


def wait_all(futures):
    """The results of all these futures, when they have come."""
    return [future.wait() for future in collect_all(futures).wait()]
