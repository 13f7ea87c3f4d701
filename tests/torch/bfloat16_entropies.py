"""entr and xlog1py of bfloat16, whose logarithms are rounded to it: every value, by digests; gradients."""
import hashlib

import torch

every = torch.arange(-32768, 32768, dtype=torch.int32).to(torch.int16).view(torch.bfloat16)


def digest(t):
    t = torch.where(t.isnan(), torch.zeros_like(t), t.detach())
    return hashlib.md5(bytes(t.float().numpy().tobytes())).hexdigest()[:12], t.dtype


print(digest(torch.special.entr(every)), digest(torch.special.entr(every[::2])))
for number in 2.5, -0.5, 7.0:
    print(number, digest(torch.special.xlog1py(every, number)), digest(torch.special.xlog1py(number, every)))
print(digest(torch.special.xlog1py(every[:30000], every[30000:60000])))
x, y = every[15500:17000].clone().requires_grad_(), every[16000:17500].clone().requires_grad_()
torch.special.xlog1py(x, y).backward(torch.full_like(x, 0.875))
print(digest(x.grad), digest(y.grad))
x = every[15500:17000].clone().requires_grad_()
torch.special.entr(x).backward(torch.full_like(x, 0.875))
print(digest(x.grad))
