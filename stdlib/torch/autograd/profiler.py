"""Names of the autograd profiler; only the labels of record_function exist, and do nothing."""
import _not_built
import functools


class record_function:
    def __init__(self, name, args=None):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def __call__(self, f):
        @functools.wraps(f)
        def wrapped(*args, **kwargs):
            with self:
                return f(*args, **kwargs)
        return wrapped


class profile:
    not_built = True

    def __init__(self, enabled=True, **kwargs):
        if enabled:
            raise NotImplementedError('torch.autograd.profiler.profile')

    def __enter__(self):
        return None

    def __exit__(self, *exc):
        return False


class emit_nvtx:
    not_built = True

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('torch.autograd.profiler.emit_nvtx')


__getattr__ = _not_built.of(__name__)
