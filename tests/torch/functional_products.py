"""torch.autograd.functional in all its ways, and batched gradients."""
import torch
from torch.autograd import functional as AF, grad
def plain(x):
    """Without histories, whose names follow from how products are computed, but with whether there is one."""
    if isinstance(x, (tuple, list)):
        return type(x)(map(plain, x))
    return x if not isinstance(x, torch.Tensor) or not x.requires_grad else (x.detach(), 'with history')
def t(f):
    try: print(plain(f()))
    except BaseException as e: print(type(e).__name__, str(e))
x=torch.tensor([1.,2.,3.]); y=torch.tensor([[.5,1.],[2.,.1]]); one=torch.tensor([2.])
fs=[lambda a:a.sin(), lambda a:(a*a).sum(), lambda a:(a,a.sum()), lambda a:torch.ones(2), lambda a:a*2, lambda a:a.detach()*a, lambda a:3, lambda a:(a*2).sum(), lambda a:(a**3).sum().reshape(1,1), lambda a: (a.prod(),), lambda a:a[:0]]
for name in 'vjp jvp jacobian hessian vhp hvp'.split():
    f=getattr(AF,name)
    for i,g in enumerate(fs):
        for kw in ({},{'strict':True},{'create_graph':True},{'strict':True,'create_graph':True}):
            for a in (x,) + (one, (x,), x.clone().requires_grad_()) * (i == 1):
                if name in('jacobian','hessian'):
                    t(lambda: f(g,a,**kw))
                    if not kw or 'create_graph' in kw: t(lambda: f(g,a,vectorize=True,**kw))
                else:
                    t(lambda: f(g,a,**kw))
                    t(lambda: f(g,a,torch.ones(3) if a is not one else one,**kw))
two=lambda a,b:(a.sum()*b, a*2)
sc=lambda a,b:(a.sum()*b**2).sum()
for st in ('reverse-mode','forward-mode','x'):
    for v in (False,True):
        for kw in ({},{'strict':True},{'create_graph':True}):
            t(lambda: AF.jacobian(two,(x,y),vectorize=v,strategy=st,**kw))
            t(lambda: AF.hessian(sc,(x,y),vectorize=v,outer_jacobian_strategy=st,**kw))
            t(lambda: AF.jacobian(torch.sin,x,vectorize=v,strategy=st,**kw))
t(lambda: AF.jvp(two,(x,y),(x,y))); t(lambda: AF.vjp(two,(x,y),(y,x))); t(lambda: AF.vhp(sc,(x,y),(x,y))); t(lambda: AF.hvp(sc,(x,y),(x,y)))
t(lambda: AF.jvp(two,(x,y),x)); t(lambda: AF.jvp(two,(x,y),(x,x))); t(lambda: AF.jvp(torch.sin,x,(x,x))); t(lambda: AF.jvp(torch.sin,x,y)); t(lambda: AF.jvp(torch.sin,3)); t(lambda: AF.jvp(torch.sin,(x,3))); t(lambda: AF.vjp(torch.sin,x,(3,))); t(lambda: AF.vjp(torch.sin,x,3)); t(lambda: AF.hvp(sc,(x,y),(x,3)))
with torch.no_grad():
    t(lambda: AF.jacobian(torch.sin,x)); t(lambda: AF.hessian(fs[1],x)); t(lambda: AF.jvp(torch.sin,x,x)); t(lambda: AF.hvp(fs[1],x,x)); t(lambda: AF.vjp(torch.sin,x,x,create_graph=True)); t(lambda: AF.jvp(torch.sin,x,x,create_graph=True))
c=torch.tensor([1+2j,3j])
t(lambda: AF.jacobian(lambda a:a*a,c)); t(lambda: AF.jvp(lambda a:a*a,c,c)); t(lambda: AF.jacobian(lambda a:a*a,c,vectorize=True,strategy='forward-mode'))
# batched
a=torch.tensor([1.,2.,3.],requires_grad=True); b=torch.tensor([2.,1.,1.],requires_grad=True)
o=a*b
t(lambda: grad(o,(a,b),torch.eye(3),is_grads_batched=True)); 
o=(a*b,a.sum())
t(lambda: grad(o,(a,b),(torch.eye(3),torch.ones(3)),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o,(a,b),(torch.eye(3),None),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o,(a,b),(torch.eye(3),torch.ones(2)),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o,(a,b),(torch.ones(3,2),torch.ones(3)),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o[1],(a,b),torch.ones(3),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o[1],(a,b),torch.ones(3),is_grads_batched=True,retain_graph=True,allow_unused=True))
t(lambda: grad(o[0]**2,(a,b),torch.eye(3),is_grads_batched=True,create_graph=True))
t(lambda: grad(o[0],(a,b),torch.zeros(0,3),is_grads_batched=True,retain_graph=True))
t(lambda: grad(o[1],(a,b),is_grads_batched=True,retain_graph=True,allow_unused=True))
t(lambda: grad(o[1],(a,b),torch.tensor(1.),is_grads_batched=True,retain_graph=True,allow_unused=True))
t(lambda: grad(o[0],(a,b),3,is_grads_batched=True,retain_graph=True))
