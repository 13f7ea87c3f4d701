"""Activation functions as modules, and multi-head attention."""
import warnings

import torch
from .linear import NonDynamicallyQuantizableLinear
from .module import Module
from .. import functional as F
from .. import init
from ..parameter import Parameter


class _Activation(Module):
    """fields: (name, default) of the constructor in order; shown: which of them extra_repr names."""
    fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__()
        names = [n for n, _ in self.fields]
        if len(args) > len(names):
            raise TypeError(f'{type(self).__name__}.__init__() takes from 1 to {len(names) + 1} positional arguments but {len(args) + 1} were given')
        values = dict(self.fields)
        for n, v in zip(names, args):
            values[n] = v
        for n, v in kwargs.items():
            if n not in values:
                raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{n}'")
            values[n] = v
        for n, v in values.items():
            setattr(self, n, v)

    def extra_repr(self):
        parts = [f'{n}={getattr(self, n)}' for n, _ in self.fields if n != 'inplace']
        if getattr(self, 'inplace', False):
            parts.append('inplace=True')
        return ', '.join(parts)


class ReLU(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return input.relu_() if self.inplace else F.relu(input)


class ReLU6(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.hardtanh(input, 0.0, 6.0, self.inplace)


class Sigmoid(_Activation):
    def forward(self, input):
        return torch.sigmoid(input)


class Tanh(_Activation):
    def forward(self, input):
        return torch.tanh(input)


class Softplus(_Activation):
    fields = (('beta', 1), ('threshold', 20))

    def forward(self, input):
        return F.softplus(input, self.beta, self.threshold)


class GELU(_Activation):
    fields = (('approximate', 'none'),)

    def forward(self, input):
        return F.gelu(input, approximate=self.approximate)

    def extra_repr(self):
        return f'approximate={self.approximate!r}'


class SiLU(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.silu(input, self.inplace)


class Mish(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.mish(input, self.inplace)


class ELU(_Activation):
    fields = (('alpha', 1.0), ('inplace', False))

    def forward(self, input):
        return F.elu(input, self.alpha, self.inplace)


class CELU(_Activation):
    fields = (('alpha', 1.0), ('inplace', False))

    def forward(self, input):
        return F.celu(input, self.alpha, self.inplace)


class SELU(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.selu(input, self.inplace)


class LeakyReLU(_Activation):
    fields = (('negative_slope', 0.01), ('inplace', False))

    def forward(self, input):
        return F.leaky_relu(input, self.negative_slope, self.inplace)


class RReLU(_Activation):
    fields = (('lower', 1.0 / 8), ('upper', 1.0 / 3), ('inplace', False))

    def forward(self, input):
        return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)


class Hardtanh(_Activation):
    fields = (('min_val', -1.0), ('max_val', 1.0), ('inplace', False))

    def __init__(self, *args, **kwargs):
        for old in ('min_value', 'max_value'):
            if old in kwargs:
                warnings.warn(f'keyword argument {old} is deprecated and rename to {old[:-2]}')
                kwargs[old[:-2]] = kwargs.pop(old)
        super().__init__(*args, **kwargs)
        if self.max_val <= self.min_val:
            raise AssertionError

    def forward(self, input):
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)


class Hardsigmoid(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.hardsigmoid(input, self.inplace)


class Hardswish(_Activation):
    fields = (('inplace', False),)

    def forward(self, input):
        return F.hardswish(input, self.inplace)


class Softshrink(_Activation):
    fields = (('lambd', 0.5),)

    def forward(self, input):
        return F.softshrink(input, self.lambd)

    def extra_repr(self):
        return str(self.lambd)


class Hardshrink(Softshrink):
    def forward(self, input):
        return F.hardshrink(input, self.lambd)


class Threshold(_Activation):
    fields = (('threshold', 0.0), ('value', 0.0), ('inplace', False))

    def forward(self, input):
        return F.threshold(input, self.threshold, self.value, self.inplace)


class LogSigmoid(_Activation):
    def forward(self, input):
        return F.logsigmoid(input)


class Softsign(_Activation):
    def forward(self, input):
        return F.softsign(input)


class Tanhshrink(_Activation):
    def forward(self, input):
        return F.tanhshrink(input)


class GLU(_Activation):
    fields = (('dim', -1),)

    def forward(self, input):
        return F.glu(input, self.dim)


class Softmax(_Activation):
    fields = (('dim', None),)

    def forward(self, input):
        return F.softmax(input, self.dim)


class LogSoftmax(_Activation):
    fields = (('dim', None),)

    def forward(self, input):
        return F.log_softmax(input, self.dim)


class Softmin(_Activation):
    fields = (('dim', None),)

    def forward(self, input):
        return F.softmin(input, self.dim)


class Softmax2d(_Activation):
    def forward(self, input):
        if input.dim() not in (3, 4):
            raise AssertionError('Softmax2d requires a 3D or 4D tensor as input')
        return F.softmax(input, -3)


class PReLU(Module):
    """max(0, x) + weight * min(0, x) with a learned weight, one or one per channel."""

    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        self.num_parameters = num_parameters
        super().__init__()
        self.weight = Parameter(torch.empty(num_parameters, device=device, dtype=dtype).fill_(init))

    def forward(self, input):
        return F.prelu(input, self.weight)

    def extra_repr(self):
        return f'num_parameters={self.num_parameters}'


class MultiheadAttention(Module):
    """Attention of several heads. Inputs (L, N, E), or (N, L, E) with batch_first."""

    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None,
                 vdim=None, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.embed_dim, self.num_heads, self.head_dim = embed_dim, num_heads, embed_dim // num_heads
        self.kdim, self.vdim = (embed_dim if size is None else size for size in (kdim, vdim))
        self.dropout, self.batch_first = dropout, batch_first
        # one weight for all three projections where their inputs are equally wide
        self._qkv_same_embed_dim = self.kdim == self.vdim == embed_dim
        if embed_dim % num_heads:
            raise AssertionError('embed_dim must be divisible by num_heads')
        if self._qkv_same_embed_dim:
            self.in_proj_weight = Parameter(torch.empty((3 * embed_dim, embed_dim), device=device, dtype=dtype))
            self.register_parameter('q_proj_weight', None)
            self.register_parameter('k_proj_weight', None)
            self.register_parameter('v_proj_weight', None)
        else:
            self.q_proj_weight = Parameter(torch.empty((embed_dim, embed_dim), device=device, dtype=dtype))
            self.k_proj_weight = Parameter(torch.empty((embed_dim, self.kdim), device=device, dtype=dtype))
            self.v_proj_weight = Parameter(torch.empty((embed_dim, self.vdim), device=device, dtype=dtype))
            self.register_parameter('in_proj_weight', None)
        if bias:
            self.in_proj_bias = Parameter(torch.empty(3 * embed_dim, device=device, dtype=dtype))
        else:
            self.register_parameter('in_proj_bias', None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, device=device, dtype=dtype)
        if add_bias_kv:
            self.bias_k = Parameter(torch.empty((1, 1, embed_dim), device=device, dtype=dtype))
            self.bias_v = Parameter(torch.empty((1, 1, embed_dim), device=device, dtype=dtype))
        else:
            self.bias_k = self.bias_v = None
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self):
        if self._qkv_same_embed_dim:
            init.xavier_uniform_(self.in_proj_weight)
        else:
            for w in (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
                init.xavier_uniform_(w)
        if self.in_proj_bias is not None:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)
        if self.bias_k is not None:
            init.xavier_normal_(self.bias_k)
        if self.bias_v is not None:
            init.xavier_normal_(self.bias_v)

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True,
                is_causal=False):
        batched = query.dim() == 3
        if batched and self.batch_first:
            alike = key is query, value is key
            query = query.transpose(0, 1)
            key = query if alike[0] else key.transpose(0, 1)
            value = key if alike[1] else value.transpose(0, 1)
        out, attn = F.multi_head_attention_forward(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias, self.bias_k, self.bias_v,
            self.add_zero_attn, self.dropout, self.out_proj.weight, self.out_proj.bias, self.training, key_padding_mask, need_weights,
            attn_mask, not self._qkv_same_embed_dim, self.q_proj_weight, self.k_proj_weight, self.v_proj_weight,
            average_attn_weights=average_attn_weights)
        return (out.transpose(0, 1) if batched and self.batch_first else out), attn
