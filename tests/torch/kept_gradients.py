# retain_grad: before or behind the hooks, as they came; through operations in place; backward towards inputs that are no leaves.
import torch


def leaf():
    return torch.tensor([1., 2., 3.], requires_grad=True)


x = leaf()
y = x * 2
seen = []
y.retain_grad()
y.register_hook(lambda g: (seen.append(y.grad.tolist()), g * 3)[1])
(y * y).sum().backward()
print('first', y.grad, x.grad, seen)

x = leaf()
y = x * 2
y.register_hook(lambda g: g * 3)
y.retain_grad()
y.register_hook(lambda g: g * 5)
(y * y).sum().backward()
print('behind', y.grad, x.grad)

x = leaf()
y = x * 2
y.retain_grad()
y.register_hook(lambda g: g * 7)
y.mul_(3).add_(1)
y.register_hook(lambda g: seen.append(g.tolist()))
(y * y).sum().backward()
print('in place', y.grad, x.grad, seen)

for change in (lambda y: y[0].mul_(3), lambda y: y[:2].copy_(torch.ones(2)), lambda y: y.__setitem__(0, 5.), lambda y: y.zero_(),
               lambda y: y.copy_(torch.ones(3)), lambda y: y.relu_(), lambda y: y[1:].mul_(2) is y.mul_(3), lambda y: y.unsqueeze_(0)):
    x = leaf()
    y = x * 2
    y.retain_grad()
    change(y)
    (y * y + x).sum().backward()
    print('changed', y.grad, x.grad)

x = leaf()
y = x * 2
v = y[:2]
v.retain_grad()
v.mul_(3)
y[:1].mul_(2)
(v * v).sum().backward()
print('view', v.grad, x.grad)

x = leaf()
y = x * 2
y.retain_grad()
(y * y).sum().backward(retain_graph=True)
first = y.grad
(y * y).sum().backward()
print('again', y.grad, first, first is y.grad)
y.detach_()
print(y.retains_grad, y.grad)

x = leaf()
y = x * 2
y.retain_grad()
(y * y).sum().backward(create_graph=True)
print(y.grad)
x.grad = y.grad = None

# towards an input that is no leaf
x = leaf()
y = x * 2
z = y * 3
y.register_hook(lambda g: g * 10)
z.sum().backward(inputs=[y])
print(y.grad, x.grad, y.retains_grad)
z = (x * 2) * 3
y = z * 4
y.sum().backward(inputs=[z, x])
print(z.grad, x.grad)

# the tensor goes, the graph stays
x = leaf()
y = x * 2
y.retain_grad()
y.mul_(2)
z = (y * 2).sum()
del y
z.backward()
print(x.grad)

# a gradient given in another layout than the leaf's
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    for grad in (torch.zeros(2, 3), torch.zeros(3, 2).t()):
        x = torch.ones(3, 2).t().requires_grad_()
        x.grad = grad
        (x * 2).sum().backward()
        print(x.grad.stride(), x.grad is grad)
print([str(w.message) for w in caught])
