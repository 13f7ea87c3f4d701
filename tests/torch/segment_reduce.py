# torch.segment_reduce: lengths and offsets, along any dimension that they reach, with gradients.
import torch

d = torch.arange(12.0).reshape(6, 2)
L = torch.tensor([1, 2, 0, 3])


def show(*args, **kwargs):
    try:
        print(torch.segment_reduce(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


for reduce in 'sum', 'mean', 'max', 'min', 'prod', 'foo':
    show(d, reduce, lengths=L)
    show(d, reduce, offsets=torch.tensor([0, 1, 3, 3, 6]), initial=2)
    show(d.reshape(2, 6), reduce, lengths=torch.tensor([[1, 2, 3], [3, 3, 0]]), axis=1)
    show(d.reshape(2, 6), reduce, offsets=torch.tensor([[0, 1, 3, 6], [0, 3, 6, 6]]), axis=-1)
show(d, 'sum', lengths=L, axis=1)
show(d, 'sum')
show(d, 'sum', indices=torch.tensor([0, 0, 1, 1, 1, 2]))
show(d, 'sum', lengths=torch.tensor([1, 2]))
show(d, 'sum', lengths=torch.tensor([1, 2]), unsafe=True)
show(d, 'sum', lengths=torch.tensor([1, -2, 7]))
show(d, 'sum', lengths=torch.tensor([1.0, 5]))
show(d.long(), 'sum', lengths=L)
show(d[:0], 'sum', lengths=L * 0)
show(d.half(), 'mean', lengths=L)
show(d, 3, lengths=L)
show(d, 'sum', L)

nan = float('nan')
for reduce in 'sum', 'mean', 'max', 'min', 'prod':
    for initial in None, 3.0:
        x = torch.tensor([[1.0, 2], [3, 0], [3, 4], [nan, 1], [0, 0], [5, 0]], requires_grad=True)
        y = torch.segment_reduce(x, reduce, lengths=L, initial=initial)
        print(y)
        print(torch.autograd.grad(y.sum(), x)[0])
y = torch.segment_reduce(x, 'sum', lengths=L)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g)
try:
    g.sum().backward()
except RuntimeError as e:
    print(e)
