"""User-defined differentiable functions: subclass Function, write forward and backward."""
import functools
import warnings

import _not_built
import torch
from torch import _C
from torch._C import Tensor
from . import graph
from .anomaly_mode import changed_in_place_hint


class FunctionCtx:
    """What forward leaves for backward: saved tensors and any attribute."""
    needs_input_grad = ()
    dirty_tensors = non_differentiable = ()
    materialize_grads = True
    saved_for_forward = None
    _saved = ()
    _packed = None       # what hooks made of the saved tensors, with what undoes it
    _released = False    # a backward pass that keeps no graph went through
    _results = {}        # what messages call those of the saved tensors that are results

    def save_for_backward(self, *tensors):
        """Keeps tensors; backward finds them in saved_tensors, unless one has been overwritten since."""
        self._saved = tensors

    def save_for_forward(self, *tensors):
        """Keeps tensors for jvp."""
        for tensor in tensors:
            if not (isinstance(tensor, Tensor) or tensor is None):
                raise AssertionError('save_for_forward expects all arguments to be tensors; you should save non-tensors as attributes on ctx.')
        self.saved_for_forward = tensors

    def mark_dirty(self, *tensors):
        """These inputs were changed in place."""
        self.dirty_tensors = tensors

    def mark_shared_storage(self, *pairs):
        warnings.warn('mark_shared_storage is deprecated. Tensors with shared storages are automatically tracked. Note that calls to `set_()` are not '
                      'tracked')

    def mark_non_differentiable(self, *tensors):
        """These outputs have no gradient."""
        self.non_differentiable = tensors

    def set_materialize_grads(self, value):
        """Whether backward gets zeros, or None, for outputs that nothing depends on."""
        self.materialize_grads = value

    def _seal(self):
        """At the end of forward: what is saved must be tensors, and stay as they are."""
        for i, t in enumerate(self._saved):
            if t is not None and not isinstance(t, Tensor):
                raise TypeError(f'save_for_backward can only save variables, but argument {i} is of type {type(t).__name__}')

    def _pack(self, name, results):
        """Once the results have their history: under hooks what is saved becomes what they make of it."""
        self._versions = [None if t is None else t._version for t in self._saved]
        self._results = {id(t): f'{i} of {name}' for i, t in enumerate(results)}
        if graph._hooks:
            self._packed = [graph._pack(t) for t in self._saved]
            self._saved = ()

    @property
    def saved_tensors(self):
        if self.saved_for_forward is not None:
            return self.saved_for_forward
        if self._released:
            raise RuntimeError('Trying to backward through the graph a second time (or directly access saved tensors after they have already '
                               'been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). '
                               'Specify retain_graph=True if you need to backward through the graph a second time or if you need to access '
                               'saved tensors after calling backward.')
        if self._packed is not None:
            return tuple(graph._unpack(*entry) for entry in self._packed)
        for t, version in zip(self._saved, self.__dict__.get('_versions', ())):
            if t is not None and t._version != version:
                source = self._results.get(id(t)) or t.grad_fn and f'{t.output_nr} of {t.grad_fn.name()}'
                origin = f', which is output {source},' if source else ''
                raise RuntimeError('one of the variables needed for gradient computation has been modified by an inplace operation: '
                                   f'[{t.type()} {list(t.shape)}]{origin} is at version {t._version}; expected version {version} instead. '
                                   + changed_in_place_hint())
        return tuple(self._saved)

    @property
    def saved_variables(self):
        warnings.warn("'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning)
        return self.saved_tensors


class BackwardCFunction(FunctionCtx):
    """Base of the types of contexts; each Function has one of its own, named after it."""


def _context_type(function):
    """The type of a Function's contexts."""
    if '_backward_cls' not in function.__dict__:
        function._backward_cls = type(function.__name__ + 'Backward', (BackwardCFunction,), {'__module__': __name__, '_forward_cls': function})
    return function._backward_cls


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


def _jvp(cls, ctx, args, tangents, n):
    """What the Function's jvp gives for its n outputs."""
    if ctx.materialize_grads:
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


def _move(cls, ctx, args, tangents, out):
    """out, what forward made of args, with the tangents that jvp makes of theirs."""
    outputs = out if isinstance(out, tuple) else (out,)
    found = _jvp(cls, ctx, args, tangents, len(outputs))
    dirty, skip = [id(t) for t in ctx.dirty_tensors], [id(t) for t in ctx.non_differentiable]
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


class Function(FunctionCtx):
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

    @classmethod
    def apply(cls, *args, **kwargs):
        if kwargs:
            raise TypeError('apply() takes no keyword arguments')
        ctx = _context_type(cls)()
        recording = torch.is_grad_enabled()
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
        tangents = [_C._tangent(a) if isinstance(a, Tensor) else None for a in args]
        moved = any(t is not None for t in tangents)
        with torch.no_grad(), _Unmoved():
            out = cls.forward(ctx, *args)
        returned = out if isinstance(out, tuple) else (out,)
        for i, t in enumerate(ctx.dirty_tensors):
            if not isinstance(t, Tensor):
                raise RuntimeError(f'mark_dirty can only accept variables, but argument {i} is of type {type(t).__name__}')
        if not all(any(t is o for o in returned) for t in ctx.dirty_tensors):
            raise RuntimeError('Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified '
                               'inplace must all be outputs of the Function.')
        for t in ctx.non_differentiable:
            if not isinstance(t, Tensor):
                raise RuntimeError(f'mark_non_differentiable only accepts variable arguments, but got {type(t).__name__}')
        if moved:
            out = _move(cls, ctx, args, tangents, out)
        if not recording or not any(ctx.needs_input_grad):
            return out
        ctx._seal()
        outputs = out if isinstance(out, tuple) else (out,)
        dirty = [id(t) for t in ctx.dirty_tensors]
        for a in args:
            if id(a) in dirty and a.requires_grad and a.is_leaf:
                raise RuntimeError('a leaf Variable that requires grad has been used in an in-place operation.')
        fresh = [o.detach() if isinstance(o, Tensor) and id(o) not in dirty and any(o is a for a in args) else o for o in outputs]
        skip = [id(t) for t in ctx.non_differentiable]
        tracked = tuple(f for o, f in zip(outputs, fresh) if isinstance(f, Tensor) and id(o) not in skip
                        and (f.is_floating_point() or f.is_complex()))
        if not tracked:
            return out
        places = [i for i, f in enumerate(fresh) if any(f is t for t in tracked)]
        shapes = [(o.shape, o.dtype) if isinstance(o, Tensor) else None for o in fresh]
        wanted = [a.shape if isinstance(a, Tensor) and a.requires_grad else None for a in args]
        name = cls.__name__ + 'Backward'
        backward = cls.backward if cls.vjp is Function.vjp else cls.vjp
        both = cls.backward is not Function.backward and cls.vjp is not Function.vjp

        def run_backward(ctx, *grads):
            if both:
                raise RuntimeError("Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only implement one of "
                                   'them.')
            every = [None] * len(shapes)
            for i, g in zip(places, grads):
                every[i] = g
            if ctx.materialize_grads:
                every = [torch.zeros(s[0], dtype=s[1]) if g is None and s is not None else g for g, s in zip(every, shapes)]
            result = _checked_gradients(name, backward(ctx, *every), wanted)
            return tuple(g if need else None for g, need in zip(result, ctx.needs_input_grad))

        _C._attach_custom(name, ctx, run_backward, tuple(a if isinstance(a, Tensor) else None for a in args), tracked)
        ctx._pack(name, tracked)
        return tuple(fresh) if isinstance(out, tuple) else fresh[0]


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
