"""Reductions, statistics, running sums."""
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
t(lambda: x.sum(1,keepdim=True))
t(lambda: x.sum((0,1)))
t(lambda: x.sum(0,1))
t(lambda: torch.sum(x,dim=0))
t(lambda: x.sum(axis=1))
t(lambda: x.mean(-1))
t(lambda: i8.sum())
t(lambda: i8.float().mean())
t(lambda: i8.mean())
t(lambda: torch.max(x,torch.tensor(5.)))
t(lambda: x.max(dim=1,keepdim=True))
t(lambda: x.argmax())
t(lambda: x.argmin(dim=0))
t(lambda: x.median())
t(lambda: x.median(1))
t(lambda: torch.mode(torch.tensor([1,1,2])))
t(lambda: x.var(unbiased=False))
t(lambda: x.std(1, True))
t(lambda: torch.std_mean(x))
t(lambda: x.var(0,unbiased=False,keepdim=True))
t(lambda: torch.var(x, dim=1, correction=0) if False else 1)
t(lambda: torch.quantile(x,0.5))
t(lambda: torch.quantile(x,torch.tensor([0.25,0.75]),dim=1))
t(lambda: torch.cummax(x,0))
t(lambda: torch.diff(torch.tensor([1,3,6])))
