"""The losses under torch itself, below those of torch.nn.functional: the reduction is a number, 0 none, 1 mean, 2 sum, and none is the
default. Loaded when one is first asked for."""
from torch._as_native import signed
from torch.nn import functional as F


def _way(reduction):
    return {1: 'mean', 2: 'sum'}.get(int(reduction), 'none')


@signed
def margin_ranking_loss(input1, input2, target, margin=0., reduction=0):
    return F.margin_ranking_loss(input1, input2, target, margin, reduction=_way(reduction))


@signed
def hinge_embedding_loss(input, target, margin=1., reduction=0):
    return F.hinge_embedding_loss(input, target, margin, reduction=_way(reduction))


@signed
def cosine_embedding_loss(input1, input2, target, margin=0., reduction=0):
    return F.cosine_embedding_loss(input1, input2, target, margin, reduction=_way(reduction))


@signed
def triplet_margin_loss(anchor, positive, negative, margin=1., p=2., eps=1e-6, swap=False, reduction=0):
    return F.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduction=_way(reduction))


@signed
def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    return F.poisson_nll_loss(input, target, log_input, full, eps=eps, reduction=_way(reduction))


@signed
def kl_div(input, target, reduction=0, *, log_target=False):
    if input.is_complex():
        raise RuntimeError('kl_div: Complex inputs not supported.')
    if not input.is_floating_point():
        raise RuntimeError('kl_div: Integral inputs not supported.')
    return F.kl_div(input, target, reduction=_way(reduction), log_target=log_target)


@signed
def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=0):
    return F.binary_cross_entropy_with_logits(input, target, weight, reduction=_way(reduction), pos_weight=pos_weight)


@signed
def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=0, zero_infinity=False):
    return F.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, _way(reduction), zero_infinity)
