# Programs with subclasses of Tensor and with classes that wrap one.
import torch, copy, pickle, io
import torch.nn as nn
def tr(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:200])
class LoggingTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func is not torch.Tensor.__repr__:
            print(f"func: {func.__name__}, args: {args!r}, kwargs: {kwargs!r}")
        if kwargs is None: kwargs = {}
        return super().__torch_function__(func, types, args, kwargs)
x = LoggingTensor([1., 2.]); print((x*2+1).sum())
class Unit(torch.Tensor):
    @staticmethod
    def __new__(cls, data, unit, *args, **kwargs):
        return super().__new__(cls, data, *args, **kwargs)
    def __init__(self, data, unit): self.unit=unit
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        u=[a.unit for a in args if isinstance(a, Unit) and hasattr(a,'unit')]
        r = super().__torch_function__(func, types, args, kwargs)
        if isinstance(r, Unit) and u: r.unit=u[0]
        return r
    def __repr__(self): return f"{super().__repr__()} {getattr(self,'unit',None)}"
    def __deepcopy__(self, memo): return Unit(copy.deepcopy(self.as_subclass(torch.Tensor)), self.unit)
u=Unit([1.,2.],'m'); v=u*3; print(v, v.unit, (u+v).unit, type(u.sum()), u[0], u[0].unit)
print(copy.deepcopy(u)); print(u.clone(), u.reshape(2,1))
tr(lambda: pickle.loads(pickle.dumps(u)))
class MyT(torch.Tensor):
    @staticmethod
    def __new__(cls, x, extra, *a, **k): return torch.Tensor._make_subclass(cls, torch.as_tensor(x))
    def __init__(self, x, extra): self.extra=extra
m=MyT([1.,2.],'e'); print(m, m.extra, type(m+1), hasattr(m+1,'extra'))
class Wrap:
    def __init__(self,t): self.t=t
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        un=lambda a: a.t if isinstance(a,Wrap) else type(a)(map(un,a)) if isinstance(a,(list,tuple)) else a
        return Wrap(func(*map(un,args), **{k:un(w) for k,w in kwargs.items()}))
    def __add__(self,o): return torch.add(self,o)
    def __repr__(self): return f'Wrap({self.t})'
w=Wrap(torch.ones(2)); print(torch.stack([w,w]), torch.exp(w), w+1, 1+0, torch.ones(2)*w, torch.cat((w,torch.zeros(1))), torch.sum(w,dim=0), nn.functional.softmax(w,dim=0))
lin=nn.Linear(2,1); nn.init.constant_(lin.weight,1.); nn.init.zeros_(lin.bias)
print(lin(torch.ones(1,2).as_subclass(MyT)))
out=lin(torch.ones(3,2).as_subclass(LoggingTensor) if False else torch.ones(3,2).as_subclass(MyT)); loss=out.pow(2).mean(); loss.backward(); print(type(loss), lin.weight.grad, type(lin.weight.grad))
opt=torch.optim.SGD(lin.parameters(),lr=.1); opt.step(); print(lin.weight)
class P(nn.Parameter):
    def __new__(cls, data, tag='x'):
        s=super().__new__(cls,data); s.tag=tag; return s
class Net(nn.Module):
    def __init__(self): super().__init__(); self.p=P(torch.ones(2),'hi'); self.q=nn.Parameter(MyT([1.,2.],'e'))
    def forward(self,x): return (self.p*x*self.q).sum()
n=Net(); print([ (k,type(v).__name__) for k,v in n.named_parameters()], n.p.tag, type(n(torch.ones(2)))); 
print(n)
sd=n.state_dict(); print({k:type(v).__name__ for k,v in sd.items()})
print(torch.equal(m,torch.tensor([1.,2.])), torch.allclose(m, m), m.dtype, (m>1).any(), m.int(), m.to(torch.int64), type(m.to(torch.float64)))
print(type(torch.tensor(m)), type(torch.as_tensor(m)), type(torch.zeros_like(m)), type(torch.Tensor(m)), type(torch.empty_like(m)))
print(isinstance(m, torch.Tensor), isinstance(m, torch.FloatTensor), issubclass(MyT, torch.Tensor), torch.is_tensor(m), m.type(), type(m).__name__, m.__class__.__mro__[1].__name__)
a,b=m; print(a,b,type(a)); print([type(c).__name__ for c in m.split(1)], torch.broadcast_tensors(m, torch.ones(2,2))[0])
print(torch.utils.data.TensorDataset(m)[0], torch.utils.data.default_collate([m,m]))
class A(torch.Tensor): pass
class B(A): pass
aa=torch.ones(1).as_subclass(A); bb=torch.ones(1).as_subclass(B); print(type(aa+bb), type(bb+aa))
class C(torch.Tensor): pass
cc=torch.ones(1).as_subclass(C); tr(lambda: aa+cc); tr(lambda: torch.add(aa,cc)); tr(lambda: torch.cat([aa,cc])); tr(lambda: aa.mul(cc)); tr(lambda: aa==cc)
print(aa.new_zeros(2), aa.new_tensor([1]), type(aa.new([1.])))
with torch.no_grad(): print((aa*2).requires_grad)
tr(lambda: aa.grad); aa.requires_grad_(); aa.grad=torch.ones(1); print(aa.grad, type(aa.grad)); tr(lambda: setattr(aa,'grad',3))
r=torch.max(torch.rand(2,2).as_subclass(A),dim=0); print(type(r).__name__, type(r.values).__name__)
q,r_=torch.linalg.qr(torch.eye(2).as_subclass(A)); print(type(q).__name__, type(torch.linalg.qr(torch.eye(2).as_subclass(A))))
f=torch.autograd.functional.jacobian(lambda t:t*2, torch.ones(2)); print(f)
print(torch.ones(2,3).as_subclass(A)@torch.ones(3,1), torch.ones(2).as_subclass(A).dot(torch.ones(2)))
