"""Forms of calls that a table of all operations shows: complex weights, factors of zero, outputs among the operands, empty
inputs, new dimensions of one element."""
import torch
import torch.nn.functional as F


def error(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


# complex numbers as weight and value, and their gradients
x = torch.tensor([1 + 2j, -0.5j, 3.0], requires_grad=True)
y = torch.tensor([0.5 - 1j, 2.0, 1j], requires_grad=True)
z = torch.tensor([2.0 + 1j, 1 - 1j, 4.0], requires_grad=True)
w = torch.tensor([1.0, 1j, -0.5])
for r in (torch.lerp(x, y, 0.4j), torch.lerp(x, y, 0.25), torch.lerp(x, y, z), torch.addcmul(x, y, z, value=0.5 + 2j),
          torch.addcdiv(x, y, z, value=1 - 1j), torch.addcmul(x, y, z, value=2)):
    print(r.grad_fn.name(), [g for g in torch.autograd.grad(r, [x, y, z], w, allow_unused=True)])

# what is multiplied by zero does not matter; addbmm_ takes the shape of the sum
bad = torch.tensor([[float("nan"), 1.0], [float("inf"), 2.0]])
a = torch.tensor([1.0, 2.0])
print(torch.addr(bad, a, a, beta=0), torch.addr(bad, a, a, beta=0, alpha=2))
m = torch.arange(12.0).reshape(2, 2, 3)
s = torch.ones(1)
print(s.addbmm_(m, m.transpose(1, 2)), s.shape)

# ends of powers are elements first
print(torch.logspace(4.3, 1.2, 3, dtype=torch.int32), torch.logspace(1.9, 3.9, 3, dtype=torch.int64))

# strides of new dimensions of one element
for sizes in ((1, 1, 5), (1, 3, 5), (2, 1, 5)):
    print(torch.ones(5).expand(sizes).stride(), torch.broadcast_to(torch.ones(2, 1), (1, 1, 2, 4)).stride(),
          torch.ones(()).expand(1, 1).stride())

# outputs that are operands
x = torch.arange(4.0)
for call in (lambda: torch.cat([x, x[:0]], out=x), lambda: torch.gather(x, 0, torch.tensor([1, 0, 1, 0]), out=x),
             lambda: torch.take(x, torch.tensor([1, 1, 1, 1]), out=x), lambda: torch.masked_select(x, x > -1, out=x),
             lambda: torch.index_select(x, 0, torch.tensor([0, 1, 2, 3]), out=x),
             lambda: torch.kthvalue(x[:1], 1, out=(x[0], torch.tensor(0))),
             lambda: torch.add(x, 1, out=x),
             lambda: torch.index_copy(x, 0, torch.tensor([0]), x[:1], out=x.double())):
    error(call)

# multinomial says what is wrong with entries of rows
for p in ([1.0, -1.0], [float("nan"), 1.0], [1.0, float("inf")], [0.0, 0.0], [[0.0, 0.0], [-1.0, 2.0]]):
    for n, replacement in ((2, True), (1, True), (1, False)):
        error(lambda: torch.multinomial(torch.tensor(p), n, replacement))

# gradients of losses of each sample have no negative zeros, with a graph or without
logp = torch.tensor([[-1.0, -2.0, -3.0], [-2.0, -1.0, -0.5]], requires_grad=True)
g = torch.tensor([-1.25, 0.5], requires_grad=True)
loss = F.nll_loss(logp, torch.tensor([1, 2]), reduction="none")
for create in (False, True):
    r, = torch.autograd.grad(loss, logp, g, retain_graph=True, create_graph=create)
    print(r, r.signbit().sum())
print(torch.autograd.grad(r, g, torch.arange(6.0).reshape(2, 3)))
r, = torch.autograd.grad(F.nll_loss(logp, torch.tensor([1, 2])), logp, g[0], create_graph=True)
print(r, torch.autograd.grad(r, g, torch.arange(6.0).reshape(2, 3)))

# nothing to pool; pixels that stay where they are
e = torch.empty(0, 1, 4, 5, 4, requires_grad=True)
p = F.fractional_max_pool3d(e, (2, 2, 1), output_size=2)
print(p.shape, p.grad_fn.name(), torch.autograd.grad(p.sum(), e)[0].shape)
error(lambda: F.fractional_max_pool2d(torch.ones(1, 1, 4, 4).half(), 2, output_size=2))
x = torch.arange(4.0).reshape(1, 1, 2, 2)
for f in (F.pixel_shuffle, F.pixel_unshuffle):
    print(f(x, 1).data_ptr() == x.data_ptr(), f(x, 1))
edges = torch.tensor([0.0, 1.0, 2.0])
h = torch.histogram(torch.tensor([0.5, 1.5, 1.6]), edges)
print(h.hist, h.bin_edges.data_ptr() == edges.data_ptr())

# sums over a list of no dimensions
x = torch.ones(2, 3, requires_grad=True)
print([f().grad_fn.name() for f in (x.sum, lambda: x.sum(()), lambda: x.sum(dim=None), x.mean, lambda: x.mean([]))])
error(lambda: torch.gradient(x.detach(), spacing=[0.1], dim=(1, 0)))
