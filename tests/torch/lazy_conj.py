# Conjugates and negatives are views: they share memory, say so, and are resolved where memory is read.
import copy
import io
import pickle
import torch


def show(name, f):
    try:
        r = f()
    except Exception as e:
        r = f'{type(e).__name__}: {str(e).splitlines()[0]}'
    print(name, r)


def about(r, of):
    return (r.tolist(), r.is_conj(), r.is_neg(), r.stride(), r.storage().data_ptr() == of.storage().data_ptr())


x = torch.tensor([[1+2j, 3-4j], [5j, 6]])
y = x.conj()
print(y.is_conj(), x.is_conj(), y.data_ptr() == x.data_ptr(), y._is_view(), y._base is x)
x[0, 0] = 9+9j
print(y, y[0, 0], y.imag, y.is_contiguous())

ways = {
    'clone': lambda: y.clone(), 'contiguous': lambda: y.contiguous(), 't': lambda: y.t(), 'T': lambda: y.T, 'H': lambda: x.H,
    'mH': lambda: x.mH, 'mT': lambda: y.mT, 'adjoint': lambda: x.adjoint(), 'view': lambda: y.view(4), 'reshape': lambda: y.reshape(-1),
    'row': lambda: y[0], 'list': lambda: y[[0]], 'mask': lambda: y[x.real > 2], 'both': lambda: y[0:1, [0]], 'none': lambda: y[None],
    'mul': lambda: y * 2, 'real': lambda: y.real, 'imag': lambda: y.imag, 'detach': lambda: y.detach(), 'data': lambda: y.data,
    'double': lambda: y.to(torch.complex128), 'same': lambda: y.to(torch.complex64), 'conj': lambda: y.conj(),
    'physical': lambda: y.conj_physical(), 'neg': lambda: -y, 'pos': lambda: +y, 'resolve_conj': lambda: y.resolve_conj(),
    'resolve_neg': lambda: y.resolve_neg(), 'zeros_like': lambda: torch.zeros_like(y), 'cat': lambda: torch.cat([y, y]),
    'split': lambda: y.split(1)[0], 'expand': lambda: y.expand(2, 2, 2), 'diagonal': lambda: y.diagonal(),
    'as_strided': lambda: y.as_strided((2,), (1,)), 'deepcopy': lambda: copy.deepcopy(y), 'as_tensor': lambda: torch.as_tensor(y),
    'imag clone': lambda: y.imag.clone(), 'imag twice': lambda: y.imag * 2, 'imag row': lambda: y.imag[0], 'imag neg': lambda: -y.imag,
    'neg_view': lambda: x._neg_view(), 'neg real': lambda: x._neg_view().real, 'neg imag': lambda: x._neg_view().imag,
    'neg conj': lambda: x._neg_view().conj(), 'neg conj imag': lambda: x._neg_view().conj().imag, 'neg neg': lambda: x._neg_view()._neg_view(),
    'int neg': lambda: torch.arange(3)._neg_view(), 'as real': lambda: torch.view_as_real(x._neg_view()), 'abs': lambda: y.abs(),
    'sum': lambda: y.sum(), 'matmul': lambda: y @ x.H, 'eq': lambda: y == x.conj(), 'flip': lambda: y.flip(0), 'where': lambda: torch.where(x.real > 0, y, x),
    'gather': lambda: torch.gather(y, 0, torch.tensor([[0, 0]])), 'squeeze': lambda: y[:1].squeeze(0), 'unflatten': lambda: y.unflatten(0, (1, 2)),
    'narrow': lambda: y.narrow(0, 1, 1), 'unfold': lambda: y.unfold(0, 1, 1), 'movedim': lambda: y.movedim(0, 1), 'broadcast': lambda: torch.broadcast_to(y, (3, 2, 2)),
    'tril': lambda: y.tril(), 'index_select': lambda: y.index_select(0, torch.tensor([0])), 'repeat': lambda: y.repeat(2, 1), 'view dtype': lambda: y.view(torch.float32),
    'view dtype neg': lambda: y.imag.view(torch.int32), 'view_as_real': lambda: torch.view_as_real(y), 'type_as': lambda: y.type_as(x),
    'set': lambda: torch.empty(0, dtype=torch.cfloat).set_(y),
}
for name, f in ways.items():
    show(name, lambda: about(f(), x))

others = {
    'numpy': lambda: y.numpy(), 'numpy neg': lambda: y.imag.numpy(), 'numpy force': lambda: y.numpy(force=True).tolist(), 'numpy real': lambda: y.real.numpy().tolist(),
    'array': lambda: __import__('numpy').asarray(y), 'item': lambda: y[0, 0].item(), 'complex': lambda: complex(y[0, 0]), 'float': lambda: float(y.imag[0, 0]),
    'int': lambda: int(y.imag[0, 0]), 'format': lambda: '{:.2f}'.format(y.imag[0, 0]), 'in': lambda: (9-9j in y, 9+9j in y), 'storage': lambda: y.storage().tolist(),
    'equal': lambda: (torch.equal(y, x.conj()), torch.equal(y, x)), 'rows': lambda: [(r.is_conj(), r.tolist()) for r in y], 'is_set_to': lambda: y.is_set_to(x),
    'real tensors': lambda: (lambda r: (r.conj() is r, r.resolve_conj() is r, r.resolve_neg() is r, r.conj_physical() is r, r.adjoint() is r))(torch.ones(2, 2)),
    'inverse': lambda: torch.allclose(torch.linalg.inv(y), torch.linalg.inv(y.resolve_conj())), 'parameter': lambda: torch.nn.Parameter(y).is_conj(),
    'tensor of elements': lambda: torch.tensor([y[0, 0], y[0, 1]]), 'ihfft': lambda: torch.fft.ihfft(torch.arange(4.)),
}
for name, f in others.items():
    show(name, f)


def pickled(v):
    w = pickle.loads(pickle.dumps(v))
    return w.tolist(), w.is_conj(), w.is_neg()


def saved(v):
    b = io.BytesIO()
    torch.save(v, b)
    b.seek(0)
    w = torch.load(b)
    return w.tolist(), w.is_conj(), w.is_neg()


for f in (pickled, saved, copy.deepcopy, copy.copy):
    show(f.__name__, lambda: (f(y), f(y.imag)))


def written(f):
    x = torch.tensor([[1+2j, 3-4j], [5j, 6]])
    y = x.conj()
    version = x._version
    r = f(x, y)
    return x.tolist(), y.tolist(), y.is_conj(), r is y, x._version - version


one = torch.tensor([0])
writes = {
    'mul_': lambda x, y: y.mul_(2j), 'add_': lambda x, y: y.add_(x), 'fill_': lambda x, y: y.fill_(1+1j), 'zero_': lambda x, y: y.zero_(),
    'copy_': lambda x, y: y.copy_(torch.tensor(1j)), 'copy_ base': lambda x, y: y.copy_(x), 'copy_ conj': lambda x, y: x.copy_(y),
    'row': lambda x, y: y.__setitem__(0, 7j), 'list': lambda x, y: y.__setitem__([0], 7j), 'mask': lambda x, y: y.__setitem__(x.real > 2, 7j),
    'out': lambda x, y: torch.add(torch.ones(2, 2), 1j, out=y), 'out self': lambda x, y: torch.mul(y, 2j, out=y), 'mm': lambda x, y: torch.mm(y, y, out=y),
    'conj_physical_': lambda x, y: y.conj_physical_(), 'neg_': lambda x, y: y.neg_(), 'imag fill': lambda x, y: y.imag.fill_(3.), 'imag mul': lambda x, y: y.imag.mul_(2),
    'real fill': lambda x, y: y.real.fill_(3), 'set real': lambda x, y: setattr(y, 'real', torch.zeros(2, 2)), 'set imag': lambda x, y: setattr(y, 'imag', torch.ones(2, 2)),
    't_': lambda x, y: y.t_(), 'data': lambda x, y: setattr(y, 'data', x), 'data of base': lambda x, y: setattr(x, 'data', y), 'resize_': lambda x, y: y.resize_(3),
    '+=': lambda x, y: y.__iadd__(1j), 'index_put_': lambda x, y: y.index_put_((one,), torch.tensor(2j)), 'masked_fill_': lambda x, y: y.masked_fill_(x.real > 2, 9j),
    'index_add_': lambda x, y: y.index_add_(0, one, torch.ones(1, 2, dtype=torch.cfloat) * 1j), 'cumsum': lambda x, y: torch.cumsum(y, 0, out=y),
    'fill_diagonal_': lambda x, y: y.fill_diagonal_(2j), 'squeeze_': lambda x, y: y.squeeze_(), 'unsqueeze_': lambda x, y: y.unsqueeze_(0),
    'both': lambda x, y: torch.add(x, y, out=y),
}
for name, f in writes.items():
    show(name, lambda: written(f))


def fresh():
    return torch.tensor([1+2j, 3-4j], requires_grad=True)


def names(*ts):
    return [t.grad_fn.name() for t in ts]


def stolen():
    x = fresh()
    (x.conj() * (2+1j)).sum().backward()
    return x.grad, x.grad.is_conj()


def not_stolen():
    x = fresh()
    x.conj().sum().backward()
    return x.grad, x.grad.is_conj()


def added():
    x = fresh()
    for _ in range(2):
        (x.conj() * (2+1j)).sum().backward()
    return x.grad, x.grad.is_conj()


def used_twice():
    x = fresh()
    y = x.conj()
    z = y * y
    z.sum().backward()
    return x.grad, x.grad.is_conj(), names(y, z), [n.name() for n, _ in z.grad_fn.next_functions]


def view_written():
    x = fresh()
    y = (x * 1).conj()
    y.mul_(2j)
    r = names(y, y._base), y.is_conj(), y
    y.abs().sum().backward()
    return r, x.grad


def base_written():
    x = fresh()
    b = x * 1
    y = b.conj()
    b.mul_(2j)
    r = names(y)
    (y * (1+1j)).sum().abs().backward()
    return r, y, x.grad


def imaginary():
    x = fresh()
    y = x.conj().imag
    r = names(y), [n.name() for n, _ in y.grad_fn.next_functions]
    (y ** 2).sum().backward()
    return r, x.grad, x.grad.is_conj()


def leaf():
    x = fresh().detach().conj().requires_grad_()
    (x * x).real.sum().backward()
    return x, x.grad, x.grad.is_conj(), x.is_leaf


def view_of_leaf():
    fresh().conj().mul_(2)


def hooked():
    x, seen = fresh(), []
    y = x * 1
    y.register_hook(lambda g: seen.append((g.is_conj(), g.clone())))
    (y.conj() * 2j).sum().abs().backward()
    return seen


def part_written():
    x = fresh()
    y = x * 1
    v = y.conj()[0:1]
    v.fill_(5j)
    (y * y).sum().abs().backward()
    return y, v, v.is_conj(), names(v), x.grad


def nodes():
    x = torch.ones(2, 2, dtype=torch.cfloat, requires_grad=True)
    return names(x.mH, x.H, x.adjoint(), x._neg_view(), x.conj().imag, x.conj().real, x.conj().clone(), x.conj().resolve_conj(), x.conj().conj(), torch.conj_physical(x))


for f in (stolen, not_stolen, added, used_twice, view_written, base_written, imaginary, leaf, view_of_leaf, hooked, part_written, nodes):
    show(f.__name__, f)

y = torch.tensor([1+2j, 3+0j]).conj()
for name, f in {'bool': lambda: y.imag.bool(), 'int': lambda: y.imag.to(torch.int32), 'bytes': lambda: y.imag.to(torch.uint8), 'half': lambda: y.imag.half(),
                'complex': lambda: y.imag.to(torch.complex64), 'conj bool': lambda: y.bool(), 'real': lambda: torch.zeros(2).copy_(y)}.items():
    show(name, f)
