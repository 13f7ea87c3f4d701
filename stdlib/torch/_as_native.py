"""What functions composed in Python need to look like PyTorch's native ones: names in the graph, names of dtypes, checks."""
import functools

from torch import _C

_KINDS = {_C.float32: 'Float', _C.float64: 'Double', _C.complex64: 'ComplexFloat', _C.complex128: 'ComplexDouble', _C.float16: 'Half',
          _C.bfloat16: 'BFloat16', _C.int64: 'Long', _C.int32: 'Int', _C.int16: 'Short', _C.int8: 'Char', _C.uint8: 'Byte', _C.bool: 'Bool'}
_CPP_KINDS = {_C.complex64: 'c10::complex<float>', _C.complex128: 'c10::complex<double>', _C.float16: 'c10::Half', _C.bfloat16: 'c10::BFloat16',
              _C.int64: 'long int', _C.int16: 'short int', _C.int8: 'signed char', _C.uint8: 'unsigned char'}


def signed(f, place='f', name=None):
    """f behind PyTorch's check of arguments (see torch_signature.h); place: 'm' method, 'n' torch.nn.functional, 'l' linalg, 's' special,
    't' fft."""
    f = getattr(f, '__wrapped__', f)
    name = name or f.__name__

    @functools.wraps(f)
    def checked(*args, **kwargs):
        _C._check_arguments(name, place, args, kwargs)
        for other, own in _OTHER_NAMES:
            if other in kwargs:
                kwargs[own] = kwargs.pop(other)
        return f(*args, **kwargs)
    checked.__name__ = _PREFIXES.get(place, '') + name
    return checked


_PREFIXES = {'l': 'linalg_', 's': 'special_', 't': 'fft_'}    # PyTorch's functions are called so
_OTHER_NAMES = (('axis', 'dim'), ('keepdims', 'keepdim'))


def sign_all(namespace, place, names):
    """Puts those of the names that are functions written in Python behind the check."""
    for name in names:
        f = namespace.get(name)
        if type(f) is type(signed) and not hasattr(f, '__wrapped__'):
            namespace[name] = signed(f, place, name)


def method_of(module, name):
    """A method of Tensor in a module that is loaded when it is first called."""
    def method(*args, **kwargs):
        import importlib
        _C._check_arguments(name, 'm', args, kwargs)
        return getattr(importlib.import_module('torch.' + module), name)(*args, **kwargs)
    method.__name__ = method.__qualname__ = name
    return method


def as_function(method, name):
    """The function that such a method also is."""
    def function(*args, **kwargs):
        _C._check_arguments(name, 'f', args, kwargs)
        return method(kwargs.pop('input'), **kwargs) if 'input' in kwargs else method(*args, **kwargs)
    function.__name__ = function.__qualname__ = name
    return function


def native(function, *args, **kwargs):
    """Refuses arguments of a native function of torch as it does itself."""
    _C._check_arguments(function, 'f', args, kwargs)


def kernel(function, *args, **kwargs):
    """The same of those that only torch.nn.functional calls."""
    _C._check_arguments(function, 'k', args, kwargs)


def named(t, name):
    """t, its graph node under the name of the operation that PyTorch has for the whole."""
    return _C._name_node(t, name) if t.requires_grad else t


def one_node(node, function, *operands):
    """function(*operands) as the result of one graph node, which tensor/whole.def has a row for."""
    return _C._as_one_node(node, function, operands)


def into(name, out, result):
    """The result of the function `name`, in out where that was given."""
    return result if out is None else _C._into(name, out, result)


def kind(t):
    """The name of a tensor's dtype as most messages have it."""
    return _KINDS[t.dtype]


def word(t):
    """The same as C++ spells it."""
    return _CPP_KINDS.get(t.dtype) or _KINDS[t.dtype].lower()


def expect(wanted, t):
    """wanted: 'Long', or a tensor whose dtype t must have."""
    wanted = wanted if isinstance(wanted, str) else kind(wanted)
    if kind(t) != wanted:
        raise RuntimeError(f'expected scalar type {wanted} but found {kind(t)}')


def type_name(value):
    """The name of a value's type in the messages of PyTorch's parser."""
    cls = type(value)
    home = cls.__module__
    return f'{home}.{cls.__name__}' if home in ('torch', 'numpy') and not issubclass(cls, _C.Tensor) else cls.__name__


def must_be(cls, wanted, value, function, name, position):
    """Refuses an argument as PyTorch's parser does: value must be an instance of cls, which messages call `wanted`."""
    if not isinstance(value, cls):
        raise TypeError(f"{function}(): argument '{name}' (position {position}) must be {wanted}, not {type_name(value)}")


def tensors(function, **arguments):
    """Refuses arguments of a function, in its order, that are no tensors."""
    for position, (name, value) in enumerate(arguments.items(), 1):
        must_be(_C.Tensor, 'Tensor', value, function, name, position)


def flag(function, name, position, value):
    """Refuses what is no truth value."""
    must_be(bool, 'bool', value, function, name, position)


def real(function, name, position, value):
    """Refuses what does not become a float."""
    if not hasattr(value, '__float__') and not hasattr(value, '__index__'):
        must_be((), 'float', value, function, name, position)


def not_implemented_for(kernel, t):
    return RuntimeError(f'"{kernel}" not implemented for {kind(t)!r}')


def no_gradient_for(function, argument, t):
    """Refuses a t that wants a gradient which the function does not have."""
    if t is not None and t.requires_grad and _C.is_grad_enabled():
        raise RuntimeError(f"The function '{function}' is not differentiable with respect to argument '{argument}'. This input cannot have "
                           'requires_grad True.')


def own_methods(cls, *names):
    """Gives a class methods of its base as its own: messages call them by the class that PyTorch writes them in."""
    for name in names:
        method = getattr(cls, name)
        own = type(method)(method.__code__, method.__globals__, name, method.__defaults__, method.__closure__)
        own.__kwdefaults__, own.__doc__, own.__qualname__ = method.__kwdefaults__, method.__doc__, f'{cls.__name__}.{name}'
        setattr(cls, name, own)


def no_forward(name, *tensors):
    """Refuses tensors that carry tangents through a function for which PyTorch has no formula."""
    if _C._carries_tangent(*tensors):
        raise NotImplementedError(f'Trying to use forward AD with {name} that does not support it because it has not been implemented yet.\nPlease file an '
                                  'issue to PyTorch at https://github.com/pytorch/pytorch/issues/new?template=feature-request.yml so that we can prioritize '
                                  'its implementation.\nNote that forward AD support for some operators require PyTorch to be built with TorchScript and for '
                                  'JIT to be enabled. If the environment var PYTORCH_JIT=0 is set or if the library is not built with TorchScript, some '
                                  'operators may no longer be used with forward AD.')


def _gradients_once(kernel, tensors, grads):
    """grads as the results of `kernel`, which has no gradient of its own."""
    if not _C.is_grad_enabled():
        return tuple(grads)
    return tuple(g if g is None else _C._underivable(g, kernel, None, *[t for t in tensors if t.requires_grad]) for g in grads)


def opaque_kernel(node, kernel, tensors, result, gradients, saves=(), forward=None):
    """result as one node of tensors: gradients has a function of its gradient for each. In PyTorch that is the work of `kernel`, which
    cannot be differentiated again. The node keeps the tensors and `saves`."""
    no_forward(forward or kernel[:-len('_backward')], *tensors)
    if _C._will_record(*tensors):
        def backward(_, grad):
            return _gradients_once(kernel, tensors, [f(grad) if t.requires_grad else None for t, f in zip(tensors, gradients)])
        _C._attach_custom(node, None, backward, tuple(tensors), (result,), False, (*tensors, *saves))
    return result


def opaque(node, kernel, function, tensors, *rest, forward=None, saves=()):
    """function(*tensors, *rest) as one node, whose gradient, in PyTorch the work of `kernel`, cannot be differentiated again. It keeps
    the tensors and `saves`."""
    no_forward(forward or kernel[:-len('_backward')], *tensors)
    if not _C._will_record(*tensors):
        return function(*tensors, *rest)
    from torch.autograd import grad as gradient
    leaves = [t.detach().requires_grad_(t.requires_grad) for t in tensors]
    wanted = [t for t in leaves if t.requires_grad]
    inside = function(*leaves, *rest)
    result = inside.detach()

    def backward(_, grad):
        found = iter(gradient(inside, wanted, grad.detach(), retain_graph=True))
        return _gradients_once(kernel, tensors, [next(found) if t.requires_grad else None for t in leaves])
    _C._attach_custom(node, None, backward, tuple(tensors), (result,), False, (*tensors, *saves))
    return result
