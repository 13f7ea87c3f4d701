"""Small differences of the past: shifts by any distance, outputs' types, what is looked at first, and whose words are used."""
import torch

x = torch.tensor([[1., 2, 3], [4, 5, 6]])
i, b, c, h = x.long(), x > 2, x + 0j, x.half()
for text in '''
i << -3
i.int() << 35
i.to(torch.int8) >> -1
-i >> 70
torch.arange(0, 2.5, dtype=torch.int64)
torch.arange(0, 0.5, dtype=torch.int64)
torch.logspace(0, 1, 3, dtype=torch.int64)
format(torch.nn.Parameter(torch.tensor(0.)))
x.clone().sub_(True)
x - True
torch.flip(x, -1)
x.flip(-1)
torch.tile(x, 2)
torch.reshape(x, -1)
torch.permute(x, 1, 0)
x.igamma(0.5)
torch.ldexp(x, 2)
x.scatter_add(0, torch.tensor([[0, 0]]), torch.ones(1, 2).double())
x.index_add(0, torch.tensor([0]), torch.ones(1, 3).double())
x.split('a')
x.split()
torch.split(x)
torch.split(x, 1)
x.clone().copy_(1)
x.clone().copy_(torch.ones(2))
x.masked_select(torch.tensor([True, False]))
torch.meshgrid(x[0], i[0])
torch.complex(i, x)
torch.polar(x, i)
x.vsplit(4)
torch.ones(2).dsplit(2)
torch.ones(2, 2, 2).diag()
x.item(1)
torch.trapz(x, axis=0)
torch.sum_to_size(x, 1)
x.sum(dim=None)
x.sum(dim='a')
x.sum(dims=1)
x.sum(dim=1, keepdim=True)
x.sum(dim=1, keepdim=1)
x.sum(axis=1)
torch.abs(x, out=torch.ones(2).double())
torch.all(x, 0, out=torch.ones(3))
torch.amax(x, 0, out=torch.ones(3).double())
torch.argmax(x, 0, out=torch.ones(3))
torch.softmax(x, 0, out=torch.ones(3).double())
torch.isposinf(x, out=torch.ones(3))
torch.sum(x * 1.5, 0, out=torch.ones(3, dtype=torch.int64))
x.float_power_(2)
i.lerp(i, 0.5)
torch.unique(torch.tensor([2, 1, 2]), return_counts=True)
i.round(decimals=1)
x[0].matrix_power(2)
torch.zeros(0, 3).expand(7, 7)
i.det()
i[:, :2].det()
x.logdet()
torch.diff(x, prepend=torch.zeros(1))
torch.vander(x)
torch.isin(b, x)
torch.tensor(1).size(-1)
torch.zeros(0).narrow(0, -2, 1)
i.expand(2, 3)[:1].expand(2, 3).asinh_()
b @ x.T
torch.zeros(0, 3) @ i.T
h[None].bmm(x.T[None])
torch.triu(torch.zeros(0))
b[0].trace()
torch.norm(i, 'x')
torch.tensor(1.).roll(1, 0)
torch.fmax(c, torch.ones(5))
x[0].adjoint()
torch.tensor(1.).copy_(x[0])
torch.ones(3).copy_(torch.ones(1, 3))
torch.adjoint(torch.tensor(True))
torch.tensordot(x[0], torch.ones(2, 1, 3))
x.put(torch.tensor([0]), torch.tensor([5]))
torch.bucketize(c, torch.tensor([1., 2.]))
torch.linspace(0, 2j, 3, dtype=torch.float64)
torch.mean(i, (), out=torch.ones(()))
torch.abs(c, out=torch.ones(2, 3))
torch.special.round(i)
torch.special.ndtr(c)
h.polygamma(1)
torch.zeros(2, dtype=torch.bool).index_put((torch.tensor([0]),), torch.tensor(True))
'''.strip().split('\n'):
    for _ in range(2):   # a second time as one that was accepted before
        try:
            said = eval(text)
        except Exception as error:
            said = f'{type(error).__name__} {error}'
    print(text, '->', said)
mask = torch.ones(2, dtype=torch.bool)
mask[torch.tensor([0])] = 2j
print(mask)
value = [1, 2]
try:
    x[0] *= value
except TypeError as error:
    print(error)
