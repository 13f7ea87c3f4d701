# layer_norm: every bit of its values, for rows shorter and longer than PyTorch's vectors and chunks of vectors.
import hashlib
import torch


def digest(t):
    return hashlib.md5(t.contiguous().numpy().tobytes()).hexdigest()[:10]


for dtype in (torch.float32, torch.float64):
    for n in (1, 2, 3, 4, 7, 8, 9, 16, 33, 64, 100, 127, 128, 129, 256, 300, 512, 768, 1000, 3000, 10007):
        torch.manual_seed(n)
        x = torch.randn(30, n, dtype=dtype) * 3 + 1
        w, b = torch.randn(n, dtype=dtype), torch.randn(n, dtype=dtype)
        print(dtype, n, digest(torch.layer_norm(x, (n,))), digest(torch.layer_norm(x, (n,), w, b)))
