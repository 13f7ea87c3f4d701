"""An error whose message shows an object with a failing __repr__ has no arguments; str(exc) prints
behind the name of the type."""
import contextvars
import pickle
import sys
from collections import deque


class Odd:
    def __repr__(self):
        return 5

    def __reduce__(self):
        return 'nowhere'


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e.args, e.__context__)


odd = Odd()
attempt(lambda: [1].index(odd))
attempt(lambda: range(3).index(odd))
attempt(lambda: deque([1]).index(odd))
attempt(lambda: (1,).index(odd))


class OddBytes(bytearray, Odd):
    __repr__ = Odd.__repr__


attempt(lambda: float(OddBytes(b'x')))
attempt(lambda: float('x' * 300))
attempt(lambda: contextvars.copy_context()[odd])
attempt(lambda: pickle.dumps(odd))
attempt(lambda: pickle.dumps(odd, 2))


def twice(v):
    match v:
        case {odd.key: 1, odd.other: 2}:
            return 'matched'


odd.key = odd.other = odd
attempt(lambda: twice({odd: 1}))


class Loud(Exception):
    def __str__(self):
        print('[asked]', end='')
        return 'text'


sys.stderr = sys.stdout
sys.excepthook(Loud, Loud(), None)
class Failing(Loud):
    def __str__(self):
        print('[asked]', end='')
        return None


sys.excepthook(Failing, Failing(), None)
