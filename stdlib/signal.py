"""Signals."""
import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_IntEnum._convert_('Signals', __name__, lambda name: name.isupper() and name.startswith('SIG') and
                   not name.startswith('SIG_'), source=_signal)
_IntEnum._convert_('Handlers', __name__, lambda name: name in ('SIG_DFL', 'SIG_IGN'), source=_signal)
_IntEnum._convert_('Sigmasks', __name__, lambda name: name in ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'),
                   source=_signal)


def _to_enum(value, enum):
    try:
        return enum(value)
    except (ValueError, TypeError):
        return value


def _to_int(value):
    return int(value) if isinstance(value, _IntEnum) else value


def signal(signalnum, handler):
    """Set what happens when a signal arrives; returns what was set before."""
    return _to_enum(_signal.signal(_to_int(signalnum), _to_int(handler)), Handlers)


def getsignal(signalnum):
    """What happens when a signal arrives."""
    return _to_enum(_signal.getsignal(_to_int(signalnum)), Handlers)


def valid_signals():
    """The signals of this system."""
    return {_to_enum(s, Signals) for s in _signal.valid_signals()}


def pthread_sigmask(how, mask):
    """Change the signals that this thread blocks; returns the old ones."""
    return {_to_enum(s, Signals) for s in _signal.pthread_sigmask(how, mask)}


def sigpending():
    """The signals that wait because they are blocked."""
    return {_to_enum(s, Signals) for s in _signal.sigpending()}


def sigwait(sigset):
    """Wait for a signal of a set."""
    return _to_enum(_signal.sigwait(sigset), Signals)
