# Values and refusals at the edges: norms of nothing, cuts beyond any dimension count, draws without
# an upper bound, edges that do not rise, a second pass through a freed graph.
import torch
import torch.nn.functional as F


def show(call):
    try:
        result = call()
    except (RuntimeError, IndexError, TypeError) as error:
        result = f'{type(error).__name__}: {str(error).splitlines()[0]}'
    print(result)


for p in (-1, -0.5, float('-inf'), 0, 1, 2, float('inf')):
    show(lambda: torch.norm(torch.empty(0), p))
    show(lambda: torch.norm(torch.empty(0, 3), p, dim=0))
    show(lambda: torch.linalg.vector_norm(torch.empty(0), p))
    show(lambda: torch.linalg.vector_norm(torch.empty(0, 3), p, dim=0))
    show(lambda: torch.linalg.vector_norm(torch.empty(3, 0), p, dim=0))

for dtype in (torch.uint8, torch.int8, torch.int32, torch.int64, torch.bool, torch.half, torch.bfloat16, torch.float32, torch.float64):
    for low in (-5, 0, 1, 200):
        torch.manual_seed(1)
        show(lambda: torch.zeros(3, dtype=dtype).random_(low, None))
show(lambda: torch.zeros(3).random_(1 << 40, None))

print(len(torch.arange(100).tensor_split(torch.arange(1, 90))))
show(lambda: torch.arange(6).tensor_split(torch.tensor([[3]])))
show(lambda: torch.arange(6).tensor_split(torch.tensor([3.])))

for cuts in (torch.tensor([3, 5]), torch.tensor(3)):
    show(lambda: torch.tensor_split(torch.arange(6), tensor_indices_or_sections=cuts))
show(lambda: torch.tensor_split(torch.arange(6), sections=4))
show(lambda: torch.tensor_split(torch.arange(6), indices=(1, 4)))
for cuts in (2, (1,), torch.tensor([1])):
    show(lambda: torch.tensor(1.).tensor_split(cuts, 5))
show(lambda: torch.ones(0).roll((1, 2), (0, 1)))
show(lambda: torch.ones(0).roll((1, 2), (0,)))
show(lambda: torch.dist(torch.ones(2), 1.5))

a, b = torch.tensor([[2., 1], [0, 3]]), torch.tensor([[1., 2, 3], [4, 5, 6]])
print([part.stride() for part in torch.triangular_solve(b, a)], [part.stride() for part in torch.triangular_solve(b.expand(2, 2, 3), a)])
print(torch.triangular_solve(b.expand(2, 2, 3), a).cloned_coefficient)

x = torch.arange(12).reshape(3, 4)
print([i.stride() for i in torch.where(x > 3)], torch.argwhere(x > 3).stride(), torch.nonzero(x > 3).stride())
print(torch.argwhere(x > 8).tolist(), x[x > 8], x[x > 90])

show(lambda: torch.logspace(0, 1j, 3))
show(lambda: torch.logspace(0, 1 + 1j, 4, base=2, dtype=torch.complex64))
show(lambda: torch.logspace(1j, 2, 2, dtype=torch.complex128))
show(lambda: torch.logspace(1j, 2, 3, dtype=torch.float32))
show(lambda: torch.linspace(0, 1j, 3))
show(lambda: torch.linspace(2j, 1, 4, dtype=torch.complex128))

for margin in (0.5, 1.0, 3.7):
    show(lambda: F.hinge_embedding_loss(torch.tensor([1, 2, 3]), torch.tensor([1, -1, 0]), margin, reduction='none'))
    show(lambda: F.hinge_embedding_loss(torch.tensor([1, 2, 3]), torch.tensor([1, -1, 0]), margin, reduction='sum'))
show(lambda: F.hinge_embedding_loss(torch.tensor([1, 2, 3]), torch.tensor([1, -1, 0])))

for edges in ([3., 1, 2], [1., 3, 2, 4], [4., 3, 2, 1], [1., 5, 0, 10], [1., 1, 3], [1., 3, 3]):
    print(torch.histogram(torch.tensor([1., 1.5, 2, 3, 3.5, 9]), torch.tensor(edges)).hist)

point = torch.tensor(5)
show(lambda: point.repeat_interleave(3, 0))
show(lambda: point.repeat_interleave(torch.tensor(2), -1))
show(lambda: torch.repeat_interleave(point))
show(lambda: point.unflatten(0, (1,)))
show(lambda: point.unflatten(0, ()))

into = torch.zeros(3, 2)
for index, source in (([0], (2,)), ([0, 1], (1, 2)), ([[0]], (1, 2)), ([0], ()), ([0, 1], ()), ([5], (1, 2)), ([-1], (1, 2)), ([0.5], (1, 2)),
                      ([0], (1, 2, 1)), ([1], (1, 2)), (2, (1, 2)), ([0], (1, 3))):
    show(lambda: into.index_copy(0, torch.tensor(index), torch.ones(source)))
show(lambda: into.index_copy(0, torch.tensor([0]), torch.ones(1, 2, dtype=torch.int64)))
show(lambda: torch.tensor(1.).index_copy(0, torch.tensor(0), torch.tensor([2.])))
show(lambda: torch.tensor(1.).index_copy_(0, torch.tensor([0]), torch.tensor(2.)))

print(torch.special.zeta(torch.tensor(2.), torch.tensor(float('inf'))))
for dtype in (torch.float32, torch.float64):
    x = torch.tensor([0., -1, -2, -0.5, 1, float('inf'), -float('inf'), float('nan')], dtype=dtype)
    for n in range(4):
        print(torch.polygamma(n, x))
print(torch.polygamma(1, torch.tensor([1, 2])))


class Kept(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, grad):
        x, = ctx.saved_tensors
        return 2 * x * grad


class Attribute(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.factor = 3.
        return x * 3.

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.factor


def twice(function, keep=None):
    x = torch.tensor([1., 2.], requires_grad=True)
    y = function(x).sum()
    y.backward(retain_graph=keep)
    y.backward()
    return x.grad


for function in (lambda x: x * 2, lambda x: x / 2, lambda x: 2 / x, lambda x: x + 2, lambda x: x.clone().mul_(2), Kept.apply, Attribute.apply):
    show(lambda: twice(function))
    show(lambda: twice(function, True))
