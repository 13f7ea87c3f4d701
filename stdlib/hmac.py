"""Keyed hashing for message authentication (RFC 2104)."""
import hashlib as _hashlib
from _operator import _compare_digest as compare_digest

digest_size = None
_inner = bytes(x ^ 0x36 for x in range(256))
_outer = bytes(x ^ 0x5C for x in range(256))


def _constructor(digestmod):
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        return lambda d=b'': _hashlib.new(digestmod, d)
    return lambda d=b'': digestmod.new(d)


class HMAC:
    """A keyed hash that is fed piece by piece."""
    blocksize = 64

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        make = _constructor(digestmod)
        self._outside = make()
        self._inside = make()
        self.digest_size = self._inside.digest_size
        self.block_size = getattr(self._inside, 'block_size', self.blocksize)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = bytes(key).ljust(self.block_size, b'\0')
        self._outside.update(key.translate(_outer))
        self._inside.update(key.translate(_inner))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return f"hmac-{self._inside.name}"

    def update(self, msg):
        self._inside.update(msg)

    def copy(self):
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        other._inside = self._inside.copy()
        other._outside = self._outside.copy()
        return other

    def _current(self):
        h = self._outside.copy()
        h.update(self._inside.digest())
        return h

    def digest(self):
        return self._current().digest()

    def hexdigest(self):
        return self._current().hexdigest()


def new(key, msg=None, digestmod=''):
    """A new HMAC object; digestmod is a name, a constructor or a module."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The keyed hash of a whole message."""
    return HMAC(key, msg, digest).digest()
