"""Functions of one's own beside writes in place: what a message calls their tensors, versions, types of gradients."""
import torch


class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        r = x * y
        ctx.save_for_backward(x, r)
        return r, x - y

    @staticmethod
    def backward(ctx, g, h):
        x, r = ctx.saved_tensors
        return g * r + h, g * x - h     # of the wider type for both


class Dirty(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    @staticmethod
    def backward(ctx, g):
        return g * 2


def tell(name, f):
    try:
        print(name, *f())
    except (RuntimeError, IndexError) as e:
        print(name, e)


a, b = torch.tensor([1., -2.], requires_grad=True), torch.tensor([3., 0.5], dtype=torch.float64, requires_grad=True)


def overwritten(change, which=0):
    r = Both.apply(a * 1, b)
    change(r[which])
    return torch.autograd.grad(r[0].sum() + r[1].sum(), (a, b))


tell('result negated', lambda: overwritten(lambda r: r.neg_()))
tell('part of result written', lambda: overwritten(lambda r: r.__setitem__(0, 1)))
tell('other result negated', lambda: overwritten(lambda r: r.neg_(), 1))
tell('types', lambda: [(g.dtype, g.tolist()) for g in torch.autograd.grad(sum(Both.apply(a.cummax(0)[0], b)).sum(), (a, b))])


def dirty(before):
    x = before(a * 1)
    y = Dirty.apply(x)
    return y is x, y._version, type(y.grad_fn).__name__, torch.autograd.grad(y.sum(), a)


tell('dirty', lambda: dirty(lambda x: x))
tell('dirty twice', lambda: dirty(Dirty.apply))
tell('dirty after exp_', lambda: dirty(lambda x: x.exp_()))
tell('dirty log_softmax', lambda: dirty(lambda x: x.log_softmax(0)))

# what a gradient that can be differentiated again is, by the leaf's memory
for leaf in (torch.ones(2, 3), torch.ones(3, 2).t(), torch.ones(1, 3).expand(2, 3)):
    leaf = leaf.detach().requires_grad_()
    (leaf ** 2).sum().backward(create_graph=True)
    print(type(leaf.grad.grad_fn).__name__, leaf.grad.stride(), torch.autograd.grad(leaf.grad.sum(), leaf)[0].tolist())
    leaf.grad = None # or it holds its own graph for ever

# results are new, however they were put together
x = torch.ones(2, 3, requires_grad=True)
zero = torch.zeros(2, 3, dtype=torch.long)
for r in (x.scatter(1, zero, x), x.scatter_reduce(1, zero, x, 'amax'), x.index_add(0, torch.tensor([0]), x[:1]), x.put(torch.tensor([0]), x[0, :1])):
    print(type(r.grad_fn).__name__, r._version)
for size in ((1,), (3,), (1, 3), (2, 3), ()):
    print(size, *[type(t.mul(1).sum_to_size(size).grad_fn).__name__ for t in (x, x.unsqueeze(0))])

# a source larger than the index has no gradient
tell('scatter', lambda: torch.autograd.grad(x.scatter(1, zero[:, :1], x * 2).sum(), x))
tell('scatter_add', lambda: torch.autograd.grad(x.scatter_add(1, zero[:1], x * 2).sum(), x))
tell('scatter_reduce', lambda: torch.autograd.grad(x.scatter_reduce(1, zero[:, :2], x * 2, 'prod').sum(), x))
# nor has what was there before a write to an expanded tensor
e = (a * 2).expand(2, 2)
tell('expanded', lambda: torch.autograd.grad(e.zero_().cosh().sum(), a))
# polar counts a negative length as a turn
tell('polar', lambda: torch.autograd.grad(torch.polar(b - 2, b).imag.sum(), b))
tell('prelu', lambda: torch.autograd.grad(torch.prelu(torch.tensor([float('nan'), float('inf'), -1.]), b[:1].float()).nansum(), b))
tell('float_power', lambda: torch.autograd.grad(torch.float_power(a.sgn() + 1, 1.5).sum(), a))
s = torch.special.i0e(a * 1)
s += 1
tell('i0e', lambda: torch.autograd.grad(s.sum(), a))
for f in (torch.special.i1, torch.special.i1e, torch.i0):
    z = torch.tensor([0., float('nan'), 1.], dtype=torch.float64, requires_grad=True)
    g, = torch.autograd.grad(f(z).sum(), z, create_graph=True)
    print(*['%.6g' % (v + 0.0) for t in (g, torch.autograd.grad(g.sum(), z)[0]) for v in t.tolist()])
for d in (-1, 1):
    tell('cross', lambda: [torch.cross(torch.ones(2, 2), torch.ones(2, 2), dim=d)])
tell('cross', lambda: [torch.cross(torch.ones(()), torch.ones(()), dim=-1)])
tell('take_along_dim', lambda: [torch.ones(()).take_along_dim(torch.tensor(0), -1)])
z = torch.ones(2, dtype=torch.complex64, requires_grad=True)
w = z.exp()
w *= 2
tell('complex', lambda: torch.autograd.grad(w.abs().sum(), z))

# what was saved of a result that went into a view
x = (a * 1).view(2, 1)
x.exp_()
x += 1
tell('view', lambda: torch.autograd.grad(x.sum(), a))
x = (a * 1)
x.mul_(x)
tell('by itself', lambda: torch.autograd.grad(x.sum(), a))
x = torch.polar(a * 1, a * 1)
x.imag.mul_(3)
tell('part of complex', lambda: torch.autograd.grad(x.abs().sum(), a))
x = torch.complex(a * 1, a * 2)
x.real.neg_()
tell('part', lambda: (type(x.grad_fn).__name__, torch.autograd.grad((x * x).real.sum(), a)))
y = Dirty.apply((a * 1).view(1, 2))
tell('dirty view', lambda: (type(y.grad_fn).__name__, torch.autograd.grad(y.sum(), a)))
for f in (torch.nn.functional.avg_pool1d, torch.nn.functional.max_pool1d, torch.nn.functional.adaptive_avg_pool1d, torch.nn.functional.adaptive_max_pool1d):
    y = f((a * 1).view(1, 2), 1)
    node = type(y.grad_fn).__name__
    y += 1
    print(node, type(y.grad_fn).__name__, torch.autograd.grad(y.sum(), a)[0].tolist())
y = torch.ones(2, 3, requires_grad=True).rot90()
print(type(y.grad_fn).__name__, type(y.exp_().grad_fn).__name__)

# the first hook ties all of a tensor's hooks to what had made it then
for n in (0, 1, 2):
    x, seen = a * 1, []
    handles = [x.register_hook(lambda g: seen.append(('first', g.tolist()))) for _ in range(n)]
    x *= 3
    last = x.register_hook(lambda g: seen.append(('last', g.tolist())))
    if n == 2:
        handles[0].remove()
    x.sum().backward(retain_graph=True)
    last.remove()
    x.sum().backward()
    print(n, seen)
