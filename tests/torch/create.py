"""Making tensors."""
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
t(lambda: torch.full((2,2),1.5))
t(lambda: torch.arange(1,2,0.25))
t(lambda: torch.arange(end=3))
t(lambda: torch.arange(5,dtype=torch.float))
t(lambda: torch.logspace(0,2,3))
t(lambda: torch.zeros(2,dtype=torch.int32))
t(lambda: torch.zeros((2,3)).shape)
t(lambda: torch.ones(2,requires_grad=True))
t(lambda: torch.ones(2,device='cuda'))
t(lambda: torch.ones(2,dtype=3))
t(lambda: torch.zeros(-1))
t(lambda: torch.tensor([1,2],requires_grad=True))
t(lambda: torch.eye(2,3))
t(lambda: x.new_zeros(2))
t(lambda: x.new_tensor([1]))
t(lambda: torch.full_like(x,7)[0])
t(lambda: torch.tril_indices(3,3))
t(lambda: torch.zeros(2).type(torch.int64))
t(lambda: x.to('cpu').shape)
t(lambda: x.to('foo'))
t(lambda: x.cuda())
