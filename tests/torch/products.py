"""Products and einsum."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)
t(lambda: torch.addmm(torch.ones(3,3),x,x.t()))
t(lambda: torch.outer(torch.arange(2.),torch.arange(3.)))
t(lambda: torch.tensordot(x,x.t(),1))
t(lambda: torch.kron(torch.eye(2),torch.ones(1,2)))
t(lambda: torch.cross(torch.tensor([1.,0,0]),torch.tensor([0.,1,0])))
t(lambda: torch.cdist(x,x))
t(lambda: torch.dot(x[0],x[1]))
t(lambda: torch.inner(x[0],x[1]))
t(lambda: torch.matrix_power(torch.tensor([[1.,1],[0,1]]),3))
t(lambda: torch.einsum('i,j->ij',x[0],x[1]))
t(lambda: torch.einsum('ij,kj->ik',x,x))
t(lambda: torch.einsum('...ij->...ji',x).shape)
t(lambda: torch.einsum('ij,j',x,x[0]))
t(lambda: torch.trace(x))
t(lambda: torch.mv(x,x[0]))
t(lambda:torch.bmm(torch.ones(2,1,3),torch.ones(2,3,1)))
t(lambda:torch.baddbmm(torch.ones(2,1,1),torch.ones(2,1,3),torch.ones(2,3,1)))
