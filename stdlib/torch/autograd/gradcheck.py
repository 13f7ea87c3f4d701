"""Checking gradients against central differences."""
import torch


class GradcheckError(RuntimeError):
    """A gradient differs from its finite difference."""


def _tensors(x):
    return [t for t in (x if isinstance(x, (tuple, list)) else (x,)) if isinstance(t, torch.Tensor)]


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, **kwargs):
    """True if func's analytic gradients at inputs (float64, requires_grad) agree with differences."""
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    xs = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]
    if not xs:
        raise ValueError('gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.')
    outs = [o for o in _tensors(func(*inputs)) if o.requires_grad]
    for i, out in enumerate(outs):
        for j, x in enumerate(xs):
            numeric = torch.zeros(x.numel(), out.numel(), dtype=out.dtype)
            flat = x.data.view(-1)
            for k in range(x.numel()):
                old = flat[k].item()
                with torch.no_grad():
                    flat[k] = old + eps
                    up = _tensors(func(*inputs))[i].detach().reshape(-1).clone()
                    flat[k] = old - eps
                    down = _tensors(func(*inputs))[i].detach().reshape(-1).clone()
                    flat[k] = old
                numeric[k] = (up - down) / (2 * eps)
            analytic = torch.zeros_like(numeric)
            for k in range(out.numel()):
                again = [o for o in _tensors(func(*inputs)) if o.requires_grad][i]
                g, = torch.autograd.grad(again.reshape(-1)[k], [x], allow_unused=True)
                if g is not None:
                    analytic[:, k] = g.reshape(-1)
            if not torch.allclose(analytic, numeric, rtol, atol):
                if raise_exception:
                    raise GradcheckError(f'Jacobian mismatch for output {i} with respect to input {j},\nnumerical:{numeric}\nanalytical:{analytic}\n')
                return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, **kwargs):
    """gradcheck of func's gradient."""
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    kwargs.pop('gen_non_contig_grad_outputs', None)

    def gradient(*args):
        outs = [o for o in _tensors(func(*args)) if o.requires_grad]
        xs = [x for x in args if isinstance(x, torch.Tensor) and x.requires_grad]
        return torch.autograd.grad(outs, xs, [torch.ones_like(o) for o in outs], create_graph=True, allow_unused=True)
    return gradcheck(gradient, inputs, **kwargs)
