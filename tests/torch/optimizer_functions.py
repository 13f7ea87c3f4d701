# One step of an optimiser as a function over lists of tensors.
import torch
from torch.optim.sgd import sgd
from torch.optim.adam import adam
def mk():
    torch.manual_seed(0); return [torch.randn(3) for _ in range(2)],[torch.randn(3) for _ in range(2)]
p,g=mk(); b=[None,None]
with torch.no_grad():
    for _ in range(3):
        sgd(p,g,b,weight_decay=.1,momentum=.9,lr=.1,dampening=0.,nesterov=False,maximize=False)
print(p,b)
p,g=mk(); b=[None,None]
with torch.no_grad():
    for _ in range(3):
        sgd(p,g,b,weight_decay=.1,momentum=0.,lr=.1,dampening=0.,nesterov=False,maximize=True,foreach=True)
print(p,b)
p,g=mk(); m=[torch.zeros(3) for _ in p]; v=[torch.zeros(3) for _ in p]; x=[torch.zeros(3) for _ in p]; s=[torch.tensor(0.) for _ in p]
with torch.no_grad():
    for _ in range(3):
        adam(p,g,m,v,x,s,amsgrad=True,beta1=.9,beta2=.99,lr=.1,weight_decay=.01,eps=1e-8,maximize=False)
print(p,m,v,x,s)
try:
    adam(p,g,m,v,x,[0,0],amsgrad=True,beta1=.9,beta2=.99,lr=.1,weight_decay=.01,eps=1e-8,maximize=False)
except Exception as e:
    print(type(e).__name__,e)
try:
    sgd(p,g,b,lr=.1)
except Exception as e:
    print(type(e).__name__,e)
