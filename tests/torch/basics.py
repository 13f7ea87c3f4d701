"""The first page of every tutorial."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)
a = torch.tensor([[1.,2.],[3.,4.]])
print(a+1, a@a, a.sum(), a.shape, a.mean(0))
print(torch.arange(5), torch.zeros(2,3), a.max(1))
print(1-a, 2**a, a//2, a%3, -a, abs(-a), a>2, a==2, 10/a)
print(a[0], a[:,1], a[0,1].item(), a[a>2], a[[0,1],[1,0]], a[...,None].shape, a[None].shape)
b = a.clone(); b[0] = 5; b[:,1] = torch.tensor([7.,8.]); print(b); b += 1; print(b); b *= a; print(b)
print(a.view(4), a.view(-1), a.reshape(4,1), a.t(), a.T, a.permute(1,0), a.transpose(0,1), a.flatten())
print(torch.cat([a,a]), torch.stack((a,a),1), torch.cat((a,a),dim=-1))
print(a.unsqueeze(0).shape, a.squeeze().size(), a.size(0), a.size(-1), a.dim(), a.numel(), len(a))
print(torch.max(a), torch.argmax(a,1), a.min(0), torch.sort(torch.tensor([3,1,2])), torch.topk(torch.tensor([3,1,2]),2))
print(a.tolist(), float(a[0,0]), int(a[1,1]), bool(torch.tensor(0)), f"{a[0,0]:.3f} {a[0,0]}")
print(torch.float32, torch.device('cpu'), torch.device('cuda:1'), torch.Size([1,2]), torch.Size([1,2])+torch.Size([3]), torch.Size([1,2])[1:])
print(a.dtype, a.device, a.type(), a.long(), a.to(torch.float64), a.int().type())
torch.manual_seed(0)
print(torch.rand(3), torch.randn(2,2), torch.randint(0,10,(3,)), torch.randperm(5), torch.randint(5,(2,)))
print(torch.einsum('ij,jk->ik',a,a), torch.einsum('ii',a), torch.einsum('ij->ji',a), torch.einsum('bij,bjk->bik',a[None],a[None]))
print(torch.where(a>2,a,0.), torch.clamp(a,2,3), a.clamp(min=2))
print(a.std(), a.var(0), a.norm(), torch.norm(a,dim=1), a.prod(), a.cumsum(0))
for x in a: print(x)
print(torch.split(torch.arange(7),3), torch.arange(7).chunk(3), torch.unbind(a))
print(torch.gather(a,1,torch.tensor([[0],[1]])), torch.zeros(2,3).scatter_(1,torch.tensor([[0],[2]]),1.0))
print(torch.eye(2), torch.linspace(0,1,5), torch.full((2,),7), torch.ones_like(a), torch.tril(a), torch.diag(a))
print(F.softmax(a,1), F.linear(a,a), F.relu(a-2))
t(torch.relu,'a'); t(torch.relu); t(torch.relu,a,foo=1); t(torch.mm,a,1); t(a.view,3); t(lambda:a+'x'); t(lambda:a['x']); t(torch.tensor,[[1,2],[3]])
t(torch.zeros,'a'); t(lambda:a@torch.ones(3)); t(torch.cat,[]); t(lambda:torch.ones(3).item()); t(lambda:a.foo); t(lambda: a[5]); t(lambda: bool(a)); t(torch.softmax,a)
print(torch.finfo(torch.float32), torch.iinfo(torch.int8).max)
print(a.is_contiguous(), a.t().is_contiguous(), a.stride(), a.t().stride(), a.storage_offset(), a.element_size())
print(torch.unique(torch.tensor([3,1,3])), torch.bincount(torch.tensor([1,1,2])), torch.nonzero(a>2), torch.allclose(a,a))
print(torch.meshgrid(torch.arange(2),torch.arange(3),indexing='ij'))
print(a.expand(3,2,2).shape, a.repeat(2,1), torch.tile(a,(1,2)), a.flip(0), a.roll(1), torch.rot90(a))
import copy
c = copy.deepcopy(a); print(c, c is a); 
class P(torch.Tensor):
    pass
p = torch.Tensor._make_subclass(P, a, True); print(type(p), p.requires_grad, isinstance(p,torch.Tensor)); p.foo=3; print(p.foo)
print(torch.Tensor(2,3).shape, torch.Tensor([1,2]), torch.logsumexp(a,1), torch.any(a>3), a.all())
print(torch.tensor(3), torch.tensor([True,False]), torch.tensor(1+2j), torch.empty(0), torch.tensor([]).dtype)
a2=a.clone(); a2.add_(1).mul_(2); print(a2); a2.zero_(); print(a2); a2.fill_(3); a2.sub_(1, alpha=2); print(a2); print(torch.add(a,a,alpha=10))
print(2 in torch.tensor([1,2]), a.abs().sqrt().exp().log1p(), torch.sigmoid(a), a.pow(2), torch.round(a*1.234567, decimals=2))
print(hash(a)==hash(a), {a:1}[a], a is a.cpu(), a.data is a.data)
