"""autocast on the CPU, loss scaling and torch.cuda's answers without a GPU; bfloat16 layers."""
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:120])


C = torch.cuda
for name in ['memory_allocated', 'memory_reserved', 'max_memory_allocated', 'memory_stats', 'empty_cache', 'current_device', 'get_device_name',
             'synchronize', 'is_initialized', 'device_count', 'current_stream', 'get_arch_list', 'is_bf16_supported', 'get_rng_state_all', 'seed_all']:
    show(lambda: (name, getattr(C, name)()))
for f in [lambda: torch.randn(2).cuda(), lambda: torch.randn(2, device='cuda'), lambda: torch.nn.Linear(1, 1).cuda(), lambda: torch.randn(2).to('cuda:0'),
          lambda: C.FloatTensor(2), lambda: torch.backends.cudnn.is_available(), lambda: torch.backends.cudnn.enabled, lambda: torch.backends.mps.is_available(),
          lambda: torch.distributed.is_available(), lambda: torch.distributed.is_initialized(), lambda: torch.distributed.get_rank(), lambda: torch.distributed.init_process_group('gloo')]:
    show(f)
from torch.cuda.amp import GradScaler, autocast
s = GradScaler()
print(s.is_enabled(), s.get_scale(), s.state_dict())
m = torch.nn.Linear(2, 1)
o = torch.optim.SGD(m.parameters(), lr=.1)
with autocast():
    loss = m(torch.ones(1, 2)).sum()
print(s.scale(loss) is loss, loss.dtype)
s.scale(loss).backward()
s.unscale_(o)
print(s.step(o), s.update())

torch.manual_seed(0)
x = torch.randn(3, 4)
lin = torch.nn.Linear(4, 2)
for options in [{'dtype': torch.bfloat16}, {}, {'enabled': False}]:
    with torch.autocast('cpu', **options):
        y = lin(x)
        print([t.dtype for t in (y, x @ x.T, torch.mm(x, x.T), torch.bmm(x[None], x.T[None]), x + 1, torch.softmax(y, 1), F.mse_loss(y, y), torch.nn.Conv2d(1, 1, 1)(x[None, None]),
                                 y.sum(), torch.cat([y, x[:, :2]]), torch.nn.LayerNorm(2)(y.float()), torch.addmm(x[:, :3], x, x.T), F.cross_entropy(y, torch.tensor([0, 1, 0])),
                                 torch.einsum('ij,kj->ik', x, x), torch.matmul(x, x[0]), x.double() @ x.T.double())])
        print(torch.is_autocast_cpu_enabled(), torch.get_autocast_cpu_dtype(), torch.is_autocast_enabled())
with torch.autocast('cpu'):
    with torch.autocast('cpu', enabled=False):
        print(lin(x).dtype)
    out = lin(x)
    loss = out.float().pow(2).mean()
print(out, loss)
loss.backward()
print(lin.weight.grad.dtype, [round(v, 1) for v in lin.weight.grad.flatten().tolist()])


@torch.autocast('cpu')
def f(x):
    return lin(x)


print(f(x).dtype, f.__name__)
for g in [lambda: torch.autocast('xyz'), lambda: torch.autocast()]:
    show(g)
with torch.cpu.amp.autocast():
    print(lin(x).dtype)
b = x.bfloat16().requires_grad_()
image = torch.randn(1, 2, 5, 5).bfloat16()
w = torch.randn(3, 2, 3, 3).bfloat16().requires_grad_()
for t in [F.conv2d(image, w), F.max_pool2d(image, 2), F.linear(b, b), F.relu(b)]:
    print(t.dtype, t.shape, [round(float(v), 1) for v in t.detach().flatten()[:3]])
F.conv2d(image, w).sum().backward()
print(w.grad.dtype, w.grad.shape)
