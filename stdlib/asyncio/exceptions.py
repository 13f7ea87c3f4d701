"""Exceptions of asyncio."""
__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError',
           'IncompleteReadError', 'LimitOverrunError', 'SendfileNotAvailableError')


class CancelledError(BaseException):
    """Raised where a cancelled task waits."""


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    """The future is done already, or not yet."""


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file by itself."""


class IncompleteReadError(EOFError):
    """A stream ended early: partial is what was read, expected how much was wanted."""

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class BrokenBarrierError(RuntimeError):
    """abort() or reset() ended the wait at a barrier."""


class LimitOverrunError(Exception):
    """A line was longer than the limit: consumed is how much of the buffer was searched."""

    def __init__(self, message, consumed):
        Exception.__init__(self, message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (*self.args, self.consumed)
