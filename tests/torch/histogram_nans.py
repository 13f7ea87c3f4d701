"""NaNs in histc, histogram and histogramdd: they count in one of the bins."""
import torch
n=float('nan')
for dt in (torch.float32,torch.float64):
  for x in (torch.tensor(n,dtype=dt),torch.tensor([n],dtype=dt),torch.tensor([n,0.3],dtype=dt),torch.tensor([n]*9+[.9]*3,dtype=dt), torch.tensor(-n,dtype=dt),-torch.tensor([n,n,-n],dtype=dt), torch.tensor([0.],dtype=dt)/0, torch.tensor([1.],dtype=dt)*0/0):
    for a in ((4,0,1),(5,-1,1),(3,0.5,1),(4,-3,-1),(4,1,3)):
        print(dt, x.shape, a, torch.histc(x,*a).tolist())
for x in (torch.tensor([n,0.3]),torch.tensor([n]*9+[.9]*3), torch.tensor([0.,1,n])):
  for kw in (dict(bins=3,range=(0.,1.)), dict(bins=torch.tensor([0.,.3,.5,1])), dict(bins=4), dict(bins=3,range=(0.,1.),density=True), dict(bins=3,range=(0.,1.),weight=torch.ones_like(x)*2)):
    try: print(torch.histogram(x,**kw))
    except Exception as e: print(type(e).__name__, e)
    try: print(x.histc(4))
    except Exception as e: print(type(e).__name__, e)
x=torch.tensor([[n,1],[.5,.2],[.1,n]])
for kw in (dict(bins=[2,2],range=[0.,1,0,1]), dict(bins=[torch.tensor([0.,.5,1])]*2)):
    print(torch.histogramdd(x,**kw))
