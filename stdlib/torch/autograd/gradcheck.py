"""Checking gradients, of backward and of forward mode, against central differences."""
from itertools import product
import warnings

import _not_built
import torch
from torch.autograd.function import Function
from ._gradcheck_texts import batched_forward_failed, batched_grad_failed, not_reentrant, only_fast_failed, slow_mode_found

__all__ = ['gradcheck', 'gradgradcheck', 'GradcheckError']


class GradcheckError(RuntimeError):
    """A gradient differs from its finite difference, or a rule for gradients is broken."""


def _as_tuple(x):
    return x if isinstance(x, tuple) else tuple(x) if isinstance(x, list) else (x,)


def _inexact(t):
    return isinstance(t, torch.Tensor) and (t.is_floating_point() or t.is_complex())


def _differentiable(x):
    return tuple(o for o in _as_tuple(x) if o.requires_grad)


def _wanted(inputs):
    """Places and tensors of the inputs that gradients are wanted of."""
    pairs = [(i, t) for i, t in enumerate(inputs) if isinstance(t, torch.Tensor) and t.requires_grad]
    return [i for i, _ in pairs], [t for _, t in pairs]


def _places(t):
    return product(*(range(n) for n in t.size()))


class _Job:
    """What is checked, of which results, with which tolerances. part: of complex numbers only this one is looked at, at `complex_places`."""

    def __init__(self, func, func_out, inputs, outputs, options, complex_places=(), part='real', forward=False):
        self.func, self.func_out, self.inputs, self.outputs = func, _as_tuple(func_out), tuple(inputs), outputs
        self.options, self.complex_places, self.part, self.forward = options, complex_places, part, forward

    def mismatch(self, analytical, numerical, output, input):
        if (input if self.forward else output) in self.complex_places:
            prefix = f"While considering the {self.part} part of complex {'inputs' if self.forward else 'outputs'} only, "
        else:
            prefix = ''
        mode = 'computed with forward mode ' if self.forward else ''
        return (f'{prefix}Jacobian {mode}mismatch for output {output} with respect to input {input},\nnumerical:{numerical!s}\n'
                f'analytical:{analytical!s}\n')


# ---- differences ----

def _same_kind(before, after, eps, place):
    at = '' if place is None else 'on index {idx} '    # PyTorch does not fill it in
    for what, a, b in (('shape', before.shape, after.shape), ('dtype', before.dtype, after.dtype)):
        if a != b:
            raise AssertionError(f'Expected `func` to return outputs with the same {what} when inputs are perturbed {at}by {eps}, but got: '
                                 f'{what}s {a} and {b}.')


def _slopes(call, entry, step, eps, place=None):
    """How all results of call change along step in entry, which is written and put back."""
    old = entry.clone()
    entry.copy_(old - step)
    low = call()
    entry.copy_(old + step)
    high = call()
    entry.copy_(old)
    found = []
    for a, b in zip(low, high):
        _same_kind(a, b, eps, place)
        found.append(((b - a) / (2 * eps)).detach().reshape(-1))
    return found


def _complex_slopes(call, entry, steps, eps, place=None):
    """The same for a complex entry: along the real axis, and with the factor j along the imaginary one."""
    real, imag = (_slopes(call, entry, step, eps, place) for step in (steps[0], steps[1] * 1j))
    return [a + b * 1j for a, b in zip(real, imag)]


def _caller(func, inputs):
    return lambda: tuple(o.clone() for o in _as_tuple(func(*inputs)))


def _numerical(func, inputs, outputs, eps, forward=False):
    """For each wanted input a Jacobian (elements of the input, elements of the output) for each output."""
    if not forward and any(o.is_complex() for o in outputs):
        raise ValueError('Expected output to be non-complex. get_numerical_jacobian no longer supports functions that return complex outputs.')
    call, found = _caller(func, inputs), []
    for x in _wanted(inputs)[1]:
        jacobians = [o.new_zeros((x.numel(), o.numel()), dtype=x.dtype if x.is_complex() else o.dtype) for o in outputs if _inexact(o)]
        entries = x.data
        for row, place in enumerate(_places(x)):
            entry = entries[place]
            slopes = _complex_slopes(call, entry, (eps, eps), eps, place) if x.is_complex() else _slopes(call, entry, eps, eps, place)
            for j, slope in zip(jacobians, slopes):
                j[row] = slope
        found.append(tuple(jacobians))
    return found


# ---- by backward passes ----

def _columns(inputs, rows, n):
    """Gradients, for each input a list of n, as Jacobians, and whether the types and the sizes are the inputs'."""
    xs = _wanted(inputs)[1]
    jacobians, same_types, same_sizes = [x.new_zeros((x.numel(), n)) for x in xs], True, True
    for x, jacobian, gradients in zip(xs, jacobians, rows):
        for j, g in enumerate(gradients):
            if g is None:
                continue
            same_sizes &= g.size() == x.size()
            same_types &= g.size() != x.size() or g.dtype == x.dtype
            jacobian[:, j] = g.reshape(-1)
    return jacobians, same_types, same_sizes


def _backward_rows(inputs, output, direction):
    """The gradients of all inputs for each element of output, or for one direction in it."""
    xs = _wanted(inputs)[1]
    rows = [[] for _ in xs]

    def run(weights):
        for row, g in zip(rows, torch.autograd.grad(output, xs, weights, retain_graph=True, allow_unused=True)):
            row.append(g.clone() if isinstance(g, torch.Tensor) else None)
    if direction is not None:
        run(direction.reshape(output.shape))
        return rows
    weights = torch.zeros_like(output, memory_format=torch.contiguous_format)
    flat = weights.view(-1)
    for j in range(flat.numel()):
        flat.zero_()
        flat[j] = 1.0
        run(weights)
    return rows if flat.numel() else []


def _analytical(inputs, output, nondet_tol, check_grad_dtypes, direction=None):
    """Jacobians of one output by backward, twice, to see whether they come out the same."""
    n = output.numel() if direction is None else 1
    (first, same_types, same_sizes), (second, _, _) = (_columns(inputs, _backward_rows(inputs, output.clone(), direction), n) for _ in range(2))
    # PyTorch takes one for the other
    if not same_sizes and check_grad_dtypes:
        raise GradcheckError('Gradient has dtype mismatch')
    if not same_types:
        raise GradcheckError('Analytical gradient has incorrect size')
    if any(a.numel() and (a - b).abs().max() > nondet_tol for a, b in zip(first, second)):
        raise GradcheckError(not_reentrant(nondet_tol))
    return first


# ---- by forward mode ----

def _moved_results(func, duals, check_grad_dtypes):
    """The tangents of func's results, None where there is none."""
    found = []
    for o in _as_tuple(func(*duals)):
        if _inexact(o):
            value, tangent = torch.autograd.forward_ad.unpack_dual(o)
            if check_grad_dtypes and tangent is not None and value.is_complex() != tangent.is_complex():
                raise GradcheckError('Forward AD gradient has dtype mismatch.')
            found.append(tangent)
    return found


def _duals(inputs):
    """inputs with tangents of zeros, and these tangents, to be written to."""
    forward_ad = torch.autograd.forward_ad
    duals = [forward_ad.make_dual(x.detach(), torch.zeros_like(x)) if isinstance(x, torch.Tensor) and x.requires_grad else x for x in inputs]
    return duals, [forward_ad.unpack_dual(d).tangent for d, x in zip(duals, inputs) if d is not x]


def _analytical_forward(func, inputs, outputs, check_grad_dtypes=False, directions=None):
    """For each wanted input a Jacobian for each output; with directions what each output does along them."""
    if any(x.is_complex() for x in _wanted(inputs)[1]):
        raise ValueError('Expected inputs to be non-complex for _get_analytical_jacobian_forward_ad.')
    found = []
    with torch.autograd.forward_ad.dual_level():
        duals, tangents = _duals(inputs)
        for i, tangent in enumerate(tangents):
            n = tangent.numel() if directions is None else 1
            jacobians = [o.new_zeros((n, o.numel())) for o in outputs if _inexact(o)]
            if directions is not None:
                jacobians = [j.squeeze_(0) for j in jacobians]
            for row in range(n):
                if directions is None:
                    tangent.zero_()
                    tangent[next(p for k, p in enumerate(_places(tangent)) if k == row)] = 1.
                else:
                    tangent.copy_(directions[i].view_as(tangent))
                for jacobian, moved in zip(jacobians, _moved_results(func, duals, check_grad_dtypes)):
                    if moved is not None:
                        (jacobian[row] if directions is None else jacobian).copy_(moved.reshape(-1))
            tangent.zero_()
            found.append(tuple(jacobians))
    return tuple(found)


# ---- the comparison, element by element ----

def _close(a, b, rtol, atol):
    dtype = torch.promote_types(a.dtype, b.dtype)
    return torch.allclose(a.to(dtype), b.to(dtype), rtol, atol)


def _refuse_slopes(slopes, tolerance):
    for slope in slopes:
        if slope.numel() and slope.abs().max() > tolerance:
            raise GradcheckError('Numerical gradient for function expected to be zero')


def _slow(job):
    o = job.options
    numerical = _numerical(job.func, job.inputs, job.func_out, o['eps'], job.forward)
    if not job.outputs:
        return _refuse_slopes([j for jacobians in numerical for j in jacobians], 0)
    per_output = [n for out, n in zip(job.func_out, zip(*numerical)) if out.requires_grad]
    forward = list(zip(*_analytical_forward(job.func, job.inputs, job.func_out, o['check_grad_dtypes']))) if job.forward else None
    for i, out in enumerate(job.outputs):
        analytical = forward[i] if job.forward else _analytical(job.inputs, out, o['nondet_tol'], o['check_grad_dtypes'])
        for j, (a, n) in enumerate(zip(analytical, per_output[i])):
            if not _close(a, n, o['rtol'], o['atol']):
                raise GradcheckError(job.mismatch(a, n, i, j))


# ---- the same along one direction of each input, weighted by one of each output ----

def _real_dtype(dtype):
    return {torch.complex128: torch.float64, torch.complex64: torch.float32}.get(dtype, dtype)


def _direction(t, generator, real):
    v = torch.rand(t.numel(), generator=generator).to(_real_dtype(t.dtype) if real else t.dtype)
    v /= v.norm()
    return v


def _directions(xs, outputs):
    """Of each input, a pair if it is complex, and of each of the outputs (None: not wanted)."""
    g = torch.Generator()    # the script's own is left alone
    of_inputs = [(_direction(x, g, True), _direction(x, g, True)) if x.is_complex() else _direction(x, g, True) for x in xs]
    return of_inputs, outputs and [_direction(o, g, False) for o in outputs]


def _slopes_along(job, x, u):
    entry, eps, call = x.data, job.options['eps'], _caller(job.func, job.inputs)
    if x.is_complex():
        return _complex_slopes(call, entry, [eps * part.reshape(x.shape) for part in u], eps)
    return _slopes(call, entry, eps * u.reshape(x.shape), eps)


def _along(gradient, u):
    """The product of an input's gradient, a column, with its direction."""
    g = gradient.T.squeeze(0)
    if not g.is_complex():
        return g.dot(u)
    parts = torch.view_as_real(g.resolve_conj())
    return parts.select(-1, 0).dot(u[0]) + 1j * parts.select(-1, 1).dot(u[1])


def _elementwise(job, i, j):
    """What to say of input i and output j besides: the whole Jacobians."""
    o = job.options
    numerical = _numerical(job.func, job.inputs, job.outputs, 1e-3, job.forward)[i][j]
    if job.forward:
        def one(x):
            return _as_tuple(job.func(*job.inputs[:i], x, *job.inputs[i + 1:]))[j]
        analytical = _analytical_forward(one, (job.inputs[i],), (job.outputs[j],))[0][0]
    else:
        analytical = _analytical(job.inputs, job.outputs[j], float('inf'), False)[i]
    text = slow_mode_found(numerical, analytical, (numerical - analytical).abs().max())
    return text + only_fast_failed if torch.allclose(analytical, numerical, o['rtol'], o['atol']) else text


def _fast(job):
    o = job.options
    places, xs = _wanted(job.inputs)
    us, vs = _directions(xs, None if job.forward else job.outputs)
    slopes = [[s for s, out in zip(_slopes_along(job, x, u), job.func_out) if _inexact(out)] for x, u in zip(xs, us)]
    if job.forward:
        analytical = _analytical_forward(job.func, job.inputs, job.func_out, o['check_grad_dtypes'], us)
        numerical = slopes
    else:
        numerical = [[(v * s).sum() for v, s in zip(vs, row)] for row in slopes]
        if not job.outputs:
            for x, u in zip(xs, us):
                _refuse_slopes(_slopes_along(job, x, u), o['nondet_tol'])
        rows = [[_along(g, u) for g, u in zip(_analytical(job.inputs, out, o['nondet_tol'], o['check_grad_dtypes'], v), us)]
                for out, v in zip(job.outputs, vs)]
        analytical = [[row[i] for row in rows] for i in range(len(xs))]
    for i, u in enumerate(us):
        for j, (a, n) in enumerate(zip(analytical[i], numerical[i])):
            weight = float((u[0] if isinstance(u, tuple) else u).sum()) * (1. if job.forward else float(vs[j].sum()))
            if not _close(a, n, o['rtol'], o['atol'] * weight):
                raise GradcheckError(job.mismatch(a, n, j, i) + _elementwise(job, i, j))


# ---- functions of complex numbers: as two of real ones ----

def _check_backward(check, func, func_out, inputs, outputs, options):
    if not any(o.is_complex() for o in _as_tuple(func_out)):
        return check(_Job(func, func_out, inputs, outputs, options))
    places = [i for i, o in enumerate(outputs) if o.is_complex()]
    for take, part in ((torch.imag, 'imaginary'), (torch.real, 'real')):
        def of_part(*args, take=take):
            return tuple(take(o) if o.is_complex() else o for o in _as_tuple(func(*args)))
        out = of_part(*inputs)
        check(_Job(of_part, out, inputs, _differentiable(out), options, places, part))


def _check_forward(check, func, func_out, inputs, outputs, options, check_undefined_grad):
    places = [i for i, x in enumerate(inputs) if isinstance(x, torch.Tensor) and x.is_complex()]
    if not places:
        check(_Job(func, func_out, inputs, outputs, options, forward=True))
        if check_undefined_grad:
            _check_missing_tangents(func, outputs, inputs)
        return
    jobs = []
    for part in ('imaginary', 'real'):
        def of_part(*args, part=part):
            args = list(args)
            for i in places:
                args[i] = inputs[i].real + args[i] * 1j if part == 'imaginary' else args[i] + inputs[i].imag * 1j
            return _as_tuple(func(*args))
        xs = [(x.imag if part == 'imaginary' else x.real) if i in places else x for i, x in enumerate(inputs)]
        out = of_part(*xs)
        jobs.append((of_part, out, xs))
        check(_Job(of_part, out, xs, _differentiable(out), options, places, part, forward=True))
    if check_undefined_grad:
        for of_part, out, xs in jobs:
            _check_missing_tangents(of_part, out, xs)


# ---- gradients and tangents that are missing ----

_NOTES = 'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"'


class _Undefined(Function):
    """The same tensor, through which no gradient comes back: not zeros, none."""
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return None


def _warn_of_undefined():
    warnings.warn('Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break existing '
                  'callers of this function. If this is true for you, you can call this function with "check_undefined_grad=False" to disable '
                  'the feature')


def _check_missing_gradients(func, outputs, inputs):
    """Backward has to take missing gradients, of all outputs and of one at a time, for zeros."""
    xs = _wanted(inputs)[1]
    if not xs:
        raise GradcheckError('no Tensors requiring grad found in input')
    for missing in [set(range(len(outputs)))] + [{i} for i in range(len(outputs)) if len(outputs) > 1]:
        outs = [_Undefined.apply(o) if i in missing else o for i, o in enumerate(_differentiable(func(*inputs)))]
        weights = [torch.zeros_like(o, memory_format=torch.contiguous_format) for o in outs]
        try:
            gradients = torch.autograd.grad(outs, xs, weights, allow_unused=True) if outs else ()
        except RuntimeError:
            _warn_of_undefined()
            raise GradcheckError('Expected backward function to handle undefined output grads. ' + _NOTES)
        if any(g is not None and not g.eq(0).all() for g in gradients):
            _warn_of_undefined()
            raise GradcheckError('Expected all input grads to be undefined or zero when all output grads are undefined or zero. ' + _NOTES)


def _check_missing_tangents(func, outputs, inputs):
    """An input without a tangent has to count as one with a tangent of zeros."""
    forward_ad = torch.autograd.forward_ad
    places, xs = _wanted(inputs)
    us, _ = _directions(xs, None)
    with forward_ad.dual_level():
        duals, tangents = _duals(inputs)
        for tangent, u in zip(tangents, us):
            tangent.copy_(u.view_as(tangent))
        for i, x in zip(places, xs):
            kept, results = duals[i], []
            for stand_in in (forward_ad.make_dual(x.detach(), torch.zeros_like(x)), x.detach()):
                duals[i] = stand_in
                results.append(_moved_results(func, duals, False))
            duals[i] = kept
            for k, (a, b) in enumerate(zip(*results)):
                if a is not None and b is not None and not torch.allclose(a, b):
                    raise GradcheckError('Mismatch in tangent values for output with index: ', k, ' when input: ', x,
                                         ' has an undefined tangent value. ', ' Got: ', a, ' but expected: ', b)


def _check_zero_gradients(outputs, inputs, check_sparse_nnz):
    """Of gradients of zero backward has to make zeros, of the inputs' types and sizes."""
    xs = _wanted(inputs)[1]
    if not xs:
        raise GradcheckError('no Tensors requiring grad found in input')
    weights = [torch.zeros_like(o, memory_format=torch.contiguous_format) for o in outputs]
    for g, x in zip(torch.autograd.grad(outputs, xs, weights, allow_unused=True) if outputs else (), xs):
        if g is None:
            continue
        if not (torch.allclose(g, torch.zeros_like(g)) if check_sparse_nnz else g.eq(0).all()):
            raise GradcheckError('backward not multiplied by grad_output')
        if g.dtype != x.dtype or g.device != x.device:
            raise GradcheckError('grad is incorrect type')
        if g.size() != x.size():
            raise GradcheckError('grad is incorrect size')


# ---- several gradients at once ----

def _check_batched(inputs, output, i):
    """Gradients for several weights of an output at once have to be those for each of them."""
    xs = _wanted(inputs)[1]

    def gradients(weights, batched):
        lead = weights.shape[:1] if batched else ()
        found = torch.autograd.grad(output, xs, weights, retain_graph=True, allow_unused=True, is_grads_batched=batched)
        return [x.new_zeros(()).expand(lead + x.shape) if g is None else g for g, x in zip(found, xs)]
    weights = [torch.randn_like(output) for _ in range(2)]
    expected = [torch.stack(parts) for parts in zip(*(gradients(w, False) for w in weights))]
    try:
        result = gradients(torch.stack(weights), True)
    except RuntimeError as error:
        raise GradcheckError(f'While computing batched gradients, got: {error}\n\n{batched_grad_failed}')
    for j, (res, exp) in enumerate(zip(result, expected)):
        if not torch.allclose(res, exp):
            raise GradcheckError(f'For output {i} and input {j}:\n\n{batched_grad_failed}\n\nGot:\n{res}\n\nExpected:\n{exp}')


def _check_batched_forward(func, inputs):
    """The results have to move along several directions of an input, one after the other, as along each of them alone."""
    forward_ad = torch.autograd.forward_ad
    for i, x in enumerate(inputs):
        if not _inexact(x) or not x.requires_grad:
            continue

        def moved(direction):
            with forward_ad.dual_level():
                args = [a.detach() if isinstance(a, torch.Tensor) else a for a in inputs]
                args[i] = forward_ad.make_dual(x.detach(), direction)
                pairs = [forward_ad.unpack_dual(o) for o in _as_tuple(func(*args)) if o is not None]
                return [torch.zeros_like(value) if tangent is None else tangent for value, tangent in pairs]
        directions = [torch.randn_like(x) for _ in range(2)]
        expected = [torch.stack(parts) for parts in zip(*map(moved, directions))]
        try:
            result = [torch.stack(parts) for parts in zip(*map(moved, torch.stack(directions)))]
        except RuntimeError as error:
            raise GradcheckError(f'While computing batched gradients, got: {error}\n\n{batched_forward_failed}')
        for j, (res, exp) in enumerate(zip(result, expected)):
            if not torch.allclose(res, exp):
                raise GradcheckError(f'For output {j} and input {j}:\n\n{batched_forward_failed}\n\nGot:\n{res}\n\nExpected:\n{exp}')


# ---- all together ----

def _check_inputs(inputs):
    found = False
    for i, x in enumerate(inputs):
        if not isinstance(x, torch.Tensor) or not x.requires_grad:
            continue
        if x.dtype not in (torch.float64, torch.complex128):
            warnings.warn(f'Input #{i} requires gradient and is not a double precision floating point or complex. This check will likely fail if '
                          'all the inputs are not of double precision floating point or complex. ')
        if not all(step > 0 or n <= 1 for step, n in zip(x.stride(), x.size())):
            raise RuntimeError(f'The {i}th input has a dimension with stride 0. gradcheck only supports inputs that are non-overlapping to be able '
                               'to compute the numerical gradients correctly. You should call .contiguous on the input before passing it to '
                               'gradcheck.')
        x.retain_grad()
        found = True
    if not found:
        raise ValueError('gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.')


def _requires(given, needed, given_name, needed_name):
    if given and not needed:
        raise AssertionError(f'Setting {given_name}=True requires {needed_name} to be True')


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, check_sparse_nnz=False, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False,
              check_forward_ad=False, check_backward_ad=True, fast_mode=False):
    """True if func's analytic gradients at inputs (float64, requires_grad) agree with differences."""
    if not check_forward_ad and not check_backward_ad:
        raise AssertionError('Expected at least one of check_forward_ad or check_backward_ad to be True')
    _requires(check_batched_grad, check_backward_ad, 'check_batched_grad', 'check_backward_ad')
    _requires(check_batched_forward_grad, check_forward_ad, 'check_batched_forward_grad', 'check_forward_ad')
    options = {'eps': eps, 'atol': atol, 'rtol': rtol, 'nondet_tol': nondet_tol, 'check_grad_dtypes': check_grad_dtypes}
    inputs = _as_tuple(inputs)
    check = _fast if fast_mode else _slow
    try:
        _check_inputs(inputs)
        func_out = func(*inputs)
        outputs = _differentiable(func_out)
        if check_backward_ad:
            _check_backward(check, func, func_out, inputs, outputs, options)
        if check_forward_ad:
            _check_forward(check, func, func_out, inputs, outputs, options, check_undefined_grad)
        if check_batched_forward_grad:
            _check_batched_forward(func, inputs)
        if not check_backward_ad:
            return True
        for i, output in enumerate(outputs):
            if check_batched_grad:
                _check_batched(inputs, output, i)
        _check_zero_gradients(outputs, inputs, check_sparse_nnz)
        if check_undefined_grad:
            _check_missing_gradients(func, outputs, inputs)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
                  check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False):
    """gradcheck of func's gradient, as a function of its inputs and of the results' gradients."""
    if not check_fwd_over_rev and not check_rev_over_rev:
        raise AssertionError('Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True')
    _requires(check_undefined_grad, check_rev_over_rev, 'check_undefined_grad', 'check_rev_over_rev')
    _requires(check_batched_grad, check_rev_over_rev, 'check_batched_grad', 'check_rev_over_rev')
    inputs = _as_tuple(inputs)
    if grad_outputs is None:
        weights = tuple(torch.testing.make_tensor(o.shape, dtype=o.dtype if _inexact(o) else torch.double, device=o.device, low=-1, high=1,
                                                  requires_grad=True, noncontiguous=gen_non_contig_grad_outputs)
                        for o in _differentiable(func(*inputs)))
    else:
        weights = _as_tuple(grad_outputs)
    n, wanted, weighted = len(weights), _wanted(inputs)[0], _wanted(weights)[0]

    def gradient(*args):
        # what forward mode hands over requires no gradient
        xs, ws = args[:-n], args[-n:]
        xs = tuple(x.requires_grad_() if i in wanted else x for i, x in enumerate(xs))
        outs = _differentiable(func(*xs))
        ws = tuple(w.requires_grad_() if i in weighted else w for i, w in enumerate(ws))
        found = torch.autograd.grad(outs, tuple(x for i, x in enumerate(xs) if i in wanted), ws, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)
    return gradcheck(gradient, inputs + weights, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception, nondet_tol=nondet_tol,
                     check_undefined_grad=check_undefined_grad, check_grad_dtypes=check_grad_dtypes, check_batched_grad=check_batched_grad,
                     fast_mode=fast_mode, check_forward_ad=check_fwd_over_rev, check_backward_ad=check_rev_over_rev)


def _old_function(name, grad_out):
    warnings.warn(f"{name} was part of PyTorch's private API and not meant to be exposed. We are deprecating it and it will be removed in a future "
                  'version of PyTorch. If you have a specific use for this or feature request for this to be a stable API, please file us an issue '
                  'at https://github.com/pytorch/pytorch/issues/new')
    if grad_out != 1.0:
        raise ValueError(f'Expected grad_out to be 1.0. {name} no longer supports values of grad_out != 1.0.')


def get_numerical_jacobian(fn, inputs, target=None, eps=1e-3, grad_out=1.0):
    """An older name: the Jacobians of fn's first output, by differences; fn takes the inputs as a tuple."""
    _old_function('get_numerical_jacobian', grad_out)
    if target is not None:
        raise NotImplementedError('torch.autograd.gradcheck.get_numerical_jacobian(target=...) is not built yet')
    inputs = _as_tuple(inputs)
    return tuple(jacobians[0] for jacobians in _numerical(lambda *xs: fn(xs), inputs, _as_tuple(fn(inputs)), eps))


def get_analytical_jacobian(inputs, output, nondet_tol=0.0, grad_out=1.0):
    """An older name: the Jacobians of an output by backward, and whether they are repeatable, of the right sizes, of the right types."""
    _old_function('get_analytical_jacobian', grad_out)
    if output.is_complex():
        raise ValueError('Expected output to be non-complex. get_analytical_jacobian no longer supports functions that return complex outputs.')
    inputs = _as_tuple(inputs)
    (first, types, sizes), (second, _, _) = (_columns(inputs, _backward_rows(inputs, output.clone(), None), output.numel()) for _ in range(2))
    same = all(not a.numel() or (a - b).abs().max() <= nondet_tol for a, b in zip(first, second))
    return tuple(first), same, types, sizes


__getattr__ = _not_built.of(__name__)
