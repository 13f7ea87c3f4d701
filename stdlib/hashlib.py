"""Message digests: md5, sha1, the SHA-2 and SHA-3 families, SHAKE, BLAKE2; new(name) for any of them."""
from _blake2 import blake2b, blake2s
try:
    import _hashlib
except ImportError:
    raise ImportError("hashlib is not available: this kukri was built without libssl (libcrypto)") from None
from _hashlib import pbkdf2_hmac, scrypt

algorithms_guaranteed = {'blake2b', 'blake2s', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha3_224', 'sha3_256',
                         'sha3_384', 'sha3_512', 'sha512', 'shake_128', 'shake_256'}
algorithms_available = algorithms_guaranteed | {'sha512_224', 'sha512_256'}
_names = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224', 'sha3_256',
          'sha3_384', 'sha3_512', 'shake_128', 'shake_256')
__all__ = _names + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac', 'scrypt')


def new(name, data=b'', **kwargs):
    """A new hash object of the named algorithm, fed with data."""
    if name in ('blake2b', 'blake2s', 'BLAKE2b', 'BLAKE2s'):
        return (blake2b if name[-1] == 'b' else blake2s)(data, **kwargs)
    try:
        return _hashlib.new(name, data, **kwargs)
    except ValueError as e:
        if str(e).startswith('unsupported hash type'):
            raise ValueError(f'unsupported hash type {name}') from None
        raise


for _name in _names:
    if not _name.startswith('blake2'):
        globals()[_name] = getattr(_hashlib, 'openssl_' + _name)
del _name


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Hash the contents of a file object opened in binary mode."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buf = bytearray(_bufsize)
    view = memoryview(buf)
    while size := fileobj.readinto(buf):
        digestobj.update(view[:size])
    return digestobj
