"""A shelf: a dict with text keys, kept in a file; the values are pickled.

    with shelve.open('data') as db: db['key'] = value
"""
import collections.abc
from io import BytesIO
from pickle import DEFAULT_PROTOCOL, Pickler, Unpickler

__all__ = ["Shelf", "BsdDbShelf", "DbfilenameShelf", "open"]


class _ClosedDict(collections.abc.MutableMapping):
    """What a closed shelf has instead of its dict."""

    def _refuse(self, *args):
        raise ValueError('invalid operation on closed shelf')

    __getitem__ = __setitem__ = __delitem__ = __iter__ = __len__ = keys = _refuse

    def __repr__(self):
        return '<Closed Dictionary>'


class Shelf(collections.abc.MutableMapping):
    """A shelf over `dict`, a mapping from bytes to bytes.

    writeback: values that were read are kept, and written again by sync() and close().
    """

    def __init__(self, dict, protocol=None, writeback=False, keyencoding="utf-8"):
        self.dict, self.keyencoding = dict, keyencoding
        self._protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        self.writeback, self.cache = writeback, {}

    def __len__(self):
        return len(self.dict)

    def __iter__(self):
        return (key.decode(self.keyencoding) for key in self.dict.keys())

    def __contains__(self, key):
        return key.encode(self.keyencoding) in self.dict

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __getitem__(self, key):
        if key in self.cache:
            return self.cache[key]
        value = Unpickler(BytesIO(self.dict[key.encode(self.keyencoding)])).load()
        if self.writeback:
            self.cache[key] = value
        return value

    def __setitem__(self, key, value):
        if self.writeback:
            self.cache[key] = value
        f = BytesIO()
        Pickler(f, self._protocol).dump(value)
        self.dict[key.encode(self.keyencoding)] = f.getvalue()

    def __delitem__(self, key):
        del self.dict[key.encode(self.keyencoding)]
        self.cache.pop(key, None)

    def sync(self):
        """Writes what may have changed in memory."""
        if self.writeback and self.cache:
            changed, self.cache = self.cache, {}
            self.writeback = False  # as each is written once more, it need not be kept once more
            for item in changed.items():
                self.__setitem__(*item)
            self.writeback = True
        getattr(self.dict, 'sync', lambda: None)()

    def close(self):
        """Writes what may have changed and closes the mapping below; nothing can be done with the shelf then."""
        if self.dict is None:
            return
        try:
            self.sync()
            if hasattr(self.dict, 'close'):
                self.dict.close()
        finally:
            self.dict = _ClosedDict() if _ClosedDict is not None else None  # None as the program ends

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()

    def __del__(self):
        if 'writeback' in vars(self):  # else __init__ failed
            self.close()


class BsdDbShelf(Shelf):
    """A shelf over a mapping that also has first, next, previous, last and set_location."""

    def _item(self, pair):
        key, value = pair
        return key.decode(self.keyencoding), Unpickler(BytesIO(value)).load()

    def set_location(self, key):
        return self._item(self.dict.set_location(key))

    def next(self):
        return self._item(next(self.dict))

    def previous(self):
        return self._item(self.dict.previous())

    def first(self):
        return self._item(self.dict.first())

    def last(self):
        return self._item(self.dict.last())


class DbfilenameShelf(Shelf):
    """A shelf in a dbm file."""

    def __init__(self, filename, flag='c', protocol=None, writeback=False):
        import dbm
        Shelf.__init__(self, dbm.open(filename, flag), protocol, writeback)


def open(filename, flag='c', protocol=None, writeback=False):
    """A shelf in a file; flag 'r', 'w', 'c' (create if missing) or 'n' (always new)."""
    return DbfilenameShelf(filename, flag, protocol, writeback)
