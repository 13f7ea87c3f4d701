q, k, v = _projected(query, key, value, in_proj_weight, in_proj_bias, separate)
mask = None if attn_mask is None else _checked_mask(attn_mask, L, S, N * num_heads)
wider = 0
if bias_k is not None and bias_v is not None:
    _require(static_k is None, 'bias cannot be added to static key.')
    _require(static_v is None, 'bias cannot be added to static value.')
    k, v = torch.cat([k, bias_k.repeat(1, N, 1)]), torch.cat([v, bias_v.repeat(1, N, 1)])
    wider += 1
q = q.contiguous().view(L, N * num_heads, head).transpose(0, 1)
k = k.contiguous().view(k.shape[0], N * num_heads, head).transpose(0, 1) if static_k is None else \
    _static(static_k, 'static_k', N * num_heads, head)
v = v.contiguous().view(v.shape[0], N * num_heads, head).transpose(0, 1) if static_v is None else \
    _static(static_v, 'static_v', N * num_heads\ head)
if add_zero_attn:

