"""Layouts of factors and solutions, gradients of half types, and in-place operations that have no result of their type."""
import torch
import torch.nn.functional as F


def strides(*ts):
    print([(tuple(t.shape), t.stride()) for t in ts])


def error(call):
    try:
        print(call())
    except RuntimeError as e:
        print("RuntimeError", e)


a = torch.tensor([[4.0, 1.0, 2.0], [1.0, 3.0, 0.5], [2.0, 0.5, 5.0]])
for m in (a, a[:2], a[:, :2], torch.stack([a, a + 1])):
    for grad in (False, True):
        m = m.detach().clone().requires_grad_(grad)
        strides(*torch.linalg.lu(m))
        lu, p = torch.linalg.lu_factor(m)
        strides(*torch.lu_unpack(lu, p))
        if m.size(-2) == m.size(-1):
            b = torch.ones(m.shape[:-1] + (2,))
            strides(torch.linalg.lu_solve(lu, p, b), torch.linalg.lu_solve(lu, p, b, adjoint=True), torch.lu_solve(b, lu, p))
            x = torch.linalg.lstsq(m, b).solution
            strides(x)
        if m.size(-2) >= m.size(-1):
            tau = torch.full(m.shape[:-2] + (m.size(-1),), 0.5)
            q = torch.linalg.householder_product(m, tau)
            strides(q)
            print(torch.equal(q.detach(), torch.linalg.householder_product(m.detach(), tau)))

h = torch.tensor([1.5, -2.0, 3.0], dtype=torch.float16, requires_grad=True)
e = torch.tensor([2.0, 0.5, -1.0], dtype=torch.float16, requires_grad=True)
print(torch.autograd.grad(torch.ldexp(h, e).sum(), [h, e]))
print(torch.autograd.grad(torch.pow(3.0, e).sum(), e))
error(lambda: torch.autograd.grad(torch.pow(h[0], e).sum(), [h, e]))
x = torch.tensor([0.0, 2.0, 0.0], dtype=torch.float16, requires_grad=True)
y = torch.tensor([-1.0, 0.5, 3.0], dtype=torch.float16, requires_grad=True)
print(torch.autograd.grad(torch.special.xlog1py(x, y).sum(), [x, y]))
z = torch.tensor([1.0, 2.0, 0.5], dtype=torch.bfloat16, requires_grad=True)
print(torch.autograd.grad(torch.logcumsumexp(z, 0), z, torch.tensor([1.0, -0.5, 2.0], dtype=torch.bfloat16)))

c = torch.tensor([3 + 4j], requires_grad=True)
error(lambda: (c * 1).abs_())
error(lambda: torch.tensor([3 + 4j]).abs_())
error(lambda: torch.tensor([5, 6]).mvlgamma_(1))
print(torch.tensor([5.0, 6.0]).mvlgamma_(1))

p, i = F.max_pool2d(torch.arange(32.0).reshape(1, 2, 4, 4).contiguous(memory_format=torch.channels_last), 2, return_indices=True)
u = F.max_unpool2d(p, i, 2)
print(u.stride(), u[0, 0])
error(lambda: F.max_unpool2d(p.bfloat16(), i, 2))
error(lambda: F.max_unpool1d(torch.ones(1, 1, 1).bfloat16(), torch.zeros(1, 1, 1, dtype=torch.int64), 2))
