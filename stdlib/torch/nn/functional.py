"""Functions of neural networks: the native ones, and those composed of them."""
import _not_built
import math

import torch
from torch._C import _nn
from torch._as_native import named as _named, native as _native, not_implemented_for, one_node as _one_node, sign_all as _sign_all
from torch._C._nn import *

_SKIP = {'pad', 'dropout'}
relu = _nn.relu
linear = _nn.linear


def dropout(input, p=0.5, training=True, inplace=False):
    if p < 0.0 or p > 1.0:
        raise ValueError(f'dropout probability has to be between 0 and 1, but got {p}')
    if inplace:
        return torch.dropout_(input, p, training)
    return torch.dropout(input, p, training)


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim('softmax', input.dim())
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim('log_softmax', input.dim())
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim('softmin', input.dim())
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def _implicit_dim(name, n):
    import warnings
    warnings.warn(f'Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.', stacklevel=3)
    return 0 if n in (0, 1, 3) else 1


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    length = input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return input / length if out is None else torch.div(input, length, out=out)


cosine_similarity = torch.cosine_similarity


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction='mean'):
    if var.size() != input.size():
        if input.size()[:-1] == var.size():
            var = var.unsqueeze(-1)
        elif input.size()[:-1] != var.size()[:-1] or var.size(-1) != 1:
            raise ValueError('var is of incorrect size')
    _check_named(reduction)
    if torch.any(var < 0):
        raise ValueError('var has negative entry/entries')
    var = var.clone()
    with torch.no_grad():
        var.clamp_(min=eps)
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return loss.mean() if reduction == 'mean' else loss.sum() if reduction == 'sum' else loss


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    if eps != 1e-10:
        import warnings
        warnings.warn('`eps` parameter is deprecated and has no effect.')
    gumbels = -torch.empty_like(logits, memory_format=torch.legacy_contiguous_format).exponential_().log()
    y = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return y
    index = y.max(dim, keepdim=True)[1]
    one = torch.zeros_like(logits).scatter_(dim, index, 1.0)
    return one - y.detach() + y


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False):
    """softmax(q k^T / sqrt(d) + mask) v over the last two dimensions."""
    return _scaled_dot_product_attention(query, key, value, attn_mask, dropout_p, False, is_causal)[0]


def _scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, need_attn_weights=False, is_causal=False):
    """The same and its weights, as PyTorch 1.13 has it."""
    if is_causal:
        if attn_mask is not None:
            raise RuntimeError('_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True')
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    scores = query * (1.0 / math.sqrt(query.size(-1))) @ key.transpose(-2, -1)
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:    # False: not to be looked at
            attn_mask = torch.zeros_like(attn_mask, dtype=query.dtype).masked_fill(attn_mask.logical_not(), -float('inf'))
        scores = scores + attn_mask
    weights = softmax(scores, dim=-1)
    if dropout_p > 0:
        weights = dropout(weights, dropout_p)
    return weights @ value, weights


def upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None):
    import warnings
    warnings.warn('nn.functional.upsample is deprecated. Use nn.functional.interpolate instead.')
    return interpolate(input, size, scale_factor, mode, align_corners)


def sigmoid(input):
    import warnings
    warnings.warn('nn.functional.sigmoid is deprecated. Use torch.sigmoid instead.')
    return input.sigmoid()


def tanh(input):
    import warnings
    warnings.warn('nn.functional.tanh is deprecated. Use torch.tanh instead.')
    return input.tanh()


def tanhshrink(input):
    return input - input.tanh()


def softsign(input):
    return input / (input.abs() + 1)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False, generator=None):
    _native('rrelu_' if inplace else 'rrelu', input, lower, upper, training)
    if isinstance(lower, complex) or isinstance(upper, complex):
        raise RuntimeError('value cannot be converted to type double without overflow')
    if lower > upper:
        raise RuntimeError('Lower bound should be less than or equal to the upper bound')
    if input.dtype not in (torch.float32, torch.float64, torch.bfloat16) and (training or inplace):
        raise not_implemented_for('rrelu_with_noise_out_cpu', input)
    if training:  # one draw in double precision for each element that is not positive, in order
        falls = input.detach() <= 0
        lower, upper = torch.tensor([lower, upper], dtype=input.dtype).tolist()
        draws = torch.rand(int(falls.sum()), dtype=torch.float64, generator=generator).mul_(upper - lower).add_(lower).to(input.dtype)
        noise = torch.ones_like(input).masked_scatter(falls, draws)
        if inplace:
            return _named(input.mul_(noise), 'RreluWithNoiseBackward1')
        return _one_node('RreluWithNoiseBackward0', torch.mul, input, noise)
    if not inplace and not input.is_contiguous():  # PyTorch's result is in the usual order of memory
        return _one_node('RreluWithNoiseBackward0', lambda x: _nn.leaky_relu(x, (lower + upper) / 2).contiguous(), input)
    return _named(_nn.leaky_relu(input, (lower + upper) / 2, inplace), 'RreluWithNoiseBackward1' if inplace else 'RreluWithNoiseBackward0')


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    if input.dim() < 3:
        raise ValueError(f'Expected 3D or higher dimensionality                          input (got {input.dim()} dimensions)')
    if input.numel() == 0:
        return input
    squares = input.mul(input).unsqueeze(1)
    n, shape = input.dim() - 2, squares.shape
    if n > 1:
        squares = squares.view(shape[0], 1, shape[2], shape[3], -1)
    padded = _nn.pad(squares, (0, 0) * min(n, 2) + (size // 2, (size - 1) // 2))
    name, window = ('avg_pool2d', (size, 1)) if n == 1 else ('avg_pool3d', (size, 1, 1))
    torch._C._check_arguments(name, 'n', (squares, window), {'stride': 1})
    if size <= 0:
        getattr(_nn, name)(padded, window, 1)   # says why not
    if input.dtype not in (torch.float32, torch.float64, torch.int64) and not (n == 1 and input.dtype == torch.bfloat16):
        raise not_implemented_for('avg_pool2d' if n == 1 else 'avg_pool3d_out_frame', input)
    mean = getattr(_nn, name)(padded, window, 1).squeeze(1)
    if n > 1:
        mean = mean.view(input.shape)
    return input / mean.mul(alpha).add(k).pow(beta)


from torch.nn._functional_attention import *
from torch.nn._functional_dropout import *
from torch.nn._functional_losses import *
from torch.nn._functional_losses import _reduction_of_old, check_named as _check_named
from torch.nn._functional_more import *
from torch.nn._functional_resize import *


_sign_all(globals(), 'n', ('_scaled_dot_product_attention', 'bilinear', 'celu_', 'elu_', 'hardtanh_', 'leaky_relu_', 'pairwise_distance', 'relu_', 'rrelu_', 'selu_', 'threshold_'))
_not_built_yet = _not_built.of(__name__)


def __getattr__(name):
    if name != 'grad':
        return _not_built_yet(name)
    from torch.nn import grad    # which imports this module
    return grad
