"""Jacobians, Hessians and products with them, computed with backward passes or by forward mode."""
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


def _untuple_all(rows, outer, inner):
    """The two levels of rows as tuples, or what is in them."""
    return _untuple(tuple(_untuple(tuple(row), inner) for row in rows), outer)


def _vector(v, like, was, what, where):
    """The v given to `where`, as a tuple that fits; None (ones will do) if it was not given and need not be."""
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f'The vector v can only be None if {what}.')
        return None
    v, _ = _tuple(v, 'v', where)
    if len(v) != len(like):
        if was:
            raise RuntimeError(f'v is a tuple of invalid length: should be {len(like)} but got {len(v)}.')
        raise RuntimeError('The given v should contain a single Tensor.')
    for i, (a, b) in enumerate(zip(v, like)):
        if a.size() != b.size():
            raise RuntimeError(f"{f'Entry {i} in ' if was else ''}v has invalid size: should be {b.size()} but got {a.size()}.")
    return v


_SINGLE_INPUT = 'the input to the user-provided function is a single Tensor with a single element'

# In strict mode: what to say of entry {0} if it does not depend on what it should.
_CONSTANT = {
    'outputs': 'Output {0} of the user-provided function does not require gradients. The outputs must be computed in a differentiable manner from '
               'the input when running in strict mode.',
    'gradients': 'The gradient with respect to input {0} is independent of the inputs of the user-provided function. This is not allowed in strict '
                 'mode.',
    'jacobian': 'While computing the hessian, found that the jacobian of the user-provided function with respect to input {0} is independent of '
                'the input. This is not allowed in strict mode. You should ensure that your function is twice differentiable and that the jacobian '
                'depends on the inputs (this would be violated by a linear function for example).'}
# Of a product: what to say if it is missing, and if it has no history though one is wanted.
_NO_INPUT = 'The output of the user-provided function is independent of input {0}. This is not allowed in strict mode.'
_NO_HISTORY = 'The {1} of the user-provided function is independent of input {0}. This is not allowed in strict mode when create_graph=True.'
_MISSING = {
    'vjp': _NO_INPUT,
    'jvp': 'The gradient with respect to the input is independent of entry {0} in the grad_outputs when using the double backward trick to compute '
           'forward mode gradients. This is not allowed in strict mode.',
    'vhp': 'The jacobian of the user-provided function is independent of input {0}. This is not allowed in strict mode.',
    'hvp': 'The hessian of the user-provided function is independent of entry {0} in the grad_jacobian. This is not allowed in strict mode as it '
           'prevents from using the double backward trick to replace forward mode AD.'}


def _depend(items, kind, strict):
    for i, item in enumerate(items if strict else ()):
        if item is None:
            raise RuntimeError(_NO_INPUT.format(i))
        if not item.requires_grad:
            raise RuntimeError(_CONSTANT[kind].format(i))


def _grads(outs, xs, weights=None, **options):
    """grad() that passes over outputs without a history; None where nothing comes back."""
    pairs = [(o, w) for o, w in zip(outs, weights or (None,) * len(outs)) if o is not None and o.requires_grad]
    if not pairs:
        return (None,) * len(xs)
    return torch.autograd.grad([o for o, _ in pairs], xs, [w for _, w in pairs], allow_unused=True, **options)


def _filled(gradients, like, where, strict, create_graph):
    """gradients with zeros for what is missing, in strict mode an error."""
    for i, g in enumerate(gradients if strict else ()):
        if g is None:
            raise RuntimeError(_MISSING[where].format(i))
        if create_graph and not g.requires_grad:
            raise RuntimeError(_NO_HISTORY.format(i, 'jacobian' if where in ('vjp', 'jvp') else 'hessian'))
    return tuple(torch.zeros_like(x) if g is None else g for g, x in zip(gradients, like))


def _zero_weights(like):
    """To differentiate by: what is linear in them does not care what they are."""
    return tuple(torch.zeros_like(x, requires_grad=True) for x in like)


def _finish(outs, out_was, products, was, create_graph):
    return _untuple(_plain(outs, create_graph), out_was), _untuple(_plain(products, create_graph), was)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of v with the Jacobian."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'vjp')
        xs = _leaves(inputs, create_graph)
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'vjp')
        _depend(outs, 'outputs', strict)
        v = _vector(v, outs, out_was, 'the user-provided function returns a single Tensor with a single element', 'vjp')
    with torch.set_grad_enabled(bool(create_graph) or torch.is_grad_enabled()):
        products = _filled(_grads(outs, xs, v, create_graph=create_graph), xs, 'vjp', strict, create_graph)
    return _finish(outs, out_was, products, was, create_graph)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of the Jacobian with v: by differentiating a vjp with respect to its vector."""
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'jvp')
        xs = _leaves(inputs, create_graph)
        v = _vector(v, xs, was, _SINGLE_INPUT, 'jvp')
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'jvp')
        _depend(outs, 'outputs', strict)
        weights = _zero_weights(outs)
        gradients = _grads(outs, xs, weights, create_graph=True)
        _depend(gradients, 'gradients', strict)
    with torch.set_grad_enabled(bool(create_graph) or torch.is_grad_enabled()):
        products = _filled(_grads(gradients, weights, v, create_graph=create_graph), outs, 'jvp', strict, create_graph)
    return _finish(outs, out_was, products, out_was, create_graph)


def _basis(tensors):
    """For each tensor a matrix, whose rows step through the elements of all of them."""
    sizes, before, parts = [t.numel() for t in tensors], 0, []
    for t, n in zip(tensors, sizes):
        part = t.new_zeros((sum(sizes), n))
        part.diagonal(-before).fill_(1)
        parts.append(part)
        before += n
    return parts


def _forward_jacobian(func, inputs, strict, vectorize):
    """Column by column, by forward mode."""
    if strict:
        raise RuntimeError('torch.autograd.functional.jacobian: `strict=True` and `strategy="forward-mode"` are not supported together (yet). '
                           'Please either set `strict=False` or `strategy="reverse-mode"`.')
    inputs, was = _tuple(inputs, 'inputs', 'jacobian')
    if not vectorize:
        raise NotImplementedError('Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for `vectorize=True`.')
    forward_ad, columns, outs, out_was = torch.autograd.forward_ad, [], None, False
    directions = _basis(inputs)
    for k in range(sum(x.numel() for x in inputs)):
        with forward_ad.dual_level():
            duals = tuple(forward_ad.make_dual(x, d[k].view_as(x)) for x, d in zip(inputs, directions))
            results, out_was = _tuple(func(*duals), 'outputs', None)
            pairs = [forward_ad.unpack_dual(o) for o in results]
            outs = [value for value, _ in pairs]
            columns.append([torch.zeros_like(value) if moved is None else moved for value, moved in pairs])
    numels, rows = [x.numel() for x in inputs], []
    for out, column in zip(outs or (), zip(*columns)):
        parts = torch.stack(column).split(numels, 0)
        rows.append([p.permute(*range(1, p.dim()), 0).reshape(out.shape + x.shape) for p, x in zip(parts, inputs)])
    # lists, as PyTorch's here
    return _untuple(rows if was else tuple(row[0] for row in rows), out_was)


def _rows_at_once(outs, xs, create_graph):
    """For each output the Jacobians by each of xs, by one batch of gradients."""
    sizes = [o.numel() for o in outs]
    found = _grads(tuple(o.reshape(-1) for o in outs), xs, _basis(outs), create_graph=create_graph, is_grads_batched=True)
    found = [x.new_zeros(()).expand((sum(sizes),) + x.shape) if g is None else g for g, x in zip(found, xs)]
    columns = [[p.view(o.shape + x.shape) for p, o in zip(g.split(sizes, 0), outs)] for g, x in zip(found, xs)]
    return [tuple(row) for row in zip(*columns)]


def _rows_one_by_one(outs, xs, create_graph, strict):
    rows = []
    for i, o in enumerate(outs):
        per_input = [[] for _ in xs]
        for j in range(o.numel()):
            for k, (found, x, g) in enumerate(zip(per_input, xs, _grads((o.reshape(-1)[j],), xs, retain_graph=True, create_graph=create_graph))):
                if strict and g is None:
                    raise RuntimeError(f'Output {i} of the user-provided function is independent of input {k}. This is not allowed in strict mode.')
                if strict and create_graph and not g.requires_grad:
                    raise RuntimeError(_NO_HISTORY.format(i, 'jacobian'))
                found.append(torch.zeros_like(x) if g is None else g)
        rows.append(tuple(torch.stack(p).view(o.size() + x.size()) for p, x in zip(per_input, xs)))
    return rows


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy='reverse-mode'):
    """d func / d inputs: for one input and one output a tensor of shape out.shape + in.shape."""
    if strategy not in ('forward-mode', 'reverse-mode'):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs than '
                             'inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".')
    if strategy == 'forward-mode':
        if create_graph:
            raise NotImplementedError('torch.autograd.functional.jacobian: `create_graph=True` and `strategy="forward-mode"` are not supported '
                                      'together (yet). Please either set `create_graph=False` or `strategy="reverse-mode"`.')
        return _forward_jacobian(func, inputs, strict, vectorize)
    with torch.enable_grad():
        inputs, was = _tuple(inputs, 'inputs', 'jacobian')
        xs = _leaves(inputs, create_graph)
        outs, out_was = _tuple(func(*xs), 'outputs of the user-provided function', 'jacobian')
        _depend(outs, 'outputs', strict)
        if vectorize and strict:
            raise RuntimeError('torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. Please either '
                               'set `strict=False` or `vectorize=False`.')
        rows = _rows_at_once(outs, xs, create_graph) if vectorize else _rows_one_by_one(outs, xs, create_graph, strict)
        return _untuple_all([_plain(row, create_graph) for row in rows], out_was, was)


def _one_number(func, xs, where, strict):
    """func(*xs), which has to be one tensor of one element."""
    out = func(*xs)
    outs, was = _tuple(out, 'outputs of the user-provided function', where)
    _depend(outs, 'outputs', strict)
    if was:
        raise RuntimeError(f'The function given to {where} should return a single Tensor')
    if out.numel() != 1:
        raise RuntimeError(f'The Tensor returned by the function given to {where} should contain a single element')
    return out


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy='reverse-mode'):
    """Second derivatives of a function with a one-element result."""
    inputs, was = _tuple(inputs, 'inputs', 'hessian')
    if outer_jacobian_strategy not in ('forward-mode', 'reverse-mode'):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def gradient(*xs):
        if outer_jacobian_strategy == 'forward-mode':
            xs = tuple(x.requires_grad_(True) for x in xs)
        found = jacobian(lambda *ys: _one_number(func, ys, 'hessian', strict).squeeze(), xs, create_graph=True)
        _depend(found, 'jacobian', strict)
        return found
    rows = jacobian(gradient, inputs, create_graph=create_graph, strict=strict, vectorize=vectorize, strategy=outer_jacobian_strategy)
    return rows if was else rows[0][0]


def _gradient_at(func, inputs, v, create_graph, strict, where):
    """What vhp and hvp begin with: leaves, v, func's result and its gradient."""
    inputs, was = _tuple(inputs, 'inputs', where)
    xs = _leaves(inputs, create_graph)
    v = _vector(v, xs, was, _SINGLE_INPUT, where)
    out = _one_number(func, xs, where, strict)
    gradient = _grads((out,), xs, create_graph=True)
    _depend(gradient, 'jacobian', strict)
    return xs, was, v, out, gradient


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of v with the Hessian."""
    with torch.enable_grad():
        xs, was, v, out, gradient = _gradient_at(func, inputs, v, create_graph, strict, 'vhp')
    with torch.set_grad_enabled(bool(create_graph) or torch.is_grad_enabled()):
        products = _filled(_grads(gradient, xs, v, create_graph=create_graph), xs, 'vhp', strict, create_graph)
    return _finish((out,), False, products, was, create_graph)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """func(inputs), and the product of the Hessian with v, by differentiating twice with respect to the vector."""
    with torch.enable_grad():
        xs, was, v, out, gradient = _gradient_at(func, inputs, v, create_graph, strict, 'hvp')
        weights = _zero_weights(xs)
        twice = _grads(gradient, xs, weights, create_graph=True)
    with torch.set_grad_enabled(bool(create_graph) or torch.is_grad_enabled()):
        products = _filled(_grads(twice, weights, v, create_graph=create_graph), xs, 'hvp', strict, create_graph)
    return _finish((out,), False, products, was, create_graph)


__getattr__ = _not_built.of(__name__)
