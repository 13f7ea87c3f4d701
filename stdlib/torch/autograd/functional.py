"""Jacobians, Hessians and products with them, computed row by row with backward passes."""
import torch


def _as_tuple(x):
    return x if isinstance(x, tuple) else (x,)


def _leaves(inputs, create_graph):
    return tuple(x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_() for x in _as_tuple(inputs))


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False):
    """d func / d inputs: for one input and one output a tensor of shape out.shape + in.shape."""
    single_in = not isinstance(inputs, tuple)
    with torch.enable_grad():
        xs = _leaves(inputs, create_graph)
        out = func(*xs)
        single_out = not isinstance(out, tuple)
        rows = []
        for o in _as_tuple(out):
            per_input = [[] for _ in xs]
            for j in range(o.numel()):
                gs = torch.autograd.grad(o.reshape(-1)[j], xs, retain_graph=True, create_graph=create_graph, allow_unused=True)
                for k, (x, g) in enumerate(zip(xs, gs)):
                    per_input[k].append(torch.zeros_like(x) if g is None else g)
            rows.append(tuple(torch.stack(p).view(o.size() + x.size()) for p, x in zip(per_input, xs)))
    result = tuple(r[0] if single_in else r for r in rows)
    return result[0] if single_out else result


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False):
    """Second derivatives of a function with a one-element result."""
    single = not isinstance(inputs, tuple)

    def gradient(*xs):
        out = func(*xs)
        gs = torch.autograd.grad(out, xs, create_graph=True)
        return gs[0] if single else gs
    return jacobian(gradient, inputs, create_graph=create_graph)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        xs = _leaves(inputs, create_graph)
        out = func(*xs)
        gs = torch.autograd.grad(_as_tuple(out), xs, None if v is None else _as_tuple(v), create_graph=create_graph, allow_unused=True)
    gs = tuple(torch.zeros_like(x) if g is None else g for x, g in zip(xs, gs))
    return out, gs if isinstance(inputs, tuple) else gs[0]
