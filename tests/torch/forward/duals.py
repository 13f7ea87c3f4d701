"""Tangents through operations, views, writing in place, Functions and backward passes."""
import torch
import torch.autograd.forward_ad as fw
x=torch.tensor([1.,2.]);v=torch.tensor([3.,4.])
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, str(e)[:400])
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx,a,k): ctx.s=a; ctx.save_for_forward(a); return a*2
    @staticmethod
    def jvp(ctx,ga,gk): print(ga,gk,ctx.saved_tensors, ctx.saved_for_forward); return ga*2
class G(torch.autograd.Function):
    @staticmethod
    def forward(ctx,a,k): ctx.mark_dirty(a); return a.mul_(2)
    @staticmethod
    def jvp(ctx,ga,gk): return ga.mul_(2)
class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx,a,k): return a.exp(), k
    @staticmethod
    def jvp(ctx,ga,gk): print('H',ga,gk);return ga*2, gk
class I(H):
    @staticmethod
    def jvp(ctx,ga,gk): return ga
class J(H):
    @staticmethod
    def jvp(ctx,ga,gk): return None,None
class K(H):
    @staticmethod
    def jvp(ctx,ga,gk): return ga[:1],3
class V(H):
    @staticmethod
    def forward(ctx,a,k): return a.view_as(a)
    @staticmethod
    def jvp(ctx,ga,gk): return ga*1
class V2(H):
    @staticmethod
    def forward(ctx,a,k): return a.view_as(a)
    @staticmethod
    def jvp(ctx,ga,gk): return ga.view_as(ga)
with fw.dual_level():
    d=fw.make_dual(x.clone(),v.clone())
    t(lambda: F.apply(d,3)); t(lambda: fw.unpack_dual(F.apply(d,3)))
    t(lambda: G.apply(d,3)); t(lambda: d)
    t(lambda: H.apply(d,3)); t(lambda: H.apply(d,x)); t(lambda: H.apply(d,d))
    t(lambda: I.apply(d,x)); t(lambda: K.apply(d,x));t(lambda: V.apply(d,x));t(lambda: V2.apply(d,x))
    t(lambda: d.numpy()); t(lambda: d.tolist()); t(lambda: repr(d[0])); t(lambda:d.clone()); t(lambda: torch.zeros_like(d)); t(lambda: d.to(torch.float64)); t(lambda:d.half())
    t(lambda: torch.stack([d,x])); t(lambda: d.unbind()); t(lambda: torch.where(d>2,d,x)); t(lambda: d.add_(1)); t(lambda:x.add_(d)); t(lambda:x); t(lambda: torch.add(d,1,out=torch.zeros(2)))
    t(lambda: torch.view_as_complex(d)); t(lambda: torch.complex(d,d).conj()); t(lambda: torch.complex(d,d).imag); t(lambda: d.sort()); t(lambda: d.max(0)); t(lambda: d.median());t(lambda: d.norm()); t(lambda: d.prod()); t(lambda: d.softmax(0))
    t(lambda: d.requires_grad_()); 
    with torch.enable_grad():
        d2=fw.make_dual(torch.tensor([1.,2.]).requires_grad_(), v)
        t(lambda: torch.autograd.grad((d2**3).sum(), d2))
        g,=torch.autograd.grad((d2**3).sum(), d2, create_graph=True); t(lambda: (g.detach(), fw.unpack_dual(g).tangent.detach()))
        x2=x.clone().requires_grad_(); (x2*d).sum().backward(); t(lambda: x2.grad)
        tt=fw.unpack_dual(d2.exp()).tangent; t(lambda: torch.autograd.grad(tt.sum(), d2))
    t(lambda: torch.nn.functional.dropout(d,0.5,True).shape)
    m=torch.nn.Sequential(torch.nn.Linear(2,3),torch.nn.BatchNorm1d(3),torch.nn.ReLU(),torch.nn.LayerNorm(3)); torch.manual_seed(0)
    t(lambda: fw.unpack_dual(m(torch.stack([d,x]))).tangent is not None)
    # hasattr(fw.dual_level,'__wrapped__') else torch.no_grad(): pass
with fw.dual_level():
    l=torch.ones(2,2)
    @fw.dual_level()
    def q(): pass
    t(q)
@fw.dual_level()
def q(): return fw.unpack_dual(fw.make_dual(x,v).sin())
t(q)
