# einsum: what it refuses, term by term, and products of two dtypes where nothing is summed.
import torch

ones = torch.ones


def show(equation, *operands):
    try:
        result = torch.einsum(equation, *operands)
        print(equation, result.dtype, result.tolist())
    except RuntimeError as error:
        print(equation, str(error).splitlines()[0])


for equation in ('i.j', 'i1', '.i', 'i..', 'i...', '..i', 'i...j...', 'i,1', 'i->1', 'ij->ii', 'ii->ii', 'ij->jk', 'i j -> ji', 'ijk', 'ijk...'):
    show(equation, ones(2, 2))
show('i,i1', ones(2), ones(2, 2))
show('i,i.', ones(2), ones(2, 2))
show('i', ones(2), ones(2))
show('ii', ones(2, 3))
show('ii', ones(1, 3))
show('ij,jk', ones(2, 2), ones(3, 2))
show('bij,bjk->bik', ones(2, 2, 2), ones(3, 2, 2))
show('i,i,i->', ones(2), ones(3), ones(2))
show('i...,...i', ones(2, 3), ones(4, 2))
show('i...,...i', ones(2, 3), ones(3, 2, 2))
show('i...,i...', ones(2, 3), ones(2, 4))
show('i...,i...', ones(2, 5, 3), ones(2, 4))
show('i,i->i', ones(1), ones(3))

show('i,i->i', ones(2), ones(2, dtype=torch.double))
show('i,j->ij', ones(2, dtype=torch.half), ones(2))
show('i,ij->j', ones(2), ones(1, 2, dtype=torch.int64))
show('i,ij->ij', ones(2), ones(2, 2, dtype=torch.int64))
show('i,j->', ones(2, dtype=torch.int64), ones(2))
show('i,i->', ones(2, dtype=torch.int64), ones(2))
show('ij,ij,jk->ik', ones(2, 2), ones(2, 2, dtype=torch.double), ones(2, 2))
show('i,i->i', torch.tensor([True, False]), torch.tensor([True, True]))
show('i,j,k->ijk', torch.arange(2), torch.arange(2.), torch.tensor([1, 2]))
show('ij,ij->i', ones(2, 3), ones(1, 1, dtype=torch.double))
x = torch.arange(3., requires_grad=True)
y = torch.einsum('i,j->ij', x, torch.tensor([1, 2]))
y.sum().backward()
print(type(y.grad_fn).__name__, x.grad)
