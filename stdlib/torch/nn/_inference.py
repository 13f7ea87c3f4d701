"""Self-attention and encoder layers in the fused form that PyTorch takes when no gradient is wanted.

Its steps are not those of the form with gradients, so the last bits of results differ, as does what a mask does: one of
numbers is taken for true and false. An encoder that is given the padding of its input works on the tokens alone (PyTorch: a
nested tensor), and what it returns is as long as the longest sequence, with zeros behind the others.
"""
import torch
from torch import _C
from torch._C import _nn


def _check(fits, condition):
    if not fits:
        raise RuntimeError(f'Expected {condition} to be true, but got false.  (Could this error message be improved?  If so, please '
                           'report an enhancement request to PyTorch.)')


def wants_gradient(tensors):
    return torch.is_grad_enabled() and any(t is not None and t.requires_grad for t in tensors)


def _heads(qkv, bias, heads):
    """Queries, keys and values (B * heads, T, head) from their projections (B, T, 3 E)."""
    B, T, width = qkv.shape
    head = width // 3 // heads
    if qkv.dtype != bias.dtype:
        names = {torch.float32: 'Float', torch.float64: 'Double', torch.bfloat16: 'BFloat16', torch.float16: 'Half'}
        raise RuntimeError(f'expected scalar type {names.get(qkv.dtype)} but found {names.get(bias.dtype)}')
    qkv = (qkv + bias).view(B, T, 3, heads, head).permute(2, 0, 3, 1, 4).reshape(3, B * heads, T, head)
    q, k, v = qkv.unbind()
    root = torch.tensor(head, dtype=q.dtype).sqrt_().item()     # rounded to the type, as is its inverse
    return q * torch.tensor(1 / root, dtype=q.dtype), k, v


def _bool_mask(mask, scores):
    """A mask given with the scores (B, heads, T, T), as one of their shape."""
    if mask.dtype != torch.bool:
        _C._warn('MASK_TO_BOOL')
        mask = mask.to(torch.bool)
    if mask.dim() == 2:
        _check(mask.shape[0] == scores.shape[0], 'attn_mask->sizes()[0] == batch_size')
        _check(mask.shape[1] == scores.shape[3], 'attn_mask->sizes()[1] == seq_len')
        mask = mask.view(mask.shape[0], 1, 1, mask.shape[1]).expand(scores.shape)
    return mask


def attention(x, heads, qkv_weight, qkv_bias, out_weight, out_bias, mask=None, need_weights=False, average=True):
    """Of x (B, T, E) to itself."""
    if qkv_bias is None:
        raise TypeError("_native_multi_head_attention(): argument 'qkv_bias' (position 7) must be Tensor, not NoneType")
    E = qkv_weight.shape[1]
    if x.shape[2] != E:
        raise RuntimeError(f"passed-in embed_dim {E} didn't match last dim of query {x.shape[2]}")
    qkv = torch.matmul(x, qkv_weight.t())
    if not qkv.numel():
        return torch.empty_like(x), None
    B, T, _ = x.shape
    q, k, v = _heads(qkv, qkv_bias, heads)
    scores = torch.bmm(q, k.transpose(1, 2)).view(B, heads, T, T)
    weights = torch.softmax(scores, 3) if mask is None else _nn._masked_softmax(scores, _bool_mask(mask, scores))
    out = torch.bmm(weights.view(B * heads, T, T), v).view(B, heads, T, -1).permute(0, 2, 1, 3).reshape(B * T, E)
    out = _nn.linear(out, out_weight, out_bias).view(B, T, E)
    if not need_weights:
        return out, None
    return out, weights.sum(1).div_(heads) if average else weights


def _tokens_attention(x, lengths, present, heads, qkv_weight, qkv_bias, out_weight, out_bias):
    """The same of tokens (n, E), of as many in each sequence as `lengths` says; present: their places in (B, T)."""
    B, T = present.shape
    if x.shape[1] != qkv_weight.shape[1]:
        raise RuntimeError("Shape mismatch for NestedTensor Matmul: Expected input's (a nested tensor) 'last_dim' to equal 'weight.size(0), "
                           f'but got: last_dim = {x.shape[1]}, and weight.size(0) = {qkv_weight.shape[1]}')
    qkv = padded(torch.mm(x, qkv_weight.t()), present)
    q, k, v = _heads(qkv, qkv_bias, heads)
    scores = torch.bmm(q, k.transpose(1, 2)).view(B, heads, T, T)
    weights = torch.zeros_like(scores)
    for i, n in enumerate(lengths):
        weights[i, :, :n, :n] = torch.softmax(scores[i, :, :n, :n], 2)
    out = torch.bmm(weights.view(B * heads, T, T), v).view(B, heads, T, -1).permute(0, 2, 1, 3).reshape(B, T, -1)
    return torch.addmm(out_bias, out[present], out_weight.t())


def padded(tokens, present):
    out = tokens.new_zeros(*present.shape, tokens.shape[1])
    out[present] = tokens
    return out


def _layer(layer, x, attend):
    """An encoder layer on rows x, with attend() for the attention and its projections."""
    def norm(module, x):
        return _nn.layer_norm(x, (layer.self_attn.embed_dim,), module.weight, module.bias, module.eps)

    def feed(x):
        shape = x.shape
        x = torch.addmm(layer.linear1.bias, x.reshape(-1, shape[-1]), layer.linear1.weight.t())
        x = _nn.gelu(x) if layer.activation_relu_or_gelu == 2 else x.relu_()
        return torch.addmm(layer.linear2.bias, x, layer.linear2.weight.t()).view(*shape[:-1], -1)
    if layer.norm_first:
        x = attend(norm(layer.norm1, x)).add_(x)
        return feed(norm(layer.norm2, x)).add_(x)
    x = norm(layer.norm1, attend(x).add_(x))
    return norm(layer.norm2, feed(x).add_(x))


def _parts(layer):
    a = layer.self_attn
    return a.num_heads, a.in_proj_weight, a.in_proj_bias, a.out_proj.weight, a.out_proj.bias


def _tensors(layer):
    a = layer.self_attn
    return (a.in_proj_weight, a.in_proj_bias, a.out_proj.weight, a.out_proj.bias, layer.norm1.weight, layer.norm1.bias, layer.norm2.weight,
            layer.norm2.bias, layer.linear1.weight, layer.linear1.bias, layer.linear2.weight, layer.linear2.bias)


def is_built_for(layer, src):
    """Is an encoder layer, and the shape of its input, one that this form has?"""
    a = layer.self_attn
    return src.dim() == 3 and not layer.training and a.batch_first and a._qkv_same_embed_dim and layer.activation_relu_or_gelu and \
        layer.norm1.eps == layer.norm2.eps


def takes_layer(layer, src):
    """May an encoder layer be computed in this form for such an input?"""
    if not is_built_for(layer, src) or layer.self_attn.num_heads % 2 or torch.is_autocast_enabled():
        return False
    tensors = (src, *_tensors(layer))
    return not torch.overrides.has_torch_function(tensors) and not wants_gradient(tensors)


def encoder_layer(layer, src, mask):
    if not src.numel():
        return src.clone()
    return _layer(layer, src, lambda x: attention(x, *_parts(layer), mask)[0])


class Tokens:
    """What is left of a padded input: `rows` (n, E), the length of each sequence, and the rows' places."""

    def __init__(self, src, padding):
        left = padding.logical_not().sum(1)
        self.lengths = left.tolist()
        if not self.lengths:
            raise RuntimeError('stack expects a non-empty TensorList')
        _C._warn('NESTED')
        self.present = torch.arange(max(self.lengths)) < left.unsqueeze(1)
        self.rows = src[:, :self.present.shape[1]][self.present]

    def through(self, layer):
        if self.rows.numel():
            self.rows = _layer(layer, self.rows, lambda x: _tokens_attention(x, self.lengths, self.present, *_parts(layer)))

    def padded(self):
        return padded(self.rows, self.present)


def is_left_aligned(src, padding):
    """Does every sequence begin with what is no padding?"""
    if padding.dim() != 2:
        raise RuntimeError('Padding mask should be 2D')
    if padding.shape != src.shape[:2]:
        raise RuntimeError('Mask size should match input size')
    left = padding.logical_not().to(torch.uint8)
    return bool((left[:, 1:] <= left[:, :-1]).all())
