"""Searching, counting, gathering."""
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
t(lambda: torch.searchsorted(torch.tensor([1,3,5]),torch.tensor([2,3])))
t(lambda: torch.bucketize(torch.tensor([2,3]),torch.tensor([1,3,5])))
t(lambda: torch.histc(x,4))
t(lambda: torch.isin(torch.tensor([1,2]),torch.tensor([2])))
t(lambda: torch.unique(torch.tensor([2,1,2]),return_counts=True))
t(lambda: torch.kthvalue(x[0],2))
t(lambda: torch.argsort(torch.tensor([3,1,2]),descending=True))
t(lambda: torch.masked_select(x,x>9))
t(lambda: x.masked_fill(x>5,0))
t(lambda: torch.index_select(x,1,torch.tensor([0,2])))
t(lambda: torch.take(x,torch.tensor([0,5])))
t(lambda: torch.where(x>5))
t(lambda: x.index_fill(1,torch.tensor([0]),-1))
t(lambda: x.index_add(0,torch.tensor([0]),torch.ones(1,4)))
t(lambda: x.index_copy(0,torch.tensor([0]),torch.ones(1,4)))
t(lambda: torch.nonzero(x>9,as_tuple=True))
