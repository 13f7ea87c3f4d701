"""Gradients, products with Jacobians, Jacobians and Hessians of functions.

A transformed call runs the function on inputs of its own (_Level): aliases that record where the input does already, so that
what is computed can be differentiated again by a transform or by autograd outside, and new leaves otherwise. Results that depend
on nothing else that wants a gradient leave the call without a graph.
"""
import functools

import torch
from functorch._src.trees import flatten, tree_map, unflatten


def _take(x):
    if not isinstance(x, torch.Tensor):
        raise ValueError(f'Thing passed to transform API must be Tensor, got {type(x)}')
    return x


class _Level:
    """The inputs of one transformed call, and whether what comes out of it may record outside."""

    def __init__(self):
        self._outside = torch.is_grad_enabled()
        self._leaves = set()

    def enter(self, x):
        _take(x)
        if self._outside and x.requires_grad:
            return x.view_as(x)
        leaf = x.detach().requires_grad_()
        self._leaves.add(id(leaf))
        return leaf

    def _depends_outside(self, t):
        """Whether a leaf that is no input of this level, or one of an outer one, is among what t was computed from."""
        nodes, seen = [t.grad_fn], set()
        while nodes:
            node = nodes.pop()
            if node is None or node in seen:
                continue
            seen.add(node)
            variable = getattr(node, 'variable', None)
            if variable is not None and id(variable) not in self._leaves:
                return True
            nodes += [n for n, _ in node.next_functions]
        return False

    def leave(self, x):
        if not isinstance(x, torch.Tensor) or not x.requires_grad:
            return x
        if x.grad_fn is None:
            return x.detach() if id(x) in self._leaves or not self._outside else x
        return x if self._outside and self._depends_outside(x) else x.detach()


def _check_argnums(argnums, n):
    if not isinstance(argnums, int) and not isinstance(argnums, tuple):
        raise RuntimeError(f'argnums must be int or Tuple[int, ...], got: {type(argnums)}')
    numbers = (argnums,) if isinstance(argnums, int) else argnums
    if not numbers:
        raise RuntimeError('argnums must be non-empty')
    if len(set(numbers)) != len(numbers):
        raise RuntimeError(f'argnums elements must be unique, got {argnums}')
    for i in numbers:
        if not isinstance(i, int):
            raise RuntimeError(f'argnums must be int or Tuple[int, ...], got: {type(i)}')
        if not -n <= i < n:
            raise RuntimeError(f'Got argnum={i}, but only {n} positional inputs')
    return tuple(i % n for i in numbers)


def _chosen(args, argnums):
    numbers = _check_argnums(argnums, len(args))
    return args[numbers[0]] if isinstance(argnums, int) else tuple(args[i] for i in numbers)


def _replaced(args, argnums, values):
    numbers = _check_argnums(argnums, len(args))
    new = list(args)
    for i, value in zip(numbers, (values,) if isinstance(argnums, int) else values):
        new[i] = value
    return new


def _gradients(outputs, inputs, grads, create_graph, retain_graph=True):
    """The gradients of inputs, zeros where the outputs do not depend on them."""
    pairs = [(o, g) for o, g in zip(outputs, grads) if o.requires_grad]
    found = [None] * len(inputs)
    if pairs:
        found = torch.autograd.grad([o for o, _ in pairs], inputs, [g for _, g in pairs], retain_graph=retain_graph, create_graph=create_graph,
                                    allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for x, g in zip(inputs, found)]


def _only_tensors(output, who):
    leaves, spec = flatten(output)
    if not leaves:
        raise RuntimeError(f'{who}: Expected f to be a function that has non-empty output (got output = {leaves})')
    for t in leaves:
        if not isinstance(t, torch.Tensor):
            raise RuntimeError(f'{who}: expected f(*primals) to return only tensors, got unsupported type {type(t)}')
    return leaves, spec


def _split_aux(output, has_aux, who):
    if not has_aux:
        return output, None
    if not (isinstance(output, tuple) and len(output) == 2):
        raise RuntimeError(f'{who}: output of function f should be a tuple: (output, aux) if has_aux is True')
    aux = output[1]
    for t in flatten(aux)[0]:
        if not isinstance(t, torch.Tensor):
            raise RuntimeError(f'Expected tensors, got unsupported type {type(t)}')
    return output


def grad_and_value(func, argnums=0, has_aux=False):
    """The function that computes the gradient of func and its value."""
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        level = _Level()
        with torch.enable_grad():
            leaves, spec = flatten(_chosen(args, argnums))
            inputs = [level.enter(x) for x in leaves]
            output = func(*_replaced(args, argnums, unflatten(inputs, spec)), **kwargs)
            output, aux = _split_aux(output, has_aux, 'grad_and_value(f)(*args)')
            if not isinstance(output, torch.Tensor):
                raise RuntimeError(f'grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got {type(output)}')
            if output.dim() != 0:
                raise RuntimeError('grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with '
                                   f'{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?')
            gradient = unflatten(_gradients([output], inputs, [torch.ones_like(output)], True), spec)
        gradient, output, aux = tree_map(level.leave, gradient), level.leave(output), tree_map(level.leave, aux)
        return gradient, (output, aux) if has_aux else output
    return wrapper


def grad(func, argnums=0, has_aux=False):
    """The function that computes the gradient of func."""
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        gradient, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (gradient, value[1]) if has_aux else gradient
    return wrapper


def _vjp(func, primals, has_aux=False):
    """(level, flat inputs, their spec, flat outputs, their spec, aux) of a call of func with inputs of its own."""
    level = _Level()
    leaves, spec = flatten(primals)
    inputs = [level.enter(x) for x in leaves]
    output, aux = _split_aux(func(*unflatten(inputs, spec)), has_aux, 'vjp(f, *primals)')
    outputs, out_spec = _only_tensors(output, 'vjp(f, *primals)')
    for t in outputs:
        if not (t.is_floating_point() or t.is_complex()):
            raise RuntimeError(f'vjp(f, ...): All outputs of f must be floating-point or complex Tensors, got Tensor with dtype {t.dtype}')
    return level, inputs, spec, outputs, out_spec, aux


def vjp(func, *primals, has_aux=False):
    """func(*primals), and the function that multiplies cotangents with its Jacobian there."""
    with torch.enable_grad():
        level, inputs, spec, outputs, out_spec, aux = _vjp(func, primals, has_aux)

    def vjp_fn(cotangents, retain_graph=True, create_graph=None):
        create_graph = torch.is_grad_enabled() if create_graph is None else create_graph
        given, given_spec = flatten(cotangents)
        if given_spec != out_spec:
            raise RuntimeError('Expected pytree structure of cotangents to be the same as pytree structure of outputs to the function. '
                               f'cotangents: {given_spec.plain()}, primal output: {out_spec.plain()}')
        found = _gradients(outputs, inputs, given, create_graph, retain_graph)
        return unflatten([level.leave(g) if not any(isinstance(c, torch.Tensor) and c.requires_grad for c in given) else g for g in found], spec)
    value = unflatten([level.leave(t) for t in outputs], out_spec)
    return (value, vjp_fn, tree_map(level.leave, aux)) if has_aux else (value, vjp_fn)


def _pushed(outputs, inputs, tangents):
    """Tangents of the outputs: products with a Jacobian are linear in the cotangents, and their derivative by these is its transpose."""
    recorded = [o for o in outputs if o.requires_grad]
    if not recorded:
        return [torch.zeros_like(o) for o in outputs]
    by = [torch.zeros_like(o).requires_grad_() for o in recorded]
    products = torch.autograd.grad(recorded, inputs, by, create_graph=True, allow_unused=True)
    pairs = [(p, t) for p, t in zip(products, tangents) if p is not None and p.requires_grad]
    found = [None] * len(by)
    if pairs:
        found = torch.autograd.grad([p for p, _ in pairs], by, [t for _, t in pairs], create_graph=True, allow_unused=True)
    found = iter([torch.zeros_like(o) if g is None else g for o, g in zip(recorded, found)])
    return [next(found) if o.requires_grad else torch.zeros_like(o) for o in outputs]


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """func(*primals), and the product of its Jacobian there with the tangents."""
    who = 'jvp(f, primals, tangents)'
    if not isinstance(primals, tuple):
        raise RuntimeError(f'{who}: Expected primals to be a tuple. E.g. it should be valid to call f(*primals).')
    leaves, spec = flatten(primals)
    given, given_spec = flatten(tangents)
    if spec != given_spec:
        raise RuntimeError(f'{who}: Expected primals and tangents to have the same python structure. For example, if primals is a tuple of 3 '
                           f'tensors, tangents also must be. Got primals with structure {spec} and tangents with structure {given_spec}')
    for name, values in (('primals', leaves), ('tangents', given)):
        if not values:
            raise RuntimeError(f'{who}: Expected {name} to contain at least one Tensor.')
        for x in values:
            if not isinstance(x, torch.Tensor):
                raise RuntimeError(f'{who}: Expected {name} to only contain Tensors, got {type(x)}')
    for x, t in zip(leaves, given):
        if x.shape != t.shape:
            raise RuntimeError('Trying to set a forward gradient that has a different size than that of the original Tensor, this is not supported. '
                               f'Tensor is of size {list(x.shape)} while the given forward gradient is of size {list(t.shape)}.')
    level = _Level()
    with torch.enable_grad():
        inputs = [level.enter(x) for x in leaves]
        output, aux = _split_aux(func(*unflatten(inputs, spec)), has_aux, who)
        outputs, out_spec = _only_tensors(output, who)
        if strict and not all(o.requires_grad for o in outputs):
            raise RuntimeError(f'{who}: The output of f is independent of the inputs. This is not allowed with strict=True.')
        pushed = _pushed(outputs, inputs, given)
    result = (unflatten([level.leave(t) for t in outputs], out_spec), unflatten([_leave_tangent(level, t, given) for t in pushed], out_spec))
    return result + (tree_map(level.leave, aux),) if has_aux else result


def _leave_tangent(level, t, given):
    return t if any(g.requires_grad for g in given) else level.leave(t)


def _rows(t):
    """The unit vectors of t's shape."""
    n = t.numel()
    return torch.eye(n, dtype=t.dtype).reshape((n,) + tuple(t.shape)).unbind(0)


def jacrev(func, argnums=0, *, has_aux=False):
    """The function that computes the Jacobian of func, row by row."""
    @functools.wraps(func)
    def wrapper(*args):
        with torch.enable_grad():
            chosen = _chosen(args, argnums)
            primals = (chosen,) if isinstance(argnums, int) else chosen
            level, inputs, spec, outputs, out_spec, aux = _vjp(
                lambda *new: func(*_replaced(args, argnums, new[0] if isinstance(argnums, int) else new)), primals, has_aux)
            jacobians = []
            for o in outputs:
                rest = [None if t is o else torch.zeros_like(t) for t in outputs]
                rows = [_gradients(outputs, inputs, [e if r is None else r for r in rest], True) for e in _rows(o)]
                blocks = [torch.stack(column).reshape(tuple(o.shape) + tuple(x.shape)) if rows else x.new_zeros(tuple(o.shape) + tuple(x.shape))
                          for x, column in zip(inputs, zip(*rows) if rows else [()] * len(inputs))]
                tree = unflatten([level.leave(b) for b in blocks], spec)
                jacobians.append(tree[0] if isinstance(argnums, int) else tree)
        result = unflatten(jacobians, out_spec)
        return (result, tree_map(level.leave, aux)) if has_aux else result
    return wrapper


def jacfwd(func, argnums=0, has_aux=False, *, randomness='error'):
    """The function that computes the Jacobian of func, column by column."""
    @functools.wraps(func)
    def wrapper(*args):
        level = _Level()
        with torch.enable_grad():
            chosen = _chosen(args, argnums)
            leaves, spec = flatten((chosen,) if isinstance(argnums, int) else chosen)
            for x in leaves:
                x.numel()
            inputs = [level.enter(x) for x in leaves]
            new = unflatten(inputs, spec)
            output, aux = _split_aux(func(*_replaced(args, argnums, new[0] if isinstance(argnums, int) else new)), has_aux,
                                     'jvp(f, primals, tangents)')
            outputs, out_spec = _only_tensors(output, 'jvp(f, primals, tangents)')
            blocks = [[] for _ in outputs]      # of each output: one for each input
            for i, x in enumerate(inputs):
                columns = [_pushed(outputs, [x], [e]) for e in _rows(x)]
                for o, block, column in zip(outputs, blocks, zip(*columns) if columns else [()] * len(outputs)):
                    shape = tuple(o.shape) + tuple(x.shape)
                    block.append(level.leave(torch.stack(column, -1).reshape(shape) if columns else o.new_zeros(shape)))
        trees = [unflatten(b, spec) for b in blocks]
        result = unflatten([t[0] if isinstance(argnums, int) else t for t in trees], out_spec)
        return (result, tree_map(level.leave, aux)) if has_aux else result
    return wrapper


def hessian(func, argnums=0):
    """The function that computes the second derivatives of func."""
    return jacfwd(jacrev(func, argnums), argnums)


def functionalize(func, *, remove='mutations'):
    raise NotImplementedError('functorch.functionalize')
