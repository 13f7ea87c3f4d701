# What nodes keep, and what they are called.
import torch

a, b = torch.tensor([[1., -2], [0.5, 3]], requires_grad=True), torch.tensor([2., -1], requires_grad=True)
for f in (torch.logaddexp, torch.logaddexp2):
    x = f(a * 1, b * 1).add_(1).exp_()
    print(torch.autograd.grad(x.sum(), (a, b)))
zeros = torch.zeros(3, requires_grad=True)
print(torch.autograd.grad(torch.copysign(zeros * 1, torch.ones(3)), zeros, torch.tensor([float('nan'), 1., 2.])))
for f in (lambda x: x.chunk(2, -1), lambda x: x.split(1), lambda x: x.split([1, 1]), lambda x: x[:, :0].chunk(2, -1), lambda x: x.tensor_split(2)):
    print([type(t.grad_fn).__name__ for t in f(a * 1)])
x = (a * 1).T.index_add(0, torch.tensor([0]), torch.ones(1, 2))
print(x.stride(), type(x.flatten().grad_fn).__name__)


def twice(m):
    m = torch.tensor(m, dtype=torch.float64, requires_grad=True)
    g, = torch.autograd.grad(m.det().sum(), m, create_graph=True)
    h, = torch.autograd.grad((g * g).sum(), m)
    print([round(v, 6) + 0.0 for v in g.flatten().tolist()], [round(v, 6) + 0.0 for v in h.flatten().tolist()])


for m in ([[1., 2], [3, 4]], [[1., 2], [2, 4]], [[1., 2, 3], [4, 5, 6], [7, 8, 9]], [[1., 0, 0], [0, 2, 0], [0, 0, 0]], [[[1., 2], [3, 4]], [[1., 2], [2, 4]]]):
    twice(m)
print(torch.nn.functional.layer_norm(torch.tensor([[0.5], [-0.3], [0.7]]), (1,)).tolist())
c = torch.nn.Conv2d(4, 4, 3, padding='valid')
try:
    c(torch.zeros(1, 4, 6, 5).double())
except RuntimeError as e:
    print(e)


def second(f, *values):
    xs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    y = f(*xs).sum()
    g = torch.autograd.grad(y * y * 0.5 + y, xs, create_graph=True)
    h = torch.autograd.grad(sum((t * t).sum() for t in g), xs, allow_unused=True)
    print([['%.6g' % (v + 0.0) for v in t.flatten().tolist()] for t in (*g, *h) if t is not None])


nan = float('nan')
for f in (lambda x: x.norm(2, -1), lambda x: torch.linalg.vector_norm(x, 3, -1), lambda x: x.renorm(2, 0, 1), lambda x: x.renorm(1, 0, 1), lambda x: x.renorm(3, 1, 1)):
    second(f, [[0., 0.], [1., 2.]])
    second(f, [[0., nan], [1., 2.]])
second(lambda x, y: torch.cosine_similarity(x, y, -1), [[0., 0.], [1., 2.]], [3., 1.])
x = torch.tensor(0.3, requires_grad=True)
y = (x * 1).cumprod(-1).sign()
g, = torch.autograd.grad((y * y).sum(), x, create_graph=True)
print(g.requires_grad)
