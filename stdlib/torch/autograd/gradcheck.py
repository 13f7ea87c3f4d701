"""Checking gradients against central differences, one element at a time."""
import _not_built
import torch
from torch.autograd.function import Function


class GradcheckError(RuntimeError):
    """A gradient differs from its finite difference."""


def _tensors(x):
    return [t for t in (x if isinstance(x, (tuple, list)) else (x,)) if isinstance(t, torch.Tensor)]


def _outputs(x):
    return [t for t in _tensors(x) if t.is_floating_point() or t.is_complex()]


def _difference(call, i, x, eps):
    """Jacobian (elements of x, elements of real output i) by central differences; complex x: d/dre + j d/dim."""
    flat = x.data
    rows = []
    for place in torch.ones(x.shape).nonzero().tolist() if x.dim() else [[]]:
        at = tuple(place)
        old = flat[at].clone()
        row = 0
        for step in (eps, eps * 1j) if x.is_complex() else (eps,):
            flat[at] = old + step
            up = call()[i].detach().reshape(-1).clone()
            flat[at] = old - step
            down = call()[i].detach().reshape(-1).clone()
            flat[at] = old
            slope = (up - down) / (2 * eps)
            row = row + (slope if step is eps else slope * 1j)
        rows.append(row)
    width = call()[i].numel()
    return torch.stack(rows) if rows else torch.zeros(0, width, dtype=x.dtype)


def _parts(outs):
    """Real tensors only: complex ones as real and imaginary part."""
    return [p for o in outs for p in ((o.real, o.imag) if o.is_complex() else (o,))]


def _analytic(call, i, xs, transposed=True):
    """The same for every input by backward passes, one per element of output i."""
    n = call()[i].numel()
    columns = [[] for _ in xs]
    for k in range(n):
        out = call()[i]
        gs = torch.autograd.grad(out.reshape(-1)[k], xs, retain_graph=True, allow_unused=True)
        for column, x, g in zip(columns, xs, gs):
            column.append(torch.zeros(x.numel(), dtype=x.dtype) if g is None else g.detach().reshape(-1))
    return [torch.stack(c, 1) if c else torch.zeros(x.numel(), 0, dtype=x.dtype) for c, x in zip(columns, xs)]


def _check(func, inputs, eps, atol, rtol, nondet_tol):
    xs = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]
    if not xs:
        raise ValueError('gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.')

    def call():
        return _parts(_outputs(func(*inputs)))
    outs = call()
    if not any(o.requires_grad for o in outs):
        for i in range(len(outs)):
            for x in xs:
                if not torch.allclose(_difference(call, i, x, eps), torch.zeros((), dtype=x.dtype), rtol, atol):
                    raise GradcheckError('Numerical gradient for function expected to be zero')
        return
    for i, out in enumerate(outs):
        if not out.requires_grad:
            continue
        analytic = _analytic(call, i, xs)
        again = _analytic(call, i, xs) if nondet_tol == 0 else analytic
        for j, x in enumerate(xs):
            numeric = _difference(call, i, x, eps)
            if not torch.allclose(analytic[j], numeric.to(analytic[j].dtype), rtol, atol):
                raise GradcheckError(f'Jacobian mismatch for output {i} with respect to input {j},\n'
                                     f'numerical:{numeric}\nanalytical:{analytic[j]}\n')
            if not torch.equal(analytic[j], again[j]):
                raise GradcheckError('Backward is not reentrant, i.e., running backward with same input and grad_output multiple times '
                                     'gives different values, although analytical gradient matches numerical gradient.The tolerance for '
                                     f'nondeterminism was {nondet_tol}.\n')


def _directions(xs):
    """A direction of length 1 for each input, random but the same each time."""
    g = torch.Generator().manual_seed(7)
    out = []
    for x in xs:
        v = torch.complex(*(torch.rand(x.shape, generator=g, dtype=torch.float64) + 0.1 for _ in 'ri')) if x.is_complex() else \
            torch.rand(x.shape, generator=g, dtype=torch.float64) + 0.1
        out.append((v / v.norm() if v.numel() else v).to(x.dtype))
    return out


def _check_fast(func, inputs, eps, atol, rtol):
    """One number for each output and input: the change along a direction, as weighted by another in the output."""
    xs = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]
    if not xs:
        raise ValueError('gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.')

    def call():
        return _parts(_outputs(func(*inputs)))
    outs = call()
    weights = _directions(outs)
    for i in range(len(outs)):
        out = call()[i]
        if out.requires_grad:
            gs = torch.autograd.grad(out, xs, weights[i], retain_graph=True, allow_unused=True)
        else:
            gs = [None] * len(xs)
        for j, (x, v, g) in enumerate(zip(xs, _directions(xs), gs)):
            flat, old = x.data, x.detach().clone()
            flat.copy_(old + eps * v)
            up = call()[i].detach().clone()
            flat.copy_(old - eps * v)
            down = call()[i].detach().clone()
            flat.copy_(old)
            numeric = ((up - down) * weights[i]).sum() / (2 * eps)
            analytic = torch.zeros(()) if g is None else (g.detach().conj() * v).sum()
            analytic = analytic.real if analytic.is_complex() else analytic
            if not torch.allclose(analytic.to(numeric.dtype), numeric, rtol, atol):
                raise GradcheckError(f'Jacobian mismatch for output {i} with respect to input {j},\n'
                                     f'numerical:{numeric}\nanalytical:{analytic}\n')


_NOTES = 'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"'


class _Undefined(Function):
    """The same tensor, through which no gradient comes back: not zeros, none."""
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return None


def _check_undefined(func, inputs):
    """Backward has to take missing gradients, of all outputs and of one at a time, for zeros."""
    xs = [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]
    n = len([o for o in _outputs(func(*inputs)) if o.requires_grad])
    for undefined in [set(range(n))] + [{i} for i in range(n) if n > 1]:
        outs = [o for o in _outputs(func(*inputs)) if o.requires_grad]
        outs = [_Undefined.apply(o) if i in undefined else o for i, o in enumerate(outs)]
        try:
            grads = torch.autograd.grad(outs, xs, [torch.zeros_like(o) for o in outs], allow_unused=True) if outs else ()
        except RuntimeError as error:
            raise GradcheckError('Expected backward function to handle undefined output grads. ' + _NOTES) from error
        if any(g is not None and not g.eq(0).all() for g in grads):
            raise GradcheckError('Expected all input grads to be undefined or zero when all output grads are undefined or zero. ' + _NOTES)


def _refuse(function, **checks):
    """The checks asked for that need forward mode or vmap."""
    for name, wanted in checks.items():
        if wanted:
            raise NotImplementedError(f'torch.autograd.{function}({name}=True) is not built yet')


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, check_sparse_nnz=False, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False,
              check_forward_ad=False, check_backward_ad=True, fast_mode=False):
    """True if func's analytic gradients at inputs (float64, requires_grad) agree with differences.
    check_grad_dtypes finds nothing: gradients are always brought to the dtype of what they are for."""
    if not check_forward_ad and not check_backward_ad:
        raise AssertionError('Expected at least one of check_forward_ad or check_backward_ad to be True')
    _refuse('gradcheck', check_batched_grad=check_batched_grad, check_batched_forward_grad=check_batched_forward_grad,
            check_forward_ad=check_forward_ad)
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    try:
        if fast_mode:
            _check_fast(func, inputs, eps, atol, rtol)
        else:
            _check(func, inputs, eps, atol, rtol, nondet_tol)
        if check_undefined_grad:
            _check_undefined(func, inputs)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
                  check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False):
    """gradcheck of func's gradient, as a function of its inputs and of the results' gradients."""
    _refuse('gradgradcheck', check_batched_grad=check_batched_grad, check_fwd_over_rev=check_fwd_over_rev)
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    if grad_outputs is None:
        outs = [o for o in _outputs(func(*inputs)) if o.requires_grad]
        gs = tuple(torch.randn_like(o.detach()).requires_grad_() for o in outs)
    else:
        gs = tuple(grad_outputs) if isinstance(grad_outputs, (tuple, list)) else (grad_outputs,)
    n = len(gs)

    def gradient(*args):
        args, weights = args[:-n], args[-n:]
        with torch.enable_grad():
            outs = [o for o in _outputs(func(*args)) if o.requires_grad]
            xs = [x for x in args if isinstance(x, torch.Tensor) and x.requires_grad]
            found = torch.autograd.grad(outs, xs, weights, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)
    return gradcheck(gradient, inputs + gs, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception, nondet_tol=nondet_tol,
                     check_undefined_grad=check_undefined_grad, fast_mode=fast_mode)


__getattr__ = _not_built.of(__name__)
