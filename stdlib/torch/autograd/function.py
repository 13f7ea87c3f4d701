"""User-defined differentiable functions: subclass Function, write forward and backward."""
import functools
import warnings

import _not_built
import torch
from torch import _C
from torch._C import Tensor


class FunctionCtx:
    """What forward says to backward: the tensors to save, and how to treat its arguments and results."""

    def save_for_backward(self, *tensors):
        """Keeps tensors; backward finds them in saved_tensors, unless one has been overwritten since."""
        self.to_save = tensors

    def save_for_forward(self, *tensors):
        """Keeps tensors for jvp."""
        for tensor in tensors:
            if not (isinstance(tensor, Tensor) or tensor is None):
                raise AssertionError('save_for_forward expects all arguments to be tensors; you should save non-tensors as attributes on ctx.')
        self.saved_for_forward = tensors

    def mark_dirty(self, *args):
        """These inputs were changed in place."""
        self.dirty_tensors = args

    def mark_shared_storage(self, *pairs):
        warnings.warn('mark_shared_storage is deprecated. Tensors with shared storages are automatically tracked. Note that calls to `set_()` are not '
                      'tracked')

    def mark_non_differentiable(self, *args):
        """These outputs have no gradient."""
        self.non_differentiable = args

    def set_materialize_grads(self, value):
        """Whether backward gets zeros, or None, for outputs that nothing depends on."""
        self.materialize_grads = value


class _HookMixin:
    pass


class BackwardCFunction(_C._FunctionBase, FunctionCtx, _HookMixin):
    """Base of the types of contexts; each Function has one of its own, named after it. A context is also the graph node of its call's
    results."""

    def apply(self, *args):
        """The gradients of forward's arguments, of those of its results."""
        function = self._forward_cls
        if function.vjp is Function.vjp:
            return function.backward(self, *args)
        if function.backward is not Function.backward:
            raise RuntimeError("Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only implement one of "
                               'them.')
        return function.vjp(self, *args)


class FunctionMeta(type):
    """Gives every Function the type of its contexts."""

    def __init__(cls, name, bases, attrs):
        cls._backward_cls = type(name + 'Backward', (BackwardCFunction,), {'_forward_cls': cls})
        super().__init__(name, bases, attrs)


def _fits(shape, wanted):
    """Whether a gradient of this shape can be summed to the wanted one."""
    lead = len(shape) - len(wanted)
    return lead >= 0 and all(w in (1, s) for s, w in zip(shape[lead:], wanted))


def _checked_gradients(name, grads, shapes):
    """What backward returned, as one gradient for each of forward's arguments; more of them must be None. shapes: the arguments', or None."""
    grads, n = grads if isinstance(grads, tuple) else (grads,), len(shapes)
    if len(grads) < n or any(g is not None for g in grads[n:]):
        raise RuntimeError(f'function {name} returned an incorrect number of gradients (expected {n}, got {len(grads)})')
    grads = list(grads[:n])
    for i, (g, shape) in enumerate(zip(grads, shapes)):
        if not isinstance(g, Tensor) or shape is None or g.shape == shape:
            continue
        if not _fits(g.shape, shape):
            raise RuntimeError(f'Function {name} returned an invalid gradient at index {i} - got {list(g.shape)} but expected shape compatible '
                               f'with {list(shape)}')
        grads[i] = g.sum_to_size(shape)
    return grads


class _Unmoved:
    """Within it no operation looks at tangents."""

    def __enter__(self):
        self.prev = _C._forward_mode(False)

    def __exit__(self, *args):
        _C._forward_mode(self.prev)


def _jvp(cls, ctx, args, tangents, n, materialize):
    """What the Function's jvp gives for its n outputs."""
    if materialize:
        tangents = [torch.zeros_like(a) if t is None and isinstance(a, Tensor) and (a.is_floating_point() or a.is_complex()) else t
                    for a, t in zip(args, tangents)]
    with _Unmoved():
        found = cls.jvp(ctx, *tangents)
    ctx.saved_for_forward = None
    found = found if isinstance(found, tuple) else (found,)
    for i, t in enumerate(found):
        if t is not None and not isinstance(t, Tensor):
            raise RuntimeError(f'expected Variable or None (got {type(t).__name__}) for grad output {i}.')
    if len(found) != n:
        raise RuntimeError(f"Function's jvp returned an invalid number of forward gradients (expected {n} but got {len(found)})")
    return found


def _move(cls, ctx, args, tangents, out, materialize, dirty, skip):
    """out, what forward made of args, with the tangents that jvp makes of theirs."""
    outputs = out if isinstance(out, tuple) else (out,)
    found = _jvp(cls, ctx, args, tangents, len(outputs), materialize)
    results = []
    for o, new in zip(outputs, found):
        place = next((i for i, a in enumerate(args) if o is a), None)
        if not isinstance(o, Tensor) or id(o) in skip or not (o.is_floating_point() or o.is_complex()):
            results.append(o)
            continue
        if id(o) in dirty:
            old = None if place is None else tangents[place]
            if new is not None and old is not None and new is not old:
                raise RuntimeError('An inplace custom Function is not modifying the forward mode gradients inplace. If the forward is modifying an '
                                   'input inplace, then the jvp function must modify the corresponding gradient inplace.')
        elif place is not None or o._is_view():
            source = args[place] if place is not None else next((a for a in args if isinstance(a, Tensor) and o._base is (a if a._base is None else
                                                                                                                  a._base)), None)
            if new is not None and source is not None and _C._carries_tangent(source) and not new._is_view():
                raise RuntimeError("A custom Function's forward is returning a view (or an input as-is) but the jvp is not returning a view.")
            if place is not None:
                with _Unmoved():
                    o = o.view_as(o)
        if new is not None:
            if new.shape != o.shape:
                raise RuntimeError('Trying to set a forward gradient that has a different size than that of the original Tensor, this is not '
                                   f'supported. Tensor is of size {list(o.shape)} while the given forward gradient is of size {list(new.shape)}.')
            _C._set_tangent(o, new)
        results.append(o)
    return tuple(results) if isinstance(out, tuple) else results[0]


def _tangents(args):
    """What moves with the arguments, where something does."""
    found = [_C._tangent(a) if isinstance(a, Tensor) else None for a in args]
    return found if any(t is not None for t in found) else None


def _asked(ctx, name):
    """What forward set as ctx.name, as a tuple; it is forgotten."""
    found = getattr(ctx, name)
    setattr(ctx, name, None)
    return found if isinstance(found, tuple) else () if found is None else (found,)


def _check_asked(dirty, skip, returned):
    """What forward said of its arguments and results must be about them."""
    for i, t in enumerate(dirty):
        if not isinstance(t, Tensor):
            raise RuntimeError(f'mark_dirty can only accept variables, but argument {i} is of type {type(t).__name__}')
    if not all(any(t is o for o in returned) for t in dirty):
        raise RuntimeError('Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified '
                           'inplace must all be outputs of the Function.')
    for t in skip:
        if not isinstance(t, Tensor):
            raise RuntimeError(f'mark_non_differentiable only accepts variable arguments, but got {type(t).__name__}')


def _rule(name, materialize, made, wanted):
    """What backward does as the rule of a graph node. made: shape and dtype of each result; wanted: the shape of each argument that takes a
    gradient, or None."""
    def run(ctx, *grads):
        if materialize:
            grads = [torch.zeros(m[0], dtype=m[1]) if g is None and m is not None else g for g, m in zip(grads, made)]
        result = _checked_gradients(name, ctx.apply(*grads), wanted)
        return tuple(g if shape is not None else None for g, shape in zip(result, wanted))
    return run


def _finish(cls, ctx, args, tangents, out, recording, materialize):
    """The result of the call that ctx belongs to, with its history: out, what forward made of args."""
    several = isinstance(out, tuple)
    save, dirty, skip = _asked(ctx, 'to_save'), _asked(ctx, 'dirty_tensors'), _asked(ctx, 'non_differentiable')
    _check_asked(dirty, skip, out if several else (out,))
    dirty, skip = [id(t) for t in dirty], [id(t) for t in skip]
    if tangents is not None:
        out = _move(cls, ctx, args, tangents, out, materialize, dirty, skip)
    if not recording or not any(ctx.needs_input_grad):
        return out
    for i, t in enumerate(save):
        if t is not None and not isinstance(t, Tensor):
            raise TypeError(f'save_for_backward can only save variables, but argument {i} is of type {type(t).__name__}')
    outputs = out if several else (out,)
    for a in args:
        if id(a) in dirty and a.requires_grad and a.is_leaf:
            raise RuntimeError('a leaf Variable that requires grad has been used in an in-place operation.')
    fresh = [o.detach() if isinstance(o, Tensor) and id(o) not in dirty and any(o is a for a in args) else o for o in outputs]
    tracked = tuple(f if isinstance(f, Tensor) and id(o) not in skip and (f.is_floating_point() or f.is_complex()) else None
                    for o, f in zip(outputs, fresh))
    if all(f is None for f in tracked):
        return out
    made = [(o.shape, o.dtype) if isinstance(o, Tensor) else None for o in fresh]
    wanted = [a.shape if isinstance(a, Tensor) and a.requires_grad else None for a in args]
    name = type(ctx).__name__
    _C._attach_custom(name, ctx, _rule(name, materialize, made, wanted), tuple(a if isinstance(a, Tensor) else None for a in args), tracked,
                      False, save)
    return tuple(fresh) if several else fresh[0]


class Function(_C._FunctionBase, FunctionCtx, _HookMixin, metaclass=FunctionMeta):
    """Base of differentiable functions with static methods forward(ctx, ...) and backward(ctx, *grads).
    Called through MyFunction.apply(...)."""
    is_traceable = False

    def __init__(self, *args, **kwargs):
        warnings.warn(f'{type(self)} should not be instantiated. Methods on autograd functionsare all static, so you should invoke them on the '
                      'class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.', DeprecationWarning)

    def __call__(self, *args, **kwargs):
        raise RuntimeError('Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with '
                           'static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)')

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError('You must implement the forward function for custom autograd.Function.')

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement either the backward or vjp method for your custom autograd.Function to "
                                  "use it with backward mode AD.")

    vjp = backward

    @staticmethod
    def jvp(ctx, *grad_inputs):
        raise NotImplementedError("You must implement the jvp function for custom autograd.Function to use it with forward mode AD.")


def traceable(fn_cls):
    """Marks a Function as one that a tracer may go through."""
    fn_cls.is_traceable = True
    return fn_cls


class InplaceFunction(Function):
    """A Function made with a flag for working in place."""

    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace


def once_differentiable(fn):
    """Decorator of a backward that cannot itself be differentiated."""
    @functools.wraps(fn)
    def wrapper(ctx, *args):
        with torch.no_grad():
            outputs = fn(ctx, *args)
        if not torch.is_grad_enabled() or not any(isinstance(a, Tensor) and a.requires_grad for a in args):
            return outputs
        several = outputs if isinstance(outputs, tuple) else (outputs,)
        results = tuple(g if g is None else g.clone() for g in several)
        _C._attach_custom('Error', None, _refuse, tuple(None if g is None else g.detach().requires_grad_() for g in several),
                          tuple(g for g in results if g is not None))
        return results if isinstance(outputs, tuple) else results[0]
    return wrapper


def _refuse(ctx, *grads):
    raise RuntimeError('trying to differentiate twice a function that was marked with @once_differentiable')


__getattr__ = _not_built.of(__name__)
