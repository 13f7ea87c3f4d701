# masked_scatter with gradients, in place, with too few elements.
import torch
x=torch.arange(6.).reshape(2,3).requires_grad_(); s=torch.arange(10.,16).requires_grad_(); m=torch.tensor([[True,False,True],[False,True,False]])
r=x.masked_scatter(m,s*2); print(r); (r*torch.arange(1.,7).reshape(2,3)).sum().backward(); print(x.grad,s.grad)
y=(x*1); y.masked_scatter_(m,s); y.sum().backward(); print(x.grad, s.grad)
try: x.masked_scatter(m,s[:1])
except Exception as e: print(type(e).__name__, e)
print(x.masked_scatter(torch.tensor([True,False,False]),s))
