"""What gradcheck and gradgradcheck find, and say."""
import torch, warnings
from torch.autograd import gradcheck, gradgradcheck, Function
torch.manual_seed(0)
def t(f):
    try:
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter('always')
            print(f())
        print([str(x.message)[:60] for x in w])
    except BaseException as e: print(type(e).__name__, str(e))
class Bad(Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(x); return x*x
    @staticmethod
    def backward(ctx,g): return g*3
    @staticmethod
    def jvp(ctx,g): return g*5
class Rand(Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(x); return x*x
    @staticmethod
    def backward(ctx,g): return g*2*ctx.saved_tensors[0]+torch.rand(())*1e-7
class NotMul(Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(x); return x+1
    @staticmethod
    def backward(ctx,g): return torch.ones_like(g)
class Undef(Function):
    @staticmethod
    def forward(ctx,x): ctx.set_materialize_grads(False); return x+1,x+2
    @staticmethod
    def backward(ctx,g,h): return g+h
class Detach(Function):
    @staticmethod
    def forward(ctx,x): ctx.mark_non_differentiable; return x.detach()*2
    @staticmethod
    def backward(ctx,g): return g*2
x=torch.tensor([1.,2.,0.5],dtype=torch.float64,requires_grad=True); y=torch.tensor([[.3,.4],[.1,.9]],dtype=torch.float64,requires_grad=True)
z=torch.tensor([1+2j,.5-1j],dtype=torch.complex128,requires_grad=True)
for fast in (False,True):
    for kw in ({},{'check_forward_ad':True},{'check_forward_ad':True,'check_backward_ad':False}):
        for f,a in ((Bad.apply,(x,)),(Rand.apply,(x,)),(NotMul.apply,(x,)),(Undef.apply,(x,)),(torch.sin,(x,)),(lambda a:a*2j,(x,)),(torch.sin,(z,)),(lambda a: a.abs(),(z,)),(lambda a,b:(a.sum()*b, b.t()),(x,y)),
            (lambda a: Bad.apply(a.abs()),(z,)),(lambda a: torch.complex(Bad.apply(a),a),(x,)),(lambda a:a.detach()*2,(x,)),(lambda a:a.detach()*0,(x,)), (lambda a:(a*2).long(),(x,)),(lambda a:[a*2,(a*3)],(x,)),(lambda a: a.prod(),(y,)),(lambda a: a[:0],(x,))):
            t(lambda: gradcheck(f,a,fast_mode=fast,**kw))
            t(lambda: gradcheck(f,a,fast_mode=fast,raise_exception=False,**kw))
t(lambda: gradcheck(torch.sin,x,check_forward_ad=False,check_backward_ad=False))
t(lambda: gradcheck(torch.sin,x,check_batched_grad=True,check_forward_ad=True,check_batched_forward_grad=True))
t(lambda: gradcheck(torch.sin,x,check_batched_forward_grad=True))
t(lambda: gradcheck(torch.sin,x,check_batched_grad=True,check_backward_ad=False,check_forward_ad=True))
t(lambda: gradcheck(torch.sin,x.detach()))
t(lambda: gradcheck(torch.sin,x.float()))
t(lambda: gradcheck(torch.sin,x[:1].expand(3)))
t(lambda: gradcheck(torch.sin,torch.zeros(1,dtype=torch.float64,requires_grad=True).expand(3)))
n=[0]
def shifty(a):
    n[0]+=1
    return a[:n[0]%3]
t(lambda: gradcheck(shifty,x))
t(lambda: gradcheck(torch.sin,x,check_grad_dtypes=True))
t(lambda: gradgradcheck(torch.sin,x)); t(lambda: gradgradcheck(torch.sin,x,check_fwd_over_rev=True)); t(lambda: gradgradcheck(torch.sin,z,check_fwd_over_rev=True))
t(lambda: gradgradcheck(torch.sin,x,check_fwd_over_rev=True,check_rev_over_rev=False))
t(lambda: gradgradcheck(torch.sin,x,check_fwd_over_rev=True,check_rev_over_rev=False,check_undefined_grad=False))
t(lambda: gradgradcheck(torch.sin,x,check_fwd_over_rev=False,check_rev_over_rev=False))
t(lambda: gradgradcheck(lambda a,b:a.prod()*b,(x,y),gen_non_contig_grad_outputs=True,fast_mode=True,check_batched_grad=True))
t(lambda: gradgradcheck(lambda a: a.detach()*a,(x,)))
t(lambda: gradgradcheck(lambda a: a.sin(),(x,),torch.ones(3,dtype=torch.float64)))
print(torch.rand(2))
