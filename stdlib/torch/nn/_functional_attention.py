"""Attention of several heads, with PyTorch's argument order and checks."""
import math
import warnings

import torch
from torch._C import _nn

__all__ = ['multi_head_attention_forward']


def _require(fits, message):
    if not fits:
        raise AssertionError(*(() if message is None else (message,)))


def _check_ranks(query, key, value, key_padding_mask, attn_mask, num_heads):
    """True for a batch."""
    if query.dim() not in (2, 3):
        raise AssertionError(f'query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor')
    n = query.dim()
    given = f'For {"batched (3-D)" if n == 3 else "unbatched (2-D)"} `query`, expected'
    _require(key.dim() == n and value.dim() == n,
             f'{given} `key` and `value` to be {n}-D but found {key.dim()}-D and {value.dim()}-D tensors respectively')
    if key_padding_mask is not None:
        _require(key_padding_mask.dim() == n - 1,
                 f'{given} `key_padding_mask` to be `None` or {n - 1}-D but found {key_padding_mask.dim()}-D tensor instead')
    if attn_mask is not None:
        _require(attn_mask.dim() in (2, 3), f'{given} `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.dim()}-D tensor instead')
        if n == 2 and attn_mask.dim() == 3:
            wanted = (num_heads, query.shape[0], key.shape[0])
            _require(attn_mask.shape == wanted, f'Expected `attn_mask` shape to be {wanted} but got {attn_mask.shape}')
    return n == 3


def _check_projections(E, query, key, value, weights, bias):
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    for what, x, w in zip(('query', 'key', 'value'), (query, key, value), weights):
        wanted = E, x.size(-1)
        _require(w.shape == wanted, f'expecting {what} weights shape of {wanted}, but got {w.shape}')
    for what, b in zip(('query', 'key', 'value'), biases):
        _require(b is None or b.shape == (E,), f'expecting {what} bias shape of {(E,)}, but got {None if b is None else b.shape}')


def _projected(query, key, value, weight, bias, separate):
    """Queries, keys and values; `separate`: a weight for each instead of one for all three."""
    if separate is None and query is key and key is value:
        return _nn.linear(query, weight, bias).chunk(3, dim=-1)
    if separate is None and key is value:
        parts = [query.size(-1), query.size(-1) * 2]
        (w, both), (b, both_b) = weight.split(parts), (None, None) if bias is None else bias.split(parts)
        return [_nn.linear(query, w, b), *_nn.linear(key, both, both_b).chunk(2, dim=-1)]
    weights = weight.chunk(3) if separate is None else separate
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    return [_nn.linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases)]


def _checked_mask(mask, length, source, heads):
    if mask.dtype == torch.uint8:
        warnings.warn('Byte tensor for attn_mask in nn.MultiheadAttention is deprecated. Use bool tensor instead.')
        mask = mask.to(torch.bool)
    _require(mask.is_floating_point() or mask.dtype == torch.bool,
             f'Only float, byte, and bool types are supported for attn_mask, not {mask.dtype}')
    wanted = (length, source) if mask.dim() == 2 else (heads, length, source)
    if mask.shape != wanted:
        raise RuntimeError(f'The shape of the {mask.dim()}D attn_mask is {mask.shape}, but should be {wanted}.')
    return mask.unsqueeze(0) if mask.dim() == 2 else mask


def _static(x, name, heads, head):
    _require(x.size(0) == heads, f'expecting {name}.size(0) of {heads}, but got {x.size(0)}')
    _require(x.size(2) == head, f'expecting {name}.size(2) of {head}, but got {x.size(2)}')
    return x


def _additive(mask, dtype):
    if mask.dtype != torch.bool:
        return mask
    return torch.zeros(mask.shape, dtype=dtype).masked_fill_(mask, float('-inf'))


def _joined(mask, padding, dtype):
    """What is added to the scores, or None."""
    if mask is None or padding is None:
        mask = padding if mask is None else mask
    elif mask.dtype == torch.bool:
        mask = mask.logical_or(padding)
    else:
        mask = _additive(mask, dtype) + _additive(padding, dtype)
    return mask if mask is None else _additive(mask, dtype)


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
                                 add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None,
                                 need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
                                 v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True):
    """Attention on (L, N, E) or (L, E) queries; returns the output and the weights or None."""
    batched = _check_ranks(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)    # no longer one tensor, if they were
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    L, N, E = query.shape
    S, _, _ = key.shape
    if key_padding_mask is not None and key_padding_mask.dtype != torch.bool and not torch.is_floating_point(key_padding_mask):
        raise AssertionError('only bool and floating types of key_padding_mask are supported')
    _require(E == embed_dim_to_check, f'was expecting embedding dimension of {embed_dim_to_check}, but got {E}')
    head = E // num_heads
    _require(head * num_heads == E, f'embed_dim {E} not divisible by num_heads {num_heads}')
    separate = None
    if use_separate_proj_weight:
        _require(key.shape[:2] == value.shape[:2],
                 f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}")
        separate = q_proj_weight, k_proj_weight, v_proj_weight
        for name, w in zip('qkv', separate):
            _require(w is not None, f'use_separate_proj_weight is True but {name}_proj_weight is None')
        _check_projections(E, query, key, value, separate, in_proj_bias)
    else:
        _require(key.shape == value.shape, f'key shape {key.shape} does not match value shape {value.shape}')
        _require(in_proj_weight is not None, 'use_separate_proj_weight is False but in_proj_weight is None')
    q, k, v = _projected(query, key, value, in_proj_weight, in_proj_bias, separate)
    mask = None if attn_mask is None else _checked_mask(attn_mask, L, S, N * num_heads)
    wider = 0
    if bias_k is not None and bias_v is not None:
        _require(static_k is None, 'bias cannot be added to static key.')
        _require(static_v is None, 'bias cannot be added to static value.')
        k, v = torch.cat([k, bias_k.repeat(1, N, 1)]), torch.cat([v, bias_v.repeat(1, N, 1)])
        wider += 1
    else:
        _require(bias_k is None and bias_v is None, None)
    q = q.contiguous().view(L, N * num_heads, head).transpose(0, 1)
    k = k.contiguous().view(k.shape[0], N * num_heads, head).transpose(0, 1) if static_k is None else \
        _static(static_k, 'static_k', N * num_heads, head)
    v = v.contiguous().view(v.shape[0], N * num_heads, head).transpose(0, 1) if static_v is None else \
        _static(static_v, 'static_v', N * num_heads, head)
    if add_zero_attn:
        zero = torch.zeros(k.shape[0], 1, head, dtype=k.dtype)
        k, v = torch.cat([k, zero], dim=1), torch.cat([v, zero.to(v.dtype)], dim=1)
        wider += 1
    if wider and mask is not None:
        mask = _nn.pad(mask, (0, wider))
    if wider and key_padding_mask is not None:
        key_padding_mask = _nn.pad(key_padding_mask, (0, wider))
    S = k.size(1)
    padding = None
    if key_padding_mask is not None:
        _require(key_padding_mask.shape == (N, S), f'expecting key_padding_mask shape of {(N, S)}, but got {key_padding_mask.shape}')
        padding = key_padding_mask.view(N, 1, 1, S).expand(-1, num_heads, -1, -1).reshape(N * num_heads, 1, S)
    mask = _joined(mask, padding, q.dtype)
    q, k = q / math.sqrt(head), k.transpose(-2, -1)
    attn = _nn.softmax(torch.bmm(q, k) if mask is None else torch.baddbmm(mask, q, k), -1)
    if training and dropout_p > 0.0:
        attn = torch.nn.functional.dropout(attn, dropout_p)
    out = torch.bmm(attn, v).transpose(0, 1).contiguous().view(L * N, E)
    out = _nn.linear(out, out_proj_weight, out_proj_bias).view(L, N, E)
    if not batched:
        out = out.squeeze(1)
    if not need_weights:
        return out, None
    attn = attn.view(N, num_heads, L, S)
    if average_attn_weights:
        attn = attn.sum(dim=1) / num_heads
    return out, attn if batched else attn.squeeze(0)
