"""A number by a tensor is the number times the reciprocal; sizes of complex numbers; what messages name first."""
import torch


def digest(t):
    """A number that every bit of t changes."""
    h = 0
    for i, v in enumerate(t.contiguous().view(torch.int32 if t.element_size() == 4 else torch.int64).flatten().tolist()):
        h = (h * 1000003 + v + i) % (2 ** 61 - 1)
    return h


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ':', e)


x = torch.arange(1., 40.) * 0.37
for number in (2, 0.3, -7, True):
    print(digest(number / x), digest(number / x.double()), (number / x.half())[:3], number / x[:4].int())
print(1j / torch.zeros(3, dtype=torch.int32), 2j / torch.zeros(9), 2 / torch.tensor([0j, 1 + 1j]))
y = x.requires_grad_()
f = (2 / y).grad_fn
print(f.name(), [(n and n.name(), i) for n, i in f.next_functions], torch.true_divide(2, y).grad_fn.name())
print(torch.autograd.grad((0.3 / y).sum(), y)[0][:4])

huge = torch.full((9,), 1e308 + 1e308j, dtype=torch.complex128)
print(huge.abs(), huge[:1].abs(), huge[::2].abs())
print(torch.full((17,), 1e30, dtype=torch.complex64).abs(), torch.full((5,), 1e-200, dtype=torch.complex128).abs())
print(torch.full((9,), complex('nan+infj')).abs())
print(huge.sgn(), huge[::2].sgn(), torch.full((5,), 1e-200 + 2e-200j, dtype=torch.complex128).sgn())
z = torch.randn(40, dtype=torch.complex64, generator=torch.Generator().manual_seed(1))
z[3], z[4], z[39] = 0, complex('inf'), complex('inf')
print(z[3:5].sgn(), z.sgn()[[3, 4, 39]])
z[4] = z[39] = 1
print([digest(torch.view_as_real(part.sgn())) for part in (z, z[:7], z[::2])], digest(z.abs()))

show(lambda: torch.zeros(0, 3)[..., -1, 1.5])
show(lambda: torch.zeros(2, 3)[..., 5, 1.5])
show(lambda: torch.zeros(2, 3)[0, 1.5])
pieces = (torch.ones(3, 3, requires_grad=True) * 1).chunk(2, -1)
show(lambda: pieces[1].copy_(torch.ones(2, 3, 3)))
show(lambda: torch.ones(3).copy_(torch.ones(2, 3)))
show(lambda: torch.dist(torch.ones(1, dtype=torch.half), torch.ones((), dtype=torch.complex128)))
print(torch.arange(4)[::2][:1].msort().stride(), [t.stride() for t in torch.arange(4)[::2][:1].sort()])

a = torch.ones(6)[::2].requires_grad_()
(a * 1).sgn().sum().backward()
show(lambda: a.grad.zero_())


def exp_of_view(create_graph):
    a = torch.tensor(2., requires_grad=True)
    x = (a * 1).reshape(1, 1).squeeze()
    x = x.exp_().relu_()
    return torch.autograd.grad((x * x).sum(), a, create_graph=create_graph)


show(lambda: exp_of_view(False))
show(lambda: exp_of_view(True))
