"""Losses composed of native functions, with the checks and the order of checks of PyTorch's own."""
import itertools
import math

import torch
from torch import _C
from torch._C import _nn
from torch._as_native import expect as _expect, kind as _kind, no_gradient_for as _no_gradient_for, not_implemented_for, one_node as _one_node, opaque as _opaque, opaque_kernel as _opaque_kernel
from torch._as_native import kernel as _kernel, named as _named, native as _native

__all__ = ['cosine_embedding_loss', 'ctc_loss', 'hinge_embedding_loss', 'margin_ranking_loss', 'multi_margin_loss', 'multilabel_margin_loss',
           'multilabel_soft_margin_loss', 'pairwise_distance', 'poisson_nll_loss', 'soft_margin_loss', 'triplet_margin_loss',
           'triplet_margin_with_distance_loss']


def _reduction_of_old(size_average, reduce):
    """The reduction that the two arguments of old stand for."""
    import warnings
    average = size_average is None or bool(size_average)
    name = 'none' if reduce is not None and not reduce else 'mean' if average else 'sum'
    warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{name}' instead.")
    return name


def _way(reduction, size_average=None, reduce=None):
    """The reduction by its name or by the two arguments of old."""
    if size_average is not None or reduce is not None:
        return _reduction_of_old(size_average, reduce)
    for known in 'none', 'mean', 'sum':
        if reduction == known:
            return known
    if reduction == 'elementwise_mean':
        import warnings
        warnings.warn("reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.")
        return 'mean'
    raise ValueError(f'{reduction} is not a valid value for reduction')


def _reduced(loss, way):
    return loss.mean() if way == 'mean' else loss.sum() if way == 'sum' else loss


def check_named(reduction):
    """The check of functions that read the name themselves."""
    if reduction != 'none' and reduction != 'mean' and reduction != 'sum':
        raise ValueError(reduction + ' is not valid')


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    _native('pairwise_distance', x1, x2, p, eps, keepdim)
    return _named(x1 - x2 + float(eps), 'AddBackward1').norm(float(p), -1, keepdim)


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(f'margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: {input1.size()}, '
                           f'input2: {input2.size()}, target: {target.size()} ')
    _native('margin_ranking_loss', input1, input2, target, margin, 1)
    margin = float(margin)
    loss = _named(-target * (input1 - input2) + margin, 'AddBackward1').clamp_min(0)
    if way == 'mean' and not loss.is_floating_point():
        return loss.sum() / loss.numel()
    return _reduced(loss, way)


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    _native('hinge_embedding_loss', input, target, margin, 1)
    margin = float(margin)
    zero = torch.zeros_like(input)
    far = torch.where(target != 1, _named(margin - input, 'SubBackward0').to(input.dtype).clamp_min(0), zero)
    return _reduced(far + torch.where(target != -1, input, zero), way)


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    _native('cosine_embedding_loss', input1, input2, target, margin, 1)
    margin = float(margin)
    if target.dim() > 1:
        raise RuntimeError('0D or 1D target tensor expected, multi-target not supported')
    n = target.dim() + 1
    if input1.dim() != n:
        raise RuntimeError(f'{n - 1}D target tensor expects {n}D input tensors, but found inputs with sizes {list(input1.shape)} and '
                           f'{list(input2.shape)}.')
    products = (input1 * input2).sum(n - 1)
    squares = [_named((t * t).sum(n - 1) + 1e-12, 'AddBackward1') for t in (input1, input2)]
    cos = products / (squares[0] * squares[1]).sqrt()
    zero = torch.zeros_like(cos)
    near = torch.where(target == 1, _named(1 - cos, 'SubBackward0'), zero)
    return _reduced(near + torch.where(target == -1, _named(cos - margin, 'SubBackward1').clamp_min(0), zero), way)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None,
                        reduction='mean'):
    way = _way(reduction, size_average, reduce)
    _native('triplet_margin_loss', anchor, positive, negative, margin, p, eps, swap, 1)
    margin = float(margin)
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(f'All inputs should have same dimension but got {anchor.dim()}D, {positive.dim()}D and {negative.dim()}D inputs.')
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, pairwise_distance(positive, negative, p, eps))
    return _reduced((_named(margin + near, 'AddBackward1') - far).clamp_min(0), way)


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction='mean'):
    if distance_function is None:
        distance_function = pairwise_distance
    near, far = distance_function(anchor, positive), distance_function(anchor, negative)
    if swap:
        far = torch.min(far, distance_function(positive, negative))
    return _reduced(torch.clamp(near - far + margin, min=0.0), _way(reduction))


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'):
    if size_average is not None or reduce is not None:
        reduction = _way(reduction, size_average, reduce)
    check_named(reduction)
    _native('poisson_nll_loss', input, target, log_input, full, eps, 1)
    loss = torch.exp(input) - target * input if log_input else input - target * torch.log(_named(input + eps, 'AddBackward1'))
    if full:
        stirling = target * torch.log(target) - target + 0.5 * torch.log(2 * math.pi * target)
        loss = loss + stirling.masked_fill(target <= 1, 0)
    return _reduced(loss, reduction)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    _kernel('soft_margin_loss', input, target, 1)
    _no_gradient_for('soft_margin_loss', 'target', target)
    product = input * -target
    if product.shape != input.shape:        # the steps write into a tensor like input
        raise RuntimeError(f"output with shape {list(input.shape)} doesn't match the broadcast shape {list(product.shape)}")
    if not input.is_floating_point():
        raise RuntimeError(f"result type Float can't be cast to the desired output type {_kind(input)}")

    def loss(input, target):
        return _reduced(torch.log(1 + torch.exp(input * -target)), way).to(input.dtype)
    return _one_node('SoftMarginLossBackward0', loss, input, target)


def _check_rows(input, target):
    """Scores (N, C) or (C)."""
    if not (input.dim() == 2 and input.size(1) or input.dim() < 2 and input.numel()):
        raise RuntimeError(f'Expected non-empty vector or matrix with optional 0-dim batch size, but got: {list(input.shape)}')


def _single_or_double(kernel, input):
    if input.dtype not in (torch.float32, torch.float64):
        raise not_implemented_for(kernel, input)


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    if p != 1 and p != 2:
        raise ValueError('only p == 1 and p == 2 supported')
    if weight is not None and weight.dim() != 1:
        raise ValueError('weight must be one-dimensional')
    _kernel('multi_margin_loss', input, target, p, margin, weight, 1)
    _no_gradient_for('multi_margin_loss', 'weight', weight)
    margin = 1 if margin is True else margin
    _check_rows(input, target)
    rows = input.size(0) if input.dim() == 2 else 1
    if target.dim() > 1 or target.numel() != rows:
        raise RuntimeError(f'inconsistent target size, got: {list(target.shape)}')
    _single_or_double('multi_margin_loss_cpu_kernel', input)
    _expect('Long', target)
    if weight is not None:
        _expect(input, weight)
    if ((target < 0) | (target >= (input.size(-1) if input.dim() else 1))).any():
        raise RuntimeError('target out of range')
    return _margins('MultiMarginLossBackward0', 'multi_margin_loss', input, target, way, False, p, margin, weight)


def _margins(node, name, input, target, way, labels, *how):
    loss = _nn._margin_loss(input, target, way, labels, *how)

    def gradient(grad):
        slope = _nn._margin_loss_slope(input, target, way, labels, *how)
        return slope * (grad.unsqueeze(1) if way == 'none' and input.dim() == 2 else grad)
    return _opaque_kernel(node, name + '_backward', (input,), loss, (gradient,), (target, *how[2:]), name + '_forward' * labels)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    way = _way(reduction, size_average, reduce)
    _kernel('multilabel_margin_loss', input, target, 1)
    _check_rows(input, target)
    if target.shape != input.shape:
        raise RuntimeError(f"inconsistent size {list(target.shape)} for argument #2 'target'")
    _single_or_double('multilabel_margin_loss_forward_out_frame', input)
    _expect('Long', target)
    if (target >= (input.size(-1) if input.dim() else 1)).any() or (target < -1).any():
        raise RuntimeError("argument #2 'target' is out of range")
    return _margins('MultilabelMarginLossBackward0', 'multilabel_margin_loss', input, target, way, True)


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction='mean'):
    if size_average is not None or reduce is not None:
        reduction = _way(reduction, size_average, reduce)
    loss = -(target * _nn.logsigmoid(input) + (1 - target) * _nn.logsigmoid(-input))
    if weight is not None:
        loss = loss * weight
    last = input.dim() - 1      # of the input, whatever the target has
    loss = loss.sum(last) / input.size(last)
    check_named(reduction)
    return _reduced(loss, reduction)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False):
    """Connectionist temporal classification (Graves et al. 2006): the forward recursion in log space.
    log_probs (T, N, C) or (T, C); targets (N, S) or all in one row."""
    way = _way(reduction)
    _native('ctc_loss', log_probs, targets, input_lengths, target_lengths, blank, 1, zero_infinity)
    for name, lengths in ('input_lengths', input_lengths), ('target_lengths', target_lengths):
        if isinstance(lengths, torch.Tensor) and (lengths.is_floating_point() or lengths.is_complex() or lengths.dtype is torch.bool):
            raise RuntimeError(f'{name} must be integral')
    single = log_probs.dim() != 3
    if single:
        log_probs = log_probs.unsqueeze(1)
    if log_probs.dim() != 3:
        raise RuntimeError(f"Expected 3-dimensional tensor, but got {log_probs.dim()}-dimensional tensor for argument #1 'log_probs' (while checking "
                           'arguments for ctc_loss_cpu)')
    inputs = input_lengths.reshape(-1).tolist() if isinstance(input_lengths, torch.Tensor) else list(input_lengths)
    lengths = target_lengths.reshape(-1).tolist() if isinstance(target_lengths, torch.Tensor) else list(target_lengths)
    n = log_probs.size(1)
    if len(inputs) != n:
        raise RuntimeError('input_lengths must be of size batch_size')
    if len(lengths) != n:
        raise RuntimeError('target_lengths must be of size batch_size')
    if max(inputs) > log_probs.size(0):
        raise RuntimeError(f'Expected input_lengths to have value at most {log_probs.size(0)}, but got value {max(inputs)} (while checking '
                           'arguments for ctc_loss_cpu)')
    if not 0 <= blank < log_probs.size(2):
        raise RuntimeError('blank must be in label range')
    if log_probs.dtype not in (torch.float32, torch.float64):
        raise not_implemented_for('ctc_loss_cpu', log_probs)
    _check_ctc_targets(targets if not single or targets.dim() > 1 else targets.unsqueeze(0), lengths)
    loss = _ctc(log_probs, _ctc_rows(targets, lengths, single), inputs, lengths, blank, zero_infinity)
    if zero_infinity:
        loss = torch.where(loss == math.inf, 0.0, loss)
    if way == 'mean':
        return (loss / torch.tensor(lengths, dtype=loss.dtype).clamp(min=1)).mean()
    if way == 'sum':
        return loss.sum()
    return loss.squeeze(0) if single else loss


def _check_ctc_targets(targets, lengths):
    """All in one row, or a row of room enough for each."""
    if targets.dim() not in (1, 2):
        raise RuntimeError(f"Expected 1 to 2 dimensions, but got {targets.dim()}-dimensional tensor for argument #2 'targets' (while checking arguments "
                           'for ctc_loss_cpu)')
    places = [('', 0, sum(lengths))] if targets.dim() == 1 else [('', 0, len(lengths)), ('at least ', 1, max(lengths, default=0))]
    for least, dim, wanted in places:
        found = targets.size(dim)
        if found < wanted or found > wanted and not least:
            raise RuntimeError(f"Expected tensor to have size {least}{wanted} at dimension {dim}, but got size {found} for argument #2 'targets' "
                               '(while checking arguments for ctc_loss_cpu)')


def _ctc_rows(targets, lengths, single):
    """The target sequences, one a row, filled up to the same length."""
    if targets.dim() == 1 and not (single or len(lengths) == 1 and targets.numel() == lengths[0]):
        rows = targets.split(lengths) if sum(lengths) == targets.numel() else \
            [targets[end - n:end] for n, end in zip(lengths, itertools.accumulate(lengths))]
    else:
        rows = [row[:n] for row, n in zip(targets.unsqueeze(0) if targets.dim() == 1 else targets, lengths)]
    table = torch.zeros(len(rows), max(lengths), dtype=torch.int64)
    for to, row in zip(table, rows):
        to[:row.numel()] = row
    return table


def _ctc(log_probs, rows, inputs, lengths, blank, zero_infinity):
    """One loss for each sequence, with the gradient that is meant for what log_softmax was made of."""
    given = log_probs.detach().contiguous(), rows.contiguous(), torch.tensor([inputs, lengths], dtype=torch.int64), blank
    with torch.no_grad():
        alpha = _nn._ctc(*given)
        loss = _nn._ctc(*given, alpha)
    if not _C._will_record(log_probs):
        return loss

    def backward(ctx, g):
        with torch.no_grad():
            grad = _nn._ctc(*given, alpha, loss, g.detach(), zero_infinity)
        return _C._underivable(grad, '_ctc_loss_backward', None, g, log_probs)
    result = loss.clone()
    _C._attach_custom('CtcLossBackward0', None, backward, (log_probs,), (result,))
    return result
