"""Jacobians, Hessians and products with them, computed with backward passes."""
import _not_built
import torch

__all__ = ['vjp', 'jvp', 'jacobian', 'hessian', 'hvp', 'vhp']


def _tuple(x, name, where):
    """x as a tuple of tensors, and whether it was one."""
    was = isinstance(x, tuple)
    items = x if was else (x,)
    for i, item in enumerate(items):
        if not isinstance(item, torch.Tensor):
            if was:
                raise TypeError(f"The {name} given to {where} must be either a Tensor or a tuple of Tensors but the value at index {i} "
                                f"has type {type(item)}.")
            raise TypeError(f"The {name} given to {where} must be either a Tensor or a tuple of Tensors but the given {name} has type "
                            f"{type(item)}.")
    return items, was


def _untuple(items, was):
    return items if was else items[0]


def _leaves(inputs, create_graph):
    """Fresh tensors to differentiate by; with create_graph they keep their histories."""
    return tuple(x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_() for x in inputs)


def _plain(items, create_graph):
    return items if create_graph else tuple(x.detach() for x in items)


def _vector(v, like, was, what):
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {what}.")
        return tuple(torch.ones_like(x) for x in like)
    v, _ = _tuple(v, 'v', 'vjp')
    if len(v) != len(like):
        if was:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(like)} but got {len(v)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (a, b) in enumerate(zip(v, like)):
        if a.size() != b.size():
            start = f"Entry {i} in " if was else ""
            raise RuntimeError(f"{start}v has invalid size: should be {b.size()} but got {a.size()}.")
    return v


def _strict_outputs(outs, strict):
    for i, o in enumerate(outs):
        if strict and not o.requires_grad:
            raise RuntimeError(f"Output {i} of the user-provided function does not require gradients. The outputs must be computed in a "
                               "differentiable manner from the input when running in strict mode.")


def _grads(outs, xs, weights, create_graph, strict=False, which=None):
    """Gradients with zeros where there is none; outputs without a history count as constant."""
    pairs = [(o, w) for o, w in zip(outs, weights) if o.requires_grad]
    if not pairs:
        return tuple(torch.zeros_like(x) for x in xs)
    gs = torch.autograd.grad([o for o, _ in pairs], xs, [w for _, w in pairs], create_graph=create_graph, retain_graph=True, allow_unused=True)
    for i, g in enumerate(gs):
        if strict and g is None:
            output = 'The output' if which is None else f'Output {which}'
            raise RuntimeError(f"{output} of the user-provided function is independent of input {i}. This is not allowed in strict mode.")
    return tuple(torch.zeros_like(x) if g is None else g for x, g in zip(xs, gs))


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of v with the Jacobian."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'vjp')
        xs = _leaves(inputs, create_graph)
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'vjp')
        _strict_outputs(outs, strict)
        weights = _vector(v, outs, out_was, "the user-provided function returns a single Tensor with a single element")
        gs = _grads(outs, xs, weights, create_graph, strict)
    return _untuple(_plain(outs, create_graph), out_was), _untuple(_plain(gs, create_graph), was)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of the Jacobian with v: by differentiating a vjp with respect to its vector."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'jvp')
        xs = _leaves(inputs, create_graph)
        directions = _vector(v, xs, was, "the input to the user-provided function is a single Tensor with a single element")
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'jvp')
        _strict_outputs(outs, strict)
        dummies = tuple(torch.zeros_like(o, requires_grad=True) for o in outs)
        gs = _grads(outs, xs, dummies, True, strict)
        products = _grads(gs, dummies, directions, create_graph)
    return _untuple(_plain(outs, create_graph), out_was), _untuple(_plain(products, create_graph), out_was)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy='reverse-mode'):
    """d func / d inputs: for one input and one output a tensor of shape out.shape + in.shape."""
    if strategy not in ('forward-mode', 'reverse-mode'):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs than '
                             'inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".')
    if strategy == 'forward-mode':    # computed backwards all the same
        if create_graph:
            raise NotImplementedError('torch.autograd.functional.jacobian: `create_graph=True` and `strategy="forward-mode"` are not supported '
                                      'together (yet). Please either set `create_graph=False` or `strategy="reverse-mode"`.')
        if not vectorize:
            raise NotImplementedError('Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for '
                                      '`vectorize=True`.')
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'jacobian')
        xs = _leaves(inputs, create_graph)
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'jacobian')
        _strict_outputs(outs, strict)
        rows = []
        for i, o in enumerate(outs):
            per_input = [[] for _ in xs]
            for j in range(o.numel()):
                for found, g in zip(per_input, _grads((o.reshape(-1)[j],), xs, (None,), create_graph, strict, i)):
                    found.append(g)
            rows.append(tuple((torch.stack(p) if p else x.new_zeros((0,) + x.shape)).view(o.size() + x.size())
                              for p, x in zip(per_input, xs)))
        rows = [_plain(r, create_graph) for r in rows]
    return _untuple(tuple(_untuple(r, was) for r in rows), out_was)


def _one_number(func, xs):
    out = func(*xs)
    (out,), was = _tuple(out, 'outputs of the user-provided function', 'hessian')
    if was:
        raise RuntimeError("The function given to hessian should return a single Tensor")
    if out.numel() != 1:
        raise RuntimeError("The Tensor returned by the function given to hessian should contain a single element")
    return out.squeeze()


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy='reverse-mode'):
    """Second derivatives of a function with a one-element result."""
    if outer_jacobian_strategy not in ('forward-mode', 'reverse-mode'):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')
    inputs, was = _tuple(inputs, 'inputs', 'hessian')

    def gradient(*xs):
        gs = _grads((_one_number(func, xs),), xs, (None,), True, strict)
        return gs
    rows = jacobian(gradient, inputs, create_graph=create_graph, vectorize=vectorize, strategy=outer_jacobian_strategy)
    return rows if was else rows[0][0]


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of v with the Hessian."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'vhp')
        xs = _leaves(inputs, create_graph)
        weights = _vector(v, xs, was, "the input to the user-provided function is a single Tensor with a single element")
        out = _one_number(func, xs)
        gs = _grads((out,), xs, (None,), True, strict)
        products = _grads(gs, xs, weights, create_graph)
    return _plain((out,), create_graph)[0], _untuple(_plain(products, create_graph), was)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of the Hessian with v, by differentiating twice with respect to the vector."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'hvp')
        xs = _leaves(inputs, create_graph)
        weights = _vector(v, xs, was, "the input to the user-provided function is a single Tensor with a single element")
        out = _one_number(func, xs)
        gs = _grads((out,), xs, (None,), True, strict)
        dummies = tuple(torch.zeros_like(g, requires_grad=True) for g in gs)
        twice = _grads(gs, xs, dummies, True)
        products = _grads(twice, dummies, weights, create_graph)
    return _plain((out,), create_graph)[0], _untuple(_plain(products, create_graph), was)


__getattr__ = _not_built.of(__name__)
