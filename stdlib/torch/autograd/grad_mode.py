"""Switching gradient recording on and off, as context managers and decorators."""
import _not_built
import functools

from torch import _C


class _DecoratorContextManager:
    """A context manager that is also a decorator of functions and generator functions."""

    def __call__(self, func):
        inner = func
        while isinstance(inner, functools.partial):
            inner = inner.func
        if getattr(getattr(inner, '__code__', None), 'co_flags', 0) & 0x20:  # a generator function
            return self._wrap_generator(func)

        @functools.wraps(func)
        def decorate_context(*args, **kwargs):
            with self.clone():
                return func(*args, **kwargs)
        return decorate_context

    def _wrap_generator(self, func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            gen = func(*args, **kwargs)
            try:
                with self.clone():
                    item = gen.send(None)
                while True:
                    try:
                        sent = yield item
                    except GeneratorExit:
                        with self.clone():
                            gen.close()
                        raise
                    except BaseException as e:
                        with self.clone():
                            item = gen.throw(e)
                    else:
                        with self.clone():
                            item = gen.send(sent)
            except StopIteration as stop:
                return stop.value
        return wrapper

    def clone(self):
        return self.__class__()


class no_grad(_DecoratorContextManager):
    """Operations inside record no history."""

    def __init__(self):
        self.prev = False

    def __enter__(self):
        self.prev = _C._set_grad_enabled(False)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class enable_grad(_DecoratorContextManager):
    """Operations inside record history again."""

    def __enter__(self):
        self.prev = _C._set_grad_enabled(True)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class set_grad_enabled(_DecoratorContextManager):
    """Switches recording at once; as a context manager switches back at the end."""

    def __init__(self, mode):
        self.prev = _C._set_grad_enabled(mode)
        self.mode = mode

    def __enter__(self):
        pass

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)

    def clone(self):
        return self.__class__(self.mode)


class inference_mode(_DecoratorContextManager):
    """Like no_grad; tensors made inside can never take part in autograd."""

    def __init__(self, mode=True):
        self.mode = mode

    def __enter__(self):
        self.prev = _C._set_inference_mode(self.mode)
        self.prev_grad = _C._set_grad_enabled(not self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_inference_mode(self.prev)
        _C._set_grad_enabled(self.prev_grad)

    def clone(self):
        return self.__class__(self.mode)


__getattr__ = _not_built.of(__name__)
