# group_norm: every bit of its values, with and without weight and bias, for groups shorter and longer than PyTorch's vectors.
import hashlib
import torch


def digest(t):
    return hashlib.md5(t.contiguous().numpy().tobytes()).hexdigest()[:10]


for dtype in (torch.float32, torch.float64):
    for channels, groups, plane in (2, 2, (1,)), (4, 2, (3, 3)), (2, 1, (5,)), (6, 3, (2, 7)), (8, 4, (16,)), (8, 2, (10, 10)), (32, 4, (7, 9)):
        torch.manual_seed(channels)
        x = torch.randn(3, channels, *plane, dtype=dtype) * 3 + 1
        w, b = torch.randn(channels, dtype=dtype), torch.randn(channels, dtype=dtype)
        print(dtype, channels, groups, plane, digest(torch.group_norm(x, groups)), digest(torch.group_norm(x, groups, w, b)),
              digest(torch.group_norm(x, groups, w)))
