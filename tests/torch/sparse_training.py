"""Embeddings with sparse gradients: accumulation, hooks, optimisers."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0].split(' This could be')[0])


def h(t): return t.detach().double().sum().item() if not t.is_sparse else h(t.coalesce().values())
def train(make, steps=20, bag=None, dense=False, **kw):
    torch.manual_seed(3)
    e = nn.EmbeddingBag(50,8,sparse=True,mode=bag,**kw) if bag else nn.Embedding(50,8,sparse=True,**kw)
    l = nn.Linear(8,3)
    ps = list(e.parameters())+(list(l.parameters()) if dense else [])
    o = make(ps)
    g=torch.Generator().manual_seed(7)
    out=[]
    for s in range(steps):
        x=torch.randint(0,50,(6,4),generator=g); y=torch.randint(0,3,(6,),generator=g)
        z=l(e(x) if bag else e(x).mean(1))
        loss=F.cross_entropy(z,y)
        o.zero_grad(); loss.backward(); 
        o.step(); out.append(loss.item())
    return round(out[-1], 4), round(h(e.weight), 2), e.weight.grad.is_sparse, e.weight.grad.is_coalesced(), e.weight.grad._nnz(), [round(v, 4) for v in e.weight.detach().flatten()[:3].tolist()]
show('sgd',lambda:train(lambda p:torch.optim.SGD(p,0.1)))
show('sgdall',lambda:train(lambda p:torch.optim.SGD(p,0.1),dense=True))
show('mom',lambda:train(lambda p:torch.optim.SGD(p,0.1,momentum=0.9)))
show('momall',lambda:train(lambda p:torch.optim.SGD(p,0.1,momentum=0.9,dampening=0.1),dense=True))
show('nest',lambda:train(lambda p:torch.optim.SGD(p,0.1,momentum=0.9,nesterov=True)))
show('max',lambda:train(lambda p:torch.optim.SGD(p,0.1,maximize=True)))
show('wd',lambda:train(lambda p:torch.optim.SGD(p,0.1,weight_decay=0.1)))
show('sa',lambda:train(lambda p:torch.optim.SparseAdam(p,0.1)))
show('samax',lambda:train(lambda p:torch.optim.SparseAdam(p,0.1,maximize=True)))
show('sadense',lambda:train(lambda p:torch.optim.SparseAdam(p,0.1),dense=True))
show('ada',lambda:train(lambda p:torch.optim.Adagrad(p,0.1,lr_decay=0.01)))
show('adaall',lambda:train(lambda p:torch.optim.Adagrad(p,0.1),dense=True))
show('adawd',lambda:train(lambda p:torch.optim.Adagrad(p,0.1,weight_decay=0.1)))
for n in 'Adam AdamW Adamax NAdam RAdam ASGD RMSprop Rprop Adadelta'.split(): show(n,lambda:train(lambda p:getattr(torch.optim,n)(p)))
for b in ('sum','mean'):
    show('bag'+b,lambda:train(lambda p:torch.optim.SGD(p,0.1),bag=b)); show('bagsa'+b,lambda:train(lambda p:torch.optim.SparseAdam(p,0.1),bag=b,padding_idx=3)); show('bagada'+b,lambda:train(lambda p:torch.optim.Adagrad(p,0.1),bag=b,max_norm=1.0))
show('bagmax',lambda:train(lambda p:torch.optim.SGD(p,0.1),bag='max'))
show('pad',lambda:train(lambda p:torch.optim.SGD(p,0.1),padding_idx=0)); show('maxn',lambda:train(lambda p:torch.optim.SGD(p,0.1),max_norm=0.5)); show('freq',lambda:train(lambda p:torch.optim.SGD(p,0.1),scale_grad_by_freq=True)); show('bagfreq',lambda:train(lambda p:torch.optim.SGD(p,0.1),bag='sum',scale_grad_by_freq=True))
torch.manual_seed(0)
e=nn.Embedding(5,3,sparse=True); print(e, e.weight.grad)
x=torch.tensor([[1,2],[2,4]])
e(x).sum().backward(); print(e.weight.grad, e.weight.grad.is_coalesced(), e.weight.grad._version)
g=e.weight.grad
e(x).pow(2).sum().backward(); print(e.weight.grad, g is e.weight.grad, g._version)
e.zero_grad(); print(e.weight.grad)
o=torch.optim.SGD(e.parameters(),.1); o.zero_grad(); print(e.weight.grad)
e(x).sum().backward(); o.zero_grad(set_to_none=False); print(e.weight.grad)
e.weight.grad=None
(e(x).sum()+e.weight.sum()).backward(); print(e.weight.grad)
e.weight.grad=None
(e.weight.sum()+e(x).sum()).backward(); print(e.weight.grad)
e(x).sum().backward(); print(e.weight.grad); e.weight.grad=None
e(x).sum().backward(); e.weight.sum().backward(); print(e.weight.grad); e.weight.grad=None
(e(x).sum()+e(x[0]).sum()).backward(); print(e.weight.grad, e.weight.grad.coalesce())
print(torch.nn.utils.clip_grad_norm_(e.parameters(), 0.5), e.weight.grad)
show('inf',lambda:torch.nn.utils.clip_grad_norm_(e.parameters(), 0.5, float('inf')))
show('val',lambda:torch.nn.utils.clip_grad_value_(e.parameters(), 0.5))
e.weight.grad=None
e.weight.register_hook(lambda g: print('hook',g.is_sparse,g._nnz()))
e(x).sum().backward()
e.weight.register_hook(lambda g: g*2); e.weight.grad=None
e(x).sum().backward(); print(e.weight.grad)
w=torch.randn(4,2,requires_grad=True)
print(torch.autograd.grad(F.embedding(torch.tensor([0,3,0]),w,sparse=True).sum(),w))
print(torch.autograd.grad(F.embedding(torch.tensor([0,3,0]),w,padding_idx=0,sparse=True).sum(),w))
print(torch.autograd.grad(F.embedding(torch.tensor([],dtype=torch.long),w,sparse=True).sum(),w))
show('create',lambda:torch.autograd.grad(F.embedding(torch.tensor([0,3,0]),w,sparse=True).pow(2).sum(),w,create_graph=True)[0].is_sparse)
for m in ('sum','mean'):
    print(torch.autograd.grad(F.embedding_bag(torch.tensor([0,3,0,1]),w,torch.tensor([0,1,1]),mode=m,sparse=True).pow(2).sum(),w))
pw=torch.tensor([.1,.2,.3,.4],requires_grad=True)
print(torch.autograd.grad(F.embedding_bag(torch.tensor([0,3,0,1]),w,torch.tensor([0,1,1]),mode='sum',sparse=True,per_sample_weights=pw).pow(2).sum(),(w,pw)))
print(torch.autograd.grad(F.embedding_bag(torch.tensor([0,3,0,1]),w,torch.tensor([0,1,1]),mode='sum',sparse=True,padding_idx=0,per_sample_weights=pw).pow(2).sum(),(w,pw)))
