# Which types and empty shapes pools take, and what is said of others; prelu and splits at the edges.
import torch
import torch.nn.functional as F

def t(f,*a,**k):
    try: r=f(*a,**k); print([ (x.shape,x.dtype) for x in (r if isinstance(r,tuple) else (r,))])
    except Exception as e: print(type(e).__name__,str(e)[:190])
for dt in (torch.float16,torch.bfloat16,torch.int64,torch.complex64):
  for n in (1,2,3):
    x=torch.ones(2,2,*[4]*n).to(dt)
    for name in ('max_pool%dd','avg_pool%dd','adaptive_avg_pool%dd','adaptive_max_pool%dd'):
        print(dt,n,name,end=' '); t(getattr(F,name%n),x,2)
    print(dt,n,'global',end=' '); t(getattr(F,'adaptive_avg_pool%dd'%n),x,1)
for s in ((0,1,2,10),(2,1,0,1,2),(0,1,2,3,4),(2,0,2,2,2),(1,0,2,2)):
    for name in ('max_pool3d','avg_pool3d','adaptive_avg_pool3d','adaptive_max_pool3d'): print(s,name,end=' '); t(getattr(F,name),torch.ones(s),2)
for s in ((0,2,4),(2,0,4),(2,2,0),(0,2,4,4),(2,0,4,4),(2,2,0,4),(0,4),(2,0),(0,4,4)):
    for name in ('max_pool1d','avg_pool1d','adaptive_avg_pool1d','adaptive_max_pool1d','max_pool2d','avg_pool2d','adaptive_avg_pool2d','adaptive_max_pool2d'): print(s,name,end=' '); t(getattr(F,name),torch.ones(s),2)
x=torch.ones(2,8,3)
for w in (torch.ones(2,4),torch.ones(8,1),torch.ones(1,1),torch.ones(()),torch.ones(8),torch.ones(1),torch.ones(2),torch.ones(0)): t(F.prelu,x,w); t(F.prelu,x[0,0],w); t(F.prelu,torch.tensor(1.),w)
for dt in (torch.float16,torch.uint8,torch.complex64,torch.bool): t(F.adaptive_avg_pool1d,torch.ones(0,8,5).to(dt),2); t(F.adaptive_avg_pool2d,torch.ones(0,8,5,5).to(dt),2); t(F.adaptive_avg_pool3d,torch.ones(0,8,5,5,5).to(dt),2); t(F.avg_pool2d,torch.ones(0,8,5,5).to(dt),2)
t(torch.hsplit,torch.ones(3,5),0);t(torch.vsplit,torch.ones(3,5),0);t(torch.hsplit,torch.ones(3,5),2);t(torch.hsplit,torch.ones(3,5),-1);t(torch.dsplit,torch.ones(1,2,5),0);t(torch.tensor_split,torch.ones(3),0);t(torch.hsplit,torch.ones(5),0);t(torch.hsplit,torch.ones(5),-5)
t(F.max_pool1d,torch.ones(2,1,2),5); t(F.max_pool1d,torch.ones(2,1,2),3,padding=1,dilation=3); t(F.max_pool1d,torch.ones(1,2),5);t(F.max_pool1d,torch.ones(2,1,2),4,stride=2)
