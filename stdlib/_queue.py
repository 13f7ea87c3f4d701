"""What CPython has in C of queues: the simple one, and the exception for nothing in it."""
from _thread import _QueueEmpty as Empty, _SimpleQueue as SimpleQueue
