# Calls with a number before the tensors that it multiplies, which PyTorch has given up but still takes, with a warning
import torch
import warnings

m, v = torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([1., 2.])
b = torch.stack([m, m + 1])
calls = '''torch.add(v,2,v)|v.add(2,v)|v.clone().add_(2,v)|torch.sub(v,2,v)|v.sub(2,v)|v.clone().sub_(2,v)|torch.addcmul(v,2,v,v)|v.addcmul(2,v,v)
v.clone().addcmul_(2,v,v)|torch.addcdiv(v,2,v,v)|v.addcdiv(2,v,v)|v.clone().addcdiv_(2,v,v)|torch.addmm(2,m,3,m,m)|torch.addmm(2,m,m,m)
m.addmm(2,3,m,m)|m.addmm(2,m,m)|m.clone().addmm_(2,3,m,m)|m.clone().addmm_(2,m,m)|torch.addmv(2,v,3,m,v)|torch.addmv(2,v,m,v)|v.addmv(2,3,m,v)
v.addmv(2,m,v)|v.clone().addmv_(2,3,m,v)|torch.addr(2,m,3,v,v)|torch.addr(2,m,v,v)|m.addr(2,3,v,v)|m.clone().addr_(2,v,v)|torch.addbmm(2,m,3,b,b)
torch.addbmm(2,m,b,b)|m.addbmm(2,3,b,b)|m.clone().addbmm_(2,b,b)|torch.baddbmm(2,b,3,b,b)|torch.baddbmm(2,b,b,b)|b.baddbmm(2,3,b,b)
b.clone().baddbmm_(2,3,b,b)|torch.add(v,2,v,out=torch.empty(2))|torch.addmm(2,m,3,m,m,out=torch.empty(2,2))|torch.add(v,True,v)
torch.add(v,torch.tensor(2.),v)|torch.add(v,2,alpha=3)|torch.add(v,alpha=2,other=v)|torch.add(v,1j,v)|v.add(2,3)|torch.add(v,v,2)|torch.add(2,v,v)
v.add(2,v,v)|v.mul(2,v)|torch.addcmul(v,v,v,2)|torch.addmm(m,m,m,2,3)|torch.addmm(m,2,m,m)|m.addmm(m,m,2)|v.clone().add_(-0.1,v.double())
torch.addcdiv(v,v,2,v)|torch.baddbmm(b,2,b,b)|torch.addmm(beta=2,input=m,alpha=3,mat1=m,mat2=m)|torch.addmm(2,m,alpha=3,mat1=m,mat2=m)
m.addmm(2,m,m,alpha=3)|torch.add(v,2,other=v)|v.add_(2,other=v)|torch.subtract(v,1,2)|torch.subtract(v,v,2)|torch.subtract(v,torch.tensor(1.),2)
v.subtract(1,2)|v.clone().subtract_(1,2)|torch.rsub(v,1,2)|torch.rsub(v,v,2)|torch.subtract(v,2,v)'''.replace('\n', '|').split('|')
torch.set_warn_always(True)
for call in calls:
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = eval(call).tolist()
        except (TypeError, RuntimeError) as e:
            r = f'{type(e).__name__}: {e}'
    print(call, r, *(x.message for x in w))
torch.set_warn_always(False)

# as optimisers of old have it; told once
weight = torch.ones(3, requires_grad=True)
average = torch.zeros(3)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    for step in range(3):
        weight.grad = None
        (weight ** 2).sum().backward()
        average.mul_(0.9).addcmul_(0.1, weight.grad, weight.grad)
        weight.data.addcdiv_(-0.1, weight.grad, average.sqrt().add_(1e-8))
        weight.data.add_(-0.01, weight.grad)
print(weight, average, len(w))
