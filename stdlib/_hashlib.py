"""What CPython has in C: constructors of the digests that libcrypto computes (natively, in _openssl)."""
from _kukri import as_native as _as_native
from _openssl import HASH, new, pbkdf2_hmac, _scrypt
from _operator import _compare_digest as compare_digest

_names = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128',
          'shake_256')
openssl_md_meth_names = frozenset(_names) | {'sha512_224', 'sha512_256', 'blake2b', 'blake2s'}


def _constructor(name):
    def openssl_hash(string=b'', *, usedforsecurity=True):
        return new(name, string, usedforsecurity=usedforsecurity)
    openssl_hash.__name__ = openssl_hash.__qualname__ = 'openssl_' + name
    openssl_hash.__doc__ = f'Returns a {name} hash object; optionally initialized with a string'
    return _as_native(openssl_hash)


for _name in _names:
    globals()['openssl_' + _name] = _constructor(_name)
del _name


@_as_native
def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """scrypt password-based key derivation function."""
    return _scrypt(password, salt, n, r, p, maxmem, dklen)


class UnsupportedDigestmodError(ValueError):
    """No keyed hash of this digest here."""


def hmac_new(key, msg=b'', digestmod=None):
    """Always UnsupportedDigestmodError: keyed hashes are computed by the module hmac from plain ones."""
    raise UnsupportedDigestmodError(f'Unsupported digestmod {digestmod}')


def hmac_digest(key, msg, digest):
    """As hmac_new()."""
    raise UnsupportedDigestmodError(f'Unsupported digestmod {digest}')
