"""Reading and writing by index."""
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
t(lambda: x[1:,::2])
t(lambda: x[...,0])
t(lambda: x[-1])
t(lambda: x[[0,2]])
t(lambda: x[torch.tensor([True,False,True])])
t(lambda: x[:, [1,3]])
t(lambda: x[3])
t(lambda: x[0,0,0])
t(lambda: x[::-1])
t(lambda: x[1.5])
t(lambda: x[torch.tensor(1)])
t(lambda: x[None,:,None].shape)
t(lambda: x[x>5])
t(lambda: x[0:2,torch.tensor([0,1])])
def setit():
    y=x.clone(); y[0]=torch.tensor([9.,9,9,9]); y[1,1:3]=-1; y[y>10]=0; y[:,0]=torch.arange(3.); return y
t(setit)
def seterr(): y=x.clone(); y[0]=[1,2,3,4]
t(seterr)
def seterr2(): y=x.clone(); y[0]=torch.ones(3)
t(seterr2)
