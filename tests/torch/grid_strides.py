# Shapes and strides of the views that meshgrid gives.
import warnings
import torch

warnings.simplefilter('ignore')
for szs in ((1,),(3,),(1,1),(3,1),(1,3),(2,3),(1,1,1),(2,1,3),(0,),(0,1),(1,0),(2,0)):
    for ind in ('ij','xy'):
        for rg in (0,1):
            ts=[torch.ones(n,requires_grad=bool(rg)) for n in szs]
            print(szs,ind,rg,[(g.shape,g.stride()) for g in torch.meshgrid(*ts,indexing=ind)])
print([(g.shape,g.stride()) for g in torch.meshgrid(torch.tensor(1.),torch.tensor(2.))])
print([(g.shape,g.stride()) for g in torch.meshgrid(torch.ones(6)[::2],torch.ones(2,2)[0])])
