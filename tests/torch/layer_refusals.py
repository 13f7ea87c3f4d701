# What layers refuse, in PyTorch's words and order of checks: types of biases, dilations, paddings that cut, sizes of pools, folds.
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

o = torch.ones
X, W = o(1, 2, 4, 4), o(3, 2, 3, 3)


def told(*calls):
    for call in calls:
        try:
            print(tuple(call().shape))
        except Exception as error:
            print(type(error).__name__, error)


for dtype in torch.int64, torch.uint8, torch.int8, torch.int16, torch.float16, torch.bfloat16, torch.float64, torch.bool, torch.complex64:
    told(lambda: F.conv2d(X, W, o(3).to(dtype)), lambda: F.conv2d(X.to(dtype), W, o(3)), lambda: F.conv2d(X[0, 0].to(dtype), W[0], o(3)))
for n in 1, 2, 3:
    x, w = o((1, 2) + (4,) * n), o((2, 2) + (2,) * n)
    conv, back = getattr(F, f'conv{n}d'), getattr(F, f'conv_transpose{n}d')
    told(lambda: conv(x, w, dilation=-1), lambda: conv(x, w[:, :1], dilation=0, groups=2), lambda: back(x, w, dilation=0), lambda: back(x, w, padding=5))
for pad in (-3,) * 4, (-3, 0), (0, -4), (-4, 0), (-1, -3), (4, -4), (-4, 4), (5, -5), (0, 0, -3, 1), (1, 1, 0, -3), (-1, -2), (1, -1, 2, -1):
    told(lambda: F.pad(o(1, 1, 2, 3), pad))
told(lambda: F.adaptive_max_pool1d(o(1, 2, 4), -1), lambda: F.adaptive_max_pool2d(o(2, 4, 4), (2, -1)), lambda: F.adaptive_avg_pool2d(X, (None, -2)),
     lambda: F.adaptive_avg_pool2d(X, torch.tensor([2, 1])), lambda: F.adaptive_max_pool2d(X, torch.tensor([2, 3])), lambda: F.adaptive_avg_pool2d(X, (None, 1)),
     lambda: F.adaptive_avg_pool3d(o(1, 2, 4, 4, 4), torch.tensor([1, 2, 1])), lambda: F.adaptive_max_pool2d(X, (None, 2)), lambda: F.adaptive_avg_pool2d(X, torch.tensor(2)))
told(lambda: F.group_norm(o(1, 2, 4), -1), lambda: torch.dropout(X, -1, True), lambda: torch.dropout(X, 1e20, True), lambda: F.dropout(X, 2),
     lambda: F.threshold(X, .1), lambda: F.threshold(X, .1, 2, False, 3), lambda: nn.EmbeddingBag(4, 3, padding_idx='a'), lambda: nn.EmbeddingBag(4, 3, padding_idx=4))
told(lambda: F.fold(o(0, 3), (4, 4), 2), lambda: F.fold(o(1, 8, 9), (4, 4), 2, padding=-1), lambda: F.fold(o(1, 8, 9), (4, 4), 2, dilation=7),
     lambda: F.fold(o(1, 8, 9), (4, 4), 2, dilation=7, padding=1), lambda: F.fold(o(0, 8, 9), (4, 4), 2), lambda: F.fold(o(1, 8, 0), (4, 4), 2))
told(lambda: nn.TransformerDecoderLayer(4, 2)(o(3, 1, 4), o(5, 1, 3)), lambda: nn.MultiheadAttention(4, 2)(o(3, 1, 4), o(5, 1, 6), o(5, 1, 6))[0])
torch.manual_seed(0)
attention = nn.MultiheadAttention(4, 2)
memory = torch.randn(5, 2, 4)
out, weights = attention(torch.randn(3, 2, 4), memory, memory)
out.sum().backward()
print(out, weights, attention.in_proj_weight.grad)
for way in 'always', 'error':
    for loss in nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(), nn.HuberLoss():
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter(way)
            told(lambda: loss(o(3, 5), o(3, 4)), lambda: loss(o(3, 5), o(5)))
            print([str(warning.message) for warning in said])
