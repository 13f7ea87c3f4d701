# Gradients where there is nan, and of the variance of too few elements.
import torch

nan, inf = float('nan'), float('inf')


def grads(f, x, twice=False):
    x = torch.tensor(x, requires_grad=True)
    try:
        g, = torch.autograd.grad(f(x).sum(), x, create_graph=twice)
        print(f(x).detach().tolist(), g.tolist(), torch.autograd.grad((g * g).sum(), x)[0].tolist() if twice and g.requires_grad else '')
    except RuntimeError as e:
        print(e)


for values in ([3., nan, 1., nan], [3., 1., 2., 3.], [0., 2., -1., 0.]):
    for f in (torch.median, torch.nanmedian, torch.max, torch.min, lambda x: x.amax(0), lambda x: x.amin(0), lambda x: x.median().sqrt(), lambda x: (x.median() * x).log().max()):
        grads(f, values)
        grads(lambda x: f(x * x) ** 2, values, True)
for values, f in ((2., lambda x: x.var(-1)), (2., lambda x: x.std()), ([2.], lambda x: x.var()), ([2.], lambda x: x.std()), ([2.], lambda x: x.var(0)),
                  ([1., 2.], lambda x: x.var(0, correction=2)), ([[1.], [2.]], lambda x: x.std(1)), ([1., 3.], lambda x: x.std())):
    grads(f, values)
x = torch.tensor([1., 2], requires_grad=True)
y = x * 1
y[0] = 3
z = y * y
y[1] = 4
try:
    z.sum().backward()
except RuntimeError as e:
    print(e)

# an infinite slope where two points have no distance, for each p and for the norms
points = torch.tensor([[1.0, 2.0], [1.0, 2.0], [3.0, 5.0]])
for p in (0.0, 1.0, 1.5, 2.0, 3.0, float("inf")):
    for distance in (
        lambda t: torch.cdist(t, t, p),
        lambda t: torch.cdist(t, points, p),
        lambda t: torch.pdist(t, p),
        lambda t: torch.linalg.vector_norm(t - points[0], p, 1),
    ):
        t = points.clone().requires_grad_()
        torch.sqrt(distance(t)).sum().backward()
        print(p, t.grad)

# the product along one element is that element, whatever it is
for dim in (1, -1, 0, -2):
    t = torch.tensor([[float("nan")], [0.0], [float("inf")]], requires_grad=True)
    t.cumprod(dim).sum().backward()
    print(t.grad, torch.zeros(1, 0, requires_grad=True).cumprod(dim).shape)
