"""Pickling for other processes: connections and sockets travel as descriptors' duplicates only
within one process; everything else by value."""
import copyreg
import io
import pickle

__all__ = ['ForkingPickler', 'dump', 'register']


class ForkingPickler(pickle.Pickler):
    """A pickler with reducers of its own."""
    _extra_reducers = {}

    def __init__(self, *args):
        super().__init__(*args)
        if self._extra_reducers:
            self.dispatch_table = {**copyreg.dispatch_table, **self._extra_reducers}

    @classmethod
    def register(cls, type, reduce):
        """Use reduce() to pickle objects of a type."""
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        buf = io.BytesIO()
        cls(buf, protocol).dump(obj)
        return buf.getbuffer()

    loads = staticmethod(pickle.loads)


register = ForkingPickler.register


def dump(obj, file, protocol=None):
    ForkingPickler(file, protocol).dump(obj)
