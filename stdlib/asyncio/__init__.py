"""Concurrent code with async and await: an event loop and what runs on it."""
from .exceptions import *
from .events import *
from .futures import *
from .coroutines import *
from .tasks import *
from .locks import *
from .queues import *
from .timeouts import *
from .taskgroups import *
from .threads import *
from .protocols import *
from .transports import *
from .base_events import *
from .runners import *
from .streams import *
from .subprocess import *
from .unix_events import *

from . import (base_events, coroutines, events, exceptions, futures, locks, protocols, queues,
               runners, streams, subprocess, taskgroups, tasks, threads, timeouts, transports,
               unix_events)

__all__ = (exceptions.__all__ + events.__all__ + futures.__all__ + coroutines.__all__
           + tasks.__all__ + locks.__all__ + queues.__all__ + timeouts.__all__
           + taskgroups.__all__ + threads.__all__ + protocols.__all__ + transports.__all__
           + base_events.__all__ + runners.__all__ + streams.__all__ + subprocess.__all__
           + unix_events.__all__)
