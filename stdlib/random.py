"""Random variables over the Mersenne Twister; the same streams as CPython's for a seed."""
from _random import Random as _Random
from math import acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, floor as _floor
from math import isfinite as _isfinite, log as _log
from math import pi as _pi, sin as _sin, sqrt as _sqrt, tau as TWOPI
import os as _os
from os import urandom as _urandom
from operator import index as _index
from warnings import warn as _warn

__all__ = ['Random', 'SystemRandom', 'betavariate', 'choice', 'choices', 'expovariate', 'gammavariate', 'gauss', 'getrandbits',
           'getstate', 'lognormvariate', 'normalvariate', 'paretovariate', 'randbytes', 'randint', 'random', 'randrange', 'sample',
           'seed', 'setstate', 'shuffle', 'triangular', 'uniform', 'vonmisesvariate', 'weibullvariate']

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
BPF = 53
RECIP_BPF = 2 ** -BPF
_ONE = 1


def _hash_of_version_1(codes):
    """The hash of Python 2's strings, which seeds of version 1 stand for."""
    value = codes[0] << 7 if codes else 0
    for code in codes:
        value = (value * 1000003 & 0xFFFFFFFFFFFFFFFF) ^ code
        value &= 0xFFFFFFFFFFFFFFFF
    return value ^ len(codes)


def _as_integer(value, message):
    """An argument of randrange(): floats that are whole numbers are accepted for now."""
    try:
        return _index(value)
    except TypeError:
        whole = int(value)
    if whole != value:
        _warn('randrange() will raise TypeError in the future', DeprecationWarning, 3)
        raise ValueError(message)
    _warn('non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a '
          'subsequent version', DeprecationWarning, 3)
    return whole


class Random(_Random):
    """A generator with its own state."""

    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def seed(self, a=None, version=2):
        """Starts the stream of a: None (from the system), an int, float, str, bytes or bytearray."""
        if version == 1 and isinstance(a, (str, bytes)):
            a = _hash_of_version_1(list(a) if isinstance(a, bytes) else [ord(char) for char in a])
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            import hashlib
            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + hashlib.sha512(a).digest(), 'big')
        elif not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError('The only supported seed types are: None,\nint, float, str, bytes, and bytearray.')
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """What setstate() needs to go on from here."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go on from where getstate() was called."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError(f'state with version {version} passed to Random.setstate() of version {self.VERSION}')
        _, internal, self.gauss_next = state
        if version == 2:  # on machines with 32 bits its words could be negative
            try:
                internal = tuple(word % 2 ** 32 for word in internal)
            except ValueError as error:
                raise TypeError from error
        super().setstate(internal)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    # --- integers ---

    def __init_subclass__(cls, /, **kwargs):
        """Integers come from what a subclass has of its own: getrandbits(), or random() alone."""
        super().__init_subclass__(**kwargs)
        for base in cls.__mro__:
            own = vars(base)
            if '_randbelow' in own:
                return
            if 'getrandbits' in own:
                cls._randbelow = cls._randbelow_with_getrandbits
                return
            if 'random' in own:
                cls._randbelow = cls._randbelow_without_getrandbits
                return

    def _randbelow(self, n):
        if n >> 32:
            return self._randbelow_with_getrandbits(n)
        return self._randbelow_small(n) if n else 0

    def _randbelow_with_getrandbits(self, n):
        bits = n.bit_length()
        while (value := self.getrandbits(bits)) >= n and n:
            pass
        return value

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """Of floats; those beyond the last multiple of n are drawn again, so that all are equally likely."""
        if n >= maxsize:
            _warn('Underlying random() generator does not supply \nenough bits to choose from a population range this '
                  'large.\nTo remove the range limitation, add a getrandbits() method.')
            return _floor(self.random() * n)
        limit = (maxsize - maxsize % n) / maxsize
        while (value := self.random()) >= limit:
            pass
        return _floor(value * maxsize) % n

    def randbytes(self, n):
        """n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    def randrange(self, start, stop=None, step=_ONE):
        """An item of range(start, stop, step)."""
        start = _as_integer(start, 'non-integer arg 1 for randrange()')
        if stop is None:
            if step is not _ONE:
                raise TypeError('Missing a non-None stop argument')
            if start > 0:
                return self._randbelow(start)
            raise ValueError('empty range for randrange()')
        stop = _as_integer(stop, 'non-integer stop for randrange()')
        step = _as_integer(step, 'non-integer step for randrange()')
        if step == 1:
            if stop > start:
                return start + self._randbelow(stop - start)
            raise ValueError(f'empty range for randrange() ({start}, {stop}, {stop - start})')
        if not step:
            raise ValueError('zero step for randrange()')
        count = -((start - stop) // step)  # the quotient, rounded up
        if count <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * self._randbelow(count)

    def randint(self, a, b):
        """An integer in [a, b]."""
        return self.randrange(a, b + 1)

    # --- sequences ---

    def choice(self, seq):
        """One of the items."""
        if not len(seq):
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        """Shuffles the list x in place."""
        below = self._randbelow
        for i in reversed(range(1, len(x))):
            j = below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        """k different positions of a sequence; counts: how often each item stands in it."""
        from collections.abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        n = len(population)
        if counts is not None:
            cumulative, total = [], 0
            for c in counts:
                if not isinstance(c, int):
                    raise TypeError('Counts must be integers')
                total += c
                cumulative.append(total)
            if len(cumulative) != n:
                raise ValueError('The number of counts does not match the population')
            if total <= 0:
                raise ValueError('Total of counts must be greater than zero')
            from bisect import bisect
            return [population[bisect(cumulative, s)] for s in self.sample(range(total), k=k)]
        below = self._randbelow
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        result = [None] * k
        setsize = 21
        if k > 5:
            setsize += 4 ** _ceil(_log(k * 3, 4))
        if n <= setsize:
            pool = list(population)
            for i in range(k):
                j = below(n - i)
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
        else:
            selected = set()
            for i in range(k):
                j = below(n)
                while j in selected:
                    j = below(n)
                selected.add(j)
                result[i] = population[j]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k items with replacement, by weights."""
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0
                return [population[_floor(random() * n)] for _ in range(k)]
            try:
                cum_weights, total = [], 0
                for i, w in enumerate(weights):
                    total = w if i == 0 else total + w
                    cum_weights.append(total)
            except TypeError:
                if not isinstance(weights, int):
                    raise
                raise TypeError(f'The number of choices must be a keyword argument: k={weights!r}') from None
        elif weights is not None:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if len(cum_weights) != n:
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        if not _isfinite(total):
            raise ValueError('Total of weights must be finite')
        hi = n - 1

        def find(x):
            lo, top = 0, hi
            while lo < top:
                mid = (lo + top) // 2
                if x < cum_weights[mid]:
                    top = mid
                else:
                    lo = mid + 1
            return lo
        return [population[find(random() * total)] for _ in range(k)]

    # --- real distributions ---

    def uniform(self, a, b):
        """A number between a and b; b may come out by rounding."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """By inversion of the distribution function, a parabola on each side of the mode."""
        u = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u <= peak:
            return low + (high - low) * _sqrt(u * peak)
        return high + (low - high) * _sqrt((1.0 - u) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Kinderman and Monahan's ratio of uniforms (1977)."""
        random = self.random
        while True:
            u1 = random()
            u2 = 1.0 - random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Box and Muller's pairs (1958); the second value is kept for the next call."""
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """A number whose logarithm has a normal distribution with mean mu and deviation sigma."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        """A number with an exponential distribution; lambd is 1 divided by the mean."""
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Best and Fisher (1979)."""
        random = self.random
        if kappa <= 1e-6:
            return TWOPI * random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * random())
            d = z / (r + z)
            u2 = random()
            if u2 < 1.0 - d * d or u2 <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        return (mu + _acos(f)) % TWOPI if random() > 0.5 else (mu - _acos(f)) % TWOPI

    def gammavariate(self, alpha, beta):
        """Cheng (1977) above 1, Ahrens and Dieter (1974) below."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError('gammavariate: alpha and beta must be > 0.0')
        random = self.random
        if alpha > 1.0:
            return beta * self._gamma_above_1(alpha)
        if alpha == 1.0:
            return -_log(1.0 - random()) * beta
        while True:
            u = random()
            b = (_e + alpha) / _e
            p = b * u
            x = p ** (1.0 / alpha) if p <= 1.0 else -_log((b - p) / alpha)
            u1 = random()
            if p > 1.0:
                if u1 <= x ** (alpha - 1.0):
                    break
            elif u1 <= _exp(-x):
                break
        return x * beta

    def _gamma_above_1(self, alpha):
        """Cheng's rejection from a log-logistic (GB); the first test spares most logarithms."""
        scale = _sqrt(2.0 * alpha - 1.0)
        while True:
            u = self.random()
            if 1e-7 < u < 0.9999999:
                z = u * u * (1.0 - self.random())
                v = _log(u / (1.0 - u)) / scale
                x = alpha * _exp(v)
                limit = (alpha - LOG4) + (alpha + scale) * v - x
                if limit + SG_MAGICCONST - 4.5 * z >= 0.0 or limit >= _log(z):
                    return x

    def betavariate(self, alpha, beta):
        """A number between 0 and 1 with a beta distribution; both parameters are above 0."""
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        """A number with a Pareto distribution; alpha is the shape."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """A number with a Weibull distribution: scale alpha, shape beta."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)


class SystemRandom(Random):
    """Numbers from the operating system; no state."""

    def random(self):
        return (int.from_bytes(_urandom(7), 'big') >> 3) * RECIP_BPF

    def getrandbits(self, k):
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        n = (k + 7) // 8
        return int.from_bytes(_urandom(n), 'big') >> (n * 8 - k)

    def randbytes(self, n):
        return _urandom(n)

    def seed(self, *args, **kwds):
        return None

    def _notimplemented(self, *args, **kwds):
        raise NotImplementedError('System entropy source does not have state.')
    getstate = setstate = _notimplemented


# The functions of the module are the methods of one generator.
_inst = Random()
globals().update((_name, getattr(_inst, _name)) for _name in __all__ if _name not in ('Random', 'SystemRandom'))

if hasattr(_os, 'fork'):
    _os.register_at_fork(after_in_child=_inst.seed)  # not the same numbers in parent and child
