"""Views and joining."""
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
t(lambda: torch.hstack((x,x)).shape)
t(lambda: torch.vstack((x[0],x[1])))
t(lambda: torch.dstack((x[0],x[1])).shape)
t(lambda: torch.column_stack((x[0],x[1])))
t(lambda: torch.atleast_2d(x[0]).shape)
t(lambda: torch.broadcast_tensors(x[0],x)[0].shape)
t(lambda: torch.block_diag(torch.ones(1,2),torch.ones(2,1)))
t(lambda: x.unfold(1,2,1).shape)
t(lambda: x.movedim(0,1).shape)
t(lambda: x.repeat_interleave(2,0).shape)
t(lambda: torch.split(x,[1,2]))
t(lambda: x.tensor_split(2))
t(lambda: x.unflatten(1,(2,2)).shape)
t(lambda: torch.diag_embed(x[0]).shape)
t(lambda: x.diagonal())
t(lambda: x.swapaxes(0,1).shape)
t(lambda: x.narrow(0,1,2))
t(lambda: torch.roll(x,1,0)[0])
t(lambda: x.view(2,-1).shape)
t(lambda: x.view(5))
t(lambda: x.expand(2,3,4).shape)
t(lambda: x.expand(5,4))
t(lambda: x.squeeze(5))
t(lambda: x.transpose(0))
t(lambda: x.permute(0))
t(lambda: torch.stack([x,x[0]]))
t(lambda: torch.cat([x,x[:,:2]]))
t(lambda: torch.cat([1]))
