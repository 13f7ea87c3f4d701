"""What CPython has in C of weak references: they are native, and so are proxies."""
from _kukri import as_native as _as_native
from _weakref_native import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref

for _function in getweakrefcount, getweakrefs, proxy:
    _function.__module__ = '_weakref'
ProxyTypes = (ProxyType, CallableProxyType)


@_as_native
def _remove_dead_weakref(dct, key, /):
    """Takes a key out of a dictionary if its value is a reference to an object that is gone."""
    r = dct.get(key)
    if r is not None and r() is None:
        del dct[key]
