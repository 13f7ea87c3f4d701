"""kthvalue: which of equal elements it names, along every dimension, for several types."""
import torch

torch.manual_seed(3)
for dtype in (torch.float32, torch.float64, torch.int64, torch.int8, torch.uint8, torch.bfloat16):
    for shape in ((7,), (4, 9), (2, 3, 40), (1,)):
        t = torch.randint(0, 6, shape).to(dtype)
        if dtype == torch.float32:
            t.view(-1)[0] = float('nan')
        for dim in range(-1, len(shape) - 1):
            for k in (1, t.size(dim) // 2 or 1, t.size(dim)):
                for keep in (False, True):
                    r = t.kthvalue(k, dim, keep)
                    print(r.values.tolist(), r.indices.tolist(), r.values.stride(), r.indices.shape)
print(torch.tensor(3.).kthvalue(1))
x = torch.tensor([3., 1., 2.], requires_grad=True)
r = x.kthvalue(2)
r[0].backward()
print(r, x.grad)
try:
    torch.zeros(0).kthvalue(1)
except IndexError as e:
    print(e)
