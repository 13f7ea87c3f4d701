"""Levels, duals and what they refuse."""
import torch
import torch.autograd.forward_ad as fw
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, str(e)[:300])
x=torch.tensor([1.,2.]);v=torch.tensor([3.,4.])
t(lambda: fw.make_dual(x,v))
t(lambda: fw.unpack_dual(x))
t(lambda: fw.exit_dual_level())
print(fw._current_level)
with fw.dual_level():
    print(fw._current_level)
    t(lambda: fw.enter_dual_level())
    d=fw.make_dual(x,v); print(d, d.requires_grad, d.grad_fn, d._is_view(), d._base)
    u=fw.unpack_dual(d); print(u, type(u), u.tangent is v, u.tangent.data_ptr()==v.data_ptr(), u.primal.data_ptr()==x.data_ptr())
    t(lambda: fw.make_dual(d,v))
    t(lambda: fw.make_dual(x,v[:1]))
    t(lambda: fw.make_dual(x,v.double()))
    t(lambda: fw.make_dual(x.long(),v.long()))
    t(lambda: fw.make_dual(x,v.long()))
    t(lambda: fw.make_dual(x,3))
    t(lambda: fw.make_dual(3,v))
    t(lambda: fw.make_dual(x,v,level=1))
    t(lambda: fw.unpack_dual(d,level=1))
    t(lambda: fw.unpack_dual(3))
    t(lambda: fw.unpack_dual(x))
    t(lambda: fw.unpack_dual(d.detach()))
    t(lambda: fw.unpack_dual(d.data))
    t(lambda: fw.unpack_dual(d.exp()))
    xr=x.clone().requires_grad_()
    d=fw.make_dual(xr,v); print(d.requires_grad, d.grad_fn.name()); p=fw.unpack_dual(d); print(p)
    y=d*d; print(y, fw.unpack_dual(y))
    t(lambda: fw.unpack_dual(y.sum().floor()))
    with torch.no_grad(): t(lambda: fw.unpack_dual(d*d))
    t(lambda: fw.unpack_dual(d>1))
    z=torch.zeros(2,2); z[0]=d; print(fw.unpack_dual(z), fw.unpack_dual(z[0]))
    a=torch.zeros(3,2); w=a[1]; w.copy_(fw.make_dual(x,v)); print(fw.unpack_dual(a), fw.unpack_dual(a.t()))
    with torch.inference_mode(): t(lambda: fw.unpack_dual(fw.make_dual(x,v)*2))
t(lambda: fw.unpack_dual(d))
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx,a): return a*2
with fw.dual_level():
    t(lambda: F.apply(fw.make_dual(x,v)))
    t(lambda: torch.cumprod(fw.make_dual(torch.ones(1,2),torch.ones(1,2)),1))
print(fw.UnpackedDualTensor._fields, fw.UnpackedDualTensor.__mro__)
