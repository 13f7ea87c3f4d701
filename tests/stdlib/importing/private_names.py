"""The names that pure Python code of the standard library takes from modules in C."""
import _hashlib
import _imp
import _signal
import _socket
import _thread
import _weakref
import hashlib
import os
import random
import signal
import weakref

# proxies and dead entries
print(_weakref.proxy is weakref.proxy, _weakref.ProxyType, _weakref.CallableProxyType)


class Target:
    pass


target = Target()
entries = {'a': weakref.ref(target), 'b': 1}
_weakref._remove_dead_weakref(entries, 'a')
print(sorted(entries))
del target
_weakref._remove_dead_weakref(entries, 'a')
print(sorted(entries))

# a lock that the end of a thread releases
begun, sentinels = _thread.allocate_lock(), []
begun.acquire()


def body():
    sentinels.append(_thread._set_sentinel())
    sentinels[0].acquire()
    begun.release()


_thread.start_new_thread(body, ())
with begun:
    print(sentinels[0].acquire(timeout=20))

# digests
print({'md5', 'sha1', 'sha256', 'sha512', 'blake2b'} <= _hashlib.openssl_md_meth_names)
print(_hashlib.openssl_sha256 is hashlib.sha256, _hashlib.openssl_md5(b'a').hexdigest())
print(_hashlib.compare_digest('ab', 'ab'), _hashlib.compare_digest(b'ab', b'ax'))
for pair in (('a', b'a'), ('é', 'a'), (1, 2)):
    try:
        _hashlib.compare_digest(*pair)
    except TypeError as e:
        print(e)

# sockets, signals, names
a, b = _socket.socketpair()
print(type(a), a.family == _socket.AF_UNIX, a.send(b'xy'), b.recv(9))
a.close(), b.close()
print(len(_signal.valid_signals()), type(next(iter(_signal.valid_signals()))))
print([s for s in sorted(signal.valid_signals()) if 30 < s < 40])
print(os._get_exports_list(weakref) == weakref.__all__)
print(_imp.get_frozen_object('stat').co_name)
print((int | str).__module__)

# seeds that stand for their hash
generator = random.Random()
for seed in (-2.5, 2.5, 'text', b'bytes', -7, True):
    generator.seed(seed)
    print(seed, generator.random(), generator.getrandbits(40))
generator.seed(None)
first = generator.random()
generator.seed()
print(first != generator.random())
