# Attention adds a mask while it multiplies, and takes an input without a batch for three tensors: its bits are those of these steps.
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)


def by_steps(m, x, mask):
    queries, keys, values = (F.linear(x.unsqueeze(1), w, b).view(5, 2, 4).transpose(0, 1)
                             for w, b in zip(m.in_proj_weight.chunk(3), m.in_proj_bias.chunk(3)))
    queries = queries / math.sqrt(4)
    scores = torch.bmm(queries, keys.transpose(-2, -1)) if mask is None else torch.baddbmm(mask.unsqueeze(0), queries, keys.transpose(-2, -1))
    y = torch.bmm(F.softmax(scores, -1), values).transpose(0, 1).contiguous().view(5, 8)
    return F.linear(y, m.out_proj.weight, m.out_proj.bias)


for mask in None, torch.randn(5, 5):
    m, x = nn.MultiheadAttention(8, 2), torch.randn(5, 8, requires_grad=True)
    grad = torch.randn(5, 8)
    y, weights = m(x, x, x, attn_mask=mask)
    z = by_steps(m, x, mask)
    g, h = (torch.autograd.grad(t, (x, *m.parameters()), grad) for t in (y, z))
    print(torch.equal(y, z), [torch.equal(a, b) for a, b in zip(g, h)])
    print([f'{v:.4f}' for v in y[0].tolist()], [f'{v:.4f}' for v in weights[0].tolist()])
