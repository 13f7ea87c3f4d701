# nan as an argument: a bound of hardtanh, what nan_to_num puts in the place of something
import torch
import torch.nn.functional as F

n, inf = float('nan'), float('inf')
for dtype in torch.float32, torch.float64, torch.bfloat16, torch.int32, torch.uint8, torch.int64:
    x = torch.tensor([-1, 0, 1, 2, 3]).to(dtype)
    for low, high in (n, 1.), (0., n), (n, n), (2., 1.), (0.5, 1.5), (0, inf):
        for f in F.hardtanh, lambda x, low, high: F.hardtanh_(x.clone(), low, high):
            try:
                print(dtype, low, high, f(x, low, high).tolist())
            except RuntimeError as e:
                print(dtype, low, high, e)
x = torch.tensor([-1., 0.5, 3], requires_grad=True)
for low, high in (n, 1.), (0., n), (2., 1.):
    y = F.hardtanh(x, low, high)
    print(y, torch.autograd.grad(y.sum(), x))

x = torch.tensor([n, inf, -inf, 1.])
for given in {}, {'nan': n}, {'nan': inf}, {'posinf': n}, {'neginf': n}, {'nan': n, 'posinf': n, 'neginf': n}, {'posinf': -inf}, {'nan': None}:
    for dtype in torch.float32, torch.float64, torch.float16, torch.bfloat16:
        print(given, torch.nan_to_num(x.to(dtype), **given).tolist(), x.to(dtype).nan_to_num_(**given).tolist())
t = x.clone().requires_grad_()
y = torch.nan_to_num(t, nan=n, posinf=n)
print(y, torch.autograd.grad(y.nansum(), t))

z = torch.zeros(2, dtype=torch.float64)
for v in (z + n, torch.full_like(z, n), torch.tensor(n, dtype=torch.float64), z.masked_fill(z == 0, n), F.pad(z, (1, 1), value=n), z.fill_(n)):
    print(v.view(torch.int64).tolist())
t = torch.tensor([n])
print(t.tolist() == t.tolist(), t.item() in [t.item()])
