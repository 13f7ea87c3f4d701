"""Gradients of and through sparse tensors."""
import torch
import torch.nn.functional as F


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0].split(' This could be')[0])


i=torch.tensor([[0,1,1],[2,0,2]])
def mk(): 
    v=torch.tensor([3.,4.,5.],requires_grad=True); return v, torch.sparse_coo_tensor(i,v,(2,3))
def leaf(): return torch.sparse_coo_tensor(i,[3.,4.,5.],(2,3)).requires_grad_()
D=torch.arange(6.).reshape(3,2).requires_grad_()
W=torch.tensor([[1.,2.,3.],[4.,5.,6.]])
def g(f):
    v,s=mk(); out=f(s); 
    (out if out.dim()==0 else (out*torch.arange(1.,out.numel()+1).reshape(out.shape)).sum()).backward(); return v.grad
show('mm',lambda:g(lambda s:torch.sparse.mm(s,D)))
show('Dg',lambda:D.grad)
show('dense',lambda:g(lambda s:s.to_dense()))
show('sum',lambda:g(torch.sparse.sum))
show('sum0',lambda:g(lambda s:torch.sparse.sum(s,0).to_dense()))
show('sum1',lambda:g(lambda s:torch.sparse.sum(s,1).to_dense()))
show('vals',lambda:g(lambda s:s.coalesce().values()))
show('soft',lambda:g(lambda s:torch.sparse.softmax(s,1).to_dense()))
show('lsoft',lambda:g(lambda s:torch.sparse.log_softmax(s,1).coalesce().values()))
show('mul',lambda:g(lambda s:(s*3).to_dense()))
show('div',lambda:g(lambda s:(s/4).to_dense()))
show('neg',lambda:g(lambda s:(-s).to_dense()))
show('add',lambda:g(lambda s:(s+s).to_dense()))
show('sub',lambda:g(lambda s:(s-s*3).to_dense()))
show('dadd',lambda:g(lambda s:W+s))
show('dadda',lambda:g(lambda s:W.add(s,alpha=2)))
show('t',lambda:g(lambda s:s.t().to_dense()))
show('tr',lambda:g(lambda s:s.transpose(0,1).to_dense()))
show('clone',lambda:g(lambda s:s.clone().to_dense()))
show('dbl',lambda:g(lambda s:s.double().to_dense()))
show('addmm',lambda:g(lambda s:torch.sparse.addmm(torch.ones(2,2),s,D)))
show('mv',lambda:g(lambda s:s@torch.tensor([1.,2.,3.])))
show('ss',lambda:g(lambda s:(s*s).to_dense()))
s=leaf(); torch.sparse.mm(s,D).sum().backward(); show('leaf',lambda:(s.grad, s.grad.is_coalesced(), s.grad.is_sparse))
s=leaf(); s.to_dense().sum().backward(); print(s.grad)
show('lw',lambda:(W+leaf()).sum().backward())
s=leaf(); torch.sparse.sum(s).backward(); print(s.grad, s.is_leaf, s.grad_fn)
x=torch.ones(2,3,requires_grad=True); y=x.to_sparse(); torch.sparse.sum(y).backward(); print(x.grad, y.grad_fn.name())
x=torch.ones(2,3,requires_grad=True); m=torch.sparse_coo_tensor(i,torch.ones(3),(2,3)).coalesce(); torch.sparse.sum(x.sparse_mask(m)).backward(); print(x.grad)
x=torch.ones(2,3,requires_grad=True); (x.to_sparse().to_dense()*W).sum().backward(); print(x.grad)
A=torch.sparse_coo_tensor(i,[3.,4.,5.],(2,3)); w=torch.randn(3,2,generator=torch.Generator().manual_seed(1)).requires_grad_()
(A@w).pow(2).sum().backward(); print(w.grad); w.grad=None
torch.mm(A,w).sum().backward(); print(w.grad); w.grad=None
torch.spmm(A,w).sum().backward(); print(w.grad); w.grad=None
h=torch.relu(torch.sparse.mm(A,w)); torch.sparse.mm(A.t(),h).sum().backward(); print(w.grad)
show('inpl',lambda:leaf().mul_(2)); show('inpl2',lambda:leaf().zero_())
show('need',lambda:leaf().backward()); show('grad',lambda:torch.autograd.grad(torch.sparse.sum(leaf()),leaf()))
s=leaf()
show('gg',lambda:torch.autograd.grad(torch.sparse.sum(s),s))
p=torch.nn.Parameter(torch.zeros(4,2)); p.grad=torch.sparse_coo_tensor([[1,1]],torch.ones(2,2),(4,2)); torch.optim.SGD([p],0.1).step(); print(p, p.grad)
show('bad',lambda:setattr(p,'grad',torch.sparse_coo_tensor([[1]],torch.ones(1,3),(4,3)))); show('bad2',lambda:setattr(p,'data',p.grad))
def bw(a): a.register_hook(lambda g:print('h',g.is_sparse)); return a
w=torch.randn(4,2,generator=torch.Generator().manual_seed(1)).requires_grad_()
bw(w); F.embedding(torch.tensor([1,1]),w,sparse=True).sum().backward(); print(w.grad)
