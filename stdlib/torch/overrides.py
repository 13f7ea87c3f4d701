"""Overriding torch's functions by __torch_function__: questions about it, and modes that see every call."""
import _not_built
import functools
import warnings

import torch
from torch import _C, _asking

__all__ = ['get_ignored_functions', 'get_overridable_functions', 'get_testing_overrides', 'handle_torch_function', 'has_torch_function',
           'resolve_name', 'is_tensor_like', 'is_tensor_method_or_property', 'wrap_torch_function', 'TorchFunctionMode']

_stack = []    # of modes, the innermost last


def has_torch_function(relevant_args):
    """Whether one of them, or a mode, is to be asked."""
    return _C._asking_mode() is not None or any(map(_C._asks, relevant_args))


def has_torch_function_unary(arg):
    return _C._asking_mode() is not None or _C._asks(arg)


def has_torch_function_variadic(*args):
    return has_torch_function(args)


def handle_torch_function(public_api, relevant_args, *args, **kwargs):
    """What the first of relevant_args answers that has something to say about public_api(*args, **kwargs)."""
    called = f'{public_api.__module__}.{public_api.__name__}'
    result = _C._ask(public_api, called, tuple(relevant_args), args, kwargs)
    if result is NotImplemented:
        raise TypeError(f"no implementation found for '{called}' on types that implement __torch_function__: []")
    return result


def wrap_torch_function(dispatcher):
    """A decorator for functions that ask what dispatcher, called like them, returns."""
    def inner(func):
        @functools.wraps(func)
        def wrapped(*args, **kwargs):
            relevant = dispatcher(*args, **kwargs)
            if has_torch_function(relevant):
                return handle_torch_function(wrapped, relevant, *args, **kwargs)
            return func(*args, **kwargs)
        return wrapped
    return inner


def is_tensor_like(inp):
    return type(inp) is torch.Tensor or hasattr(type(inp), '__torch_function__')


# --- lists of functions ---

def _existing(path):
    """The function of that public name, or of an attribute's __get__; None where there is none."""
    path, _, attribute = path.partition('.__get__')
    space, _, name = path.rpartition('.')
    if space not in _asking._ALL_SPACES:
        return None
    try:
        f = getattr(_asking._space(space), name, None)
    except NotImplementedError:
        return None
    if f is None or not path.startswith('torch.Tensor.') and not callable(f):
        return None
    return f.__get__ if attribute == '' and '.__get__' in path or _is_attribute(f) else f


def _is_attribute(f):
    return not callable(f) and hasattr(f, '__get__')


@functools.lru_cache(None)
def get_ignored_functions():
    """Public functions that cannot be overridden."""
    from torch._override_rows import IGNORED
    return {f for f in map(_existing, IGNORED.split()) if f is not None}


def _rows():
    if not _asking._rows:
        _asking._read_rows()
    return _asking._rows


@functools.lru_cache(None)
def _overridable():
    """The functions by namespace, and their names."""
    from torch._override_rows import ATTRIBUTES
    by_space, names, ignored = {}, {}, get_ignored_functions()
    for space_name in ('torch', 'torch.functional', 'torch.nn.functional', 'torch.nn.init', 'torch.Tensor', 'torch.linalg', 'torch.fft',
                       'torch.special'):
        space = _asking._space(space_name)
        for path in _rows():
            if path.rpartition('.')[0] != space_name:
                continue
            f = _existing(path)
            if f is None:
                continue
            names[f] = path
            if f not in ignored and not isinstance(_rows()[path], _asking.GoesOn) and (space_name == 'torch.Tensor' or not path.endswith('_')):
                by_space.setdefault(space, []).append(f)
        if space_name == 'torch.Tensor':
            for name in ATTRIBUTES.split():
                descriptor = getattr(space, name, None)
                if _is_attribute(descriptor):
                    names[descriptor.__get__] = f'torch.Tensor.{name}.__get__'
                    names[descriptor.__set__] = f'torch.Tensor.{name}.__set__'
                    by_space.setdefault(descriptor, []).append(descriptor.__get__)
    for path in _IGNORED_NAMES():
        f = _existing(path)
        if f is not None:
            names.setdefault(f, path)
    return by_space, names


def _IGNORED_NAMES():
    from torch._override_rows import IGNORED
    return IGNORED.split()


def get_overridable_functions():
    """Namespaces, and the functions in them that can be overridden."""
    return _overridable()[0]


def resolve_name(f):
    """The public name of a function that __torch_function__ was given."""
    return _overridable()[1].get(f)


def is_tensor_method_or_property(func):
    """Whether func belongs to Tensor, as a method or as an attribute's __get__."""
    return func in _overridable()[0][torch.Tensor] or func.__name__ == '__get__'


@functools.lru_cache(None)
def get_default_nowrap_functions():
    """Those whose results Tensor.__torch_function__ leaves as they are."""
    tensor = torch.Tensor
    return {tensor._base.__get__, tensor.grad.__get__, tensor._grad.__get__}


# --- modes ---

class TorchFunctionMode:
    """A context in which __torch_function__ of the mode sees every call, whatever its arguments."""

    @classmethod
    def push(cls, *args, **kwargs):
        warnings.warn('`Mode.push()` is no longer necessary and can be replaced with just `with Mode()`')
        return cls(*args, **kwargs)

    def __init__(self):
        """Without arguments, whatever the classes of objects take."""

    def __enter__(self):
        _push_mode(self)
        return self

    def __torch_function__(self, func, types, args=(), kwargs=None):
        raise NotImplementedError()

    def __exit__(self, *exc):
        _pop_mode()


class BaseTorchFunctionMode(TorchFunctionMode):
    """A mode that changes nothing."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))


class _Innermost:
    """What is asked while modes are entered: the last of them, with those before it in force."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        mode = _stack.pop()
        if _stack:
            _C._asking_mode(self)
        try:
            if getattr(mode.__torch_function__, '__self__', None) is type(mode):
                raise RuntimeError("TorchFunctionMode's torch_function function should be a normal method not a class method")
            return mode.__torch_function__(func, types, args, kwargs)
        finally:
            _C._asking_mode(None)
            _stack.append(mode)


def _push_mode(mode):
    _stack.append(mode)
    _C._asking_mode(_Innermost())


def _pop_mode():
    mode = _stack.pop()
    if not _stack:
        _C._asking_mode(None)
    return mode


def _get_current_function_mode():
    return _stack[-1] if _stack else None


def _get_current_function_mode_stack():
    return list(_stack)


__getattr__ = _not_built.of(__name__)
