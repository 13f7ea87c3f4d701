# Gradients that have kernels of their own or none, products with zeros, tensors written over themselves, layers in place.
import warnings

import torch
import torch.nn.functional as F
from torch import nn

warnings.simplefilter('ignore')
inf, nan = float('inf'), float('nan')


def f32(*shape):
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n).reshape(shape) * 7 % 11 - 5).float() / 4


def f64(*shape):
    return f32(*shape).double()


def i64(*shape):
    return (f32(*shape) * 4 + 5).long()


def R(x):
    return x.requires_grad_()


def text(v):
    if isinstance(v, (tuple, list)):
        return '(%s)' % ', '.join(map(text, v))
    if not isinstance(v, torch.Tensor):
        return repr(v)
    values = ' '.join('%.4g' % (x + 0) if isinstance(x, float) else str(x) for x in v.detach().flatten()[:8].tolist())
    return '%s %s %s [%s]' % (str(v.dtype)[6:], list(v.shape), type(v.grad_fn).__name__ if v.grad_fn else '-', values)


# each line: statements, then an expression
for line in r'''
torch.aminmax(R(f32(2,3)))
torch.aminmax(R(f32(2,3)),dim=0)
torch.aminmax(R(f32(2,3)))[0].backward()
torch.cdist(R(f32(2,3)),f32(2,3))
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x+1).sum(),x,create_graph=True)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x+1).sum(),x,create_graph=True)[0].sum().backward()
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x*2+1,1).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x*2+1,3).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x*2+1,0.5).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x*2+1,0).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x*2+1,inf).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x,inf).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x,2).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x,1).sum(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(torch.cdist(x,x,0.5).sum(),x)
x=R(f32(2,2,3)) ;; torch.autograd.grad(torch.cdist(x,f32(4,3)).square().sum(),x)
x=R(f32(4,3)) ;; torch.autograd.grad(torch.cdist(f32(2,2,3),x).square().sum(),x)
torch.cdist(f32(2,3),f64(2,3))
torch.cdist(f32(2,3),f32(2,4))
torch.cdist(f32(2,3),f32(2,3),-1)
torch.cdist(f32(3),f32(2,3))
torch.cdist(f32(0,3),f32(2,3))
torch.cdist(f32(2,0),f32(2,0))
torch.cdist(i64(2,3),f32(2,3))
torch.cdist(f32(2,2,3),f32(3,2,3))
x=R(f32(3)) ;; F.hardsigmoid(x)
x=R(f32(3)) ;; torch.autograd.grad(F.hardsigmoid(x).sum(),x,create_graph=True)
x=R(f32(3)) ;; torch.autograd.grad(F.hardsigmoid(x).sum(),x,create_graph=True)[0].sum().backward()
F.pdist(R(f32(3,2)))
x=R(f32(3,2)) ;; torch.autograd.grad(F.pdist(x).sum(),x)
x=R(f32(3,2)) ;; torch.autograd.grad(F.pdist(x,1).sum(),x)
x=R(f32(3,2)) ;; torch.autograd.grad(F.pdist(x,0).sum(),x)
x=R(f32(3,2)) ;; torch.autograd.grad(F.pdist(x,inf).sum(),x)
x=R(f32(3,2)) ;; torch.autograd.grad(F.pdist(x).sum(),x,create_graph=True)[0].sum().backward()
F.pdist(f32(3))
F.pdist(f32(3,2),-1)
F.pdist(i64(3,2))
F.pdist(f32(1,2))
F.pdist(f32(0,2))
F.pdist(f32(3,0))
x=R(f32(3,4)) ;; torch.autograd.grad(F.hardswish(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.silu(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.mish(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.gelu(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.gelu(x,approximate='tanh').sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.elu(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.logsigmoid(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.softplus(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.glu(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.rrelu(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; w=R(f32(4)) ;; torch.autograd.grad(F.prelu(x,w).square().sum(),x,create_graph=True)[0].sum().backward() ;; [x.grad,w.grad]
x=R(f32(3,4)) ;; torch.autograd.grad(F.softshrink(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.hardshrink(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.hardtanh(x).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(F.leaky_relu(x).square().sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(x.cumprod(0).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(x.prod(0).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(x.prod(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([1.,0,2])) ;; torch.autograd.grad(x.prod(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad(x.prod(1).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad(x.cumprod(1).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad((x.prod(1)*torch.tensor([1.,2,3])).sum(),x)
x=R(f32(3,4)) ;; torch.autograd.grad(x.norm(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,4)) ;; torch.autograd.grad(torch.linalg.vector_norm(x,0,dim=0).sum(),x)
x=R(f32(3,4)) ;; torch.autograd.grad(torch.linalg.vector_norm(x,0,dim=0).sum(),x,allow_unused=True)
x=R(f32(3,4)) ;; torch.linalg.vector_norm(x,0,dim=0)
x=R(f32(3,4)) ;; torch.autograd.grad(x.norm(0),x,allow_unused=True)
x=R(f32(3,1)) ;; torch.autograd.grad(x.trace(),x)
x=R(f32(3,1)) ;; torch.autograd.grad(x.trace().square(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(f32(3,2)) ;; torch.autograd.grad(x.trace(),x)
x=R(f32(2,3)) ;; torch.autograd.grad(x.trace(),x)
x=R(f32(1,3)) ;; torch.autograd.grad(x.trace(),x)
x=R(f32(5,2)) ;; torch.autograd.grad(x.trace(),x)
x=R(f32(3)) ;; x.clamp_min(0)
x=R(f32(3)) ;; x.clamp_max(torch.tensor(0.5))
x=R(f32(3)) ;; x.clamp(min=0)
x=R(f32()) ;; x.permute()
x=R(f32(2,3)) ;; x.movedim(0,0)
x=R(f32(2,3)) ;; x.movedim((0,1),(0,1))
x=R(f32(2,3)) ;; x.quantile(torch.tensor([0.3,0.5]))
x=R(f32(2,3)) ;; x.quantile(torch.tensor([0.3,0.5]),1)
x=R(f32(3,3)) ;; y=f64(3) ;; F.cosine_similarity(x[0],y,dim=-1)
x=f64() ;; y=f32(3) ;; F.cosine_similarity(x,y,dim=-1)
x=f64(1) ;; y=f32(3) ;; F.cosine_similarity(x,y,dim=-1)
x=f32(2,3) ;; y=f64() ;; F.cosine_similarity(x,y,dim=-1)
x=f32(2,3) ;; y=f64(3) ;; F.cosine_similarity(x,y,dim=-1)
x=f32(2,3) ;; y=f64(2) ;; F.cosine_similarity(x,y,dim=-1)
x=f32(2,3) ;; y=i64(3) ;; F.cosine_similarity(x,y,dim=-1)
x=i64(2,3) ;; y=i64(3) ;; F.cosine_similarity(x,y,dim=-1)
x=R(f32(3,2)) ;; x.float().round(decimals=1)
x=R(f32(3,2)) ;; torch.autograd.grad(x.double().round(decimals=1).sum(),x)
x=R(f32(3,2)) ;; g=torch.autograd.grad(x.round(decimals=1).square().sum(),x,create_graph=True) ;; g[0]
x=R(f32(3,2)) ;; g=torch.autograd.grad(x.round().square().sum(),x,create_graph=True) ;; g[0]
x=R(f32(3,2)) ;; g=torch.autograd.grad(x.sign().square().sum(),x,create_graph=True) ;; g[0]
x=R(f32(3,2)) ;; x.tril().sum().backward() ;; x.grad
R(f32(3)).tril()
R(f32()).tril()
R(f32()).diag_embed()
f32().unfold(0,1,1)
R(f32(2,2,3)).transpose(0,-1).matmul(f32(2,3))
R(f32()) @ f32().mT
f32().mT
f32(3).mT
f32(3).mH
f32(2,3).lerp(f64(2,3),0.5)
f64(2,3).lerp(f32(2,3),0.5)
f64(2,3).lerp(f64(2,3),f32(3))
x=f32(2,1).expand(2,3) ;; x.add_(1)
x=f32(2,1).expand(2,3) ;; x.mul_(2)
x=f32(2,1).expand(2,3) ;; x[0]=1 ;; x
x=f32(2,1).expand(2,3) ;; x.zero_() ;; x
x=f32(2,1).expand(2,3) ;; x.fill_(2) ;; x
x=f32(2,1).expand(2,3) ;; x.relu_()
x=f32(2,1).expand(2,3) ;; x.exp_()
x=f32(2,1).expand(2,3) ;; x.clamp_(0,1)
x=f32(2,1).expand(2,3) ;; x.masked_fill_(x>0,1)
x=f32(2,1).expand(2,3) ;; x.add_(f32(3))
x=f32(2,1).expand(2,3) ;; x+=1
x=f32(2,1).expand(2,3) ;; x[:,0]+=1 ;; x
x=f32(2,1).expand(2,3) ;; x.cumsum_(0)
x=f32(2,1).expand(2,3) ;; x.addcmul_(f32(3),f32(3))
x=f32(2,1).expand(2,3) ;; x.lerp_(f32(2,3),0.5)
x=f32(2,1).expand(2,3) ;; x.pow_(2)
x=f32(2,1).expand(2,3) ;; x.index_fill_(0,torch.tensor([0]),1.) ;; x
x=f32(2,1).expand(2,3) ;; torch.add(x,1,out=x)
x=f32(3).unfold(0,2,1) ;; x.add_(1)
x=f32(3).unfold(0,2,1) ;; x.zero_() ;; x
f32(3).tril()
f32().tril()
f32(3).triu()
R(f32(3)).triu()
f32(2,3).mT
f32(3).mT
f32().mH
f32(2,3).mH
f32(3).T
f32().T
f32().H
f32(3).H
f32(2,2,3).H
x=f32(2,1).expand(2,3) ;; x.fill_diagonal_(1)
x=f32(2,1).expand(2,3) ;; x.index_add_(0,torch.tensor([0]),f32(1,3)) ;; x
x=f32(2,1).expand(2,3) ;; x.index_put_((torch.tensor([0]),),f32(1)) ;; x
x=f32(2,1).expand(2,3) ;; x.t_() ;; x
x=f32(2,1).expand(2,3) ;; x.squeeze_() ;; x
x=f32(2,1).expand(2,3) ;; x.sigmoid_()
x=f32(2,1).expand(2,3) ;; x.clamp_min_(0)
x=f32(2,1).expand(2,3) ;; x.floor_()
x=f32(2,1).expand(2,3) ;; x.addmm_(f32(2,2),f32(2,3))
x=f32(2,1).expand(2,3) ;; x.eq_(1)
x=f32(2,1).expand(2,3) ;; x.logical_not_()
x=f32(2,1).expand(2,3) ;; x.nan_to_num_()
x=f32(2,1).expand(2,3) ;; F.relu(x,inplace=True)
x=f32(2,1).expand(2,3) ;; F.elu(x,inplace=True)
x=f32(2,1).expand(2,3) ;; F.hardtanh(x,inplace=True)
x=f32(2,1).expand(2,3) ;; x[...]=f32(2,3)
x=f32(2,1).expand(2,3) ;; x[:,1]=5 ;; x
x=f32(2,1).expand(2,3) ;; x[x>0]=5 ;; x
x=f32(2,1).expand(2,3) ;; torch.exp(f32(2,3),out=x)
x=f32(2,1).expand(2,3) ;; torch.mm(f32(2,2),f32(2,3),out=x)
x=f32(2,1).expand(2,3) ;; torch.cat([f32(2,3)],out=x)
x=f32(2,1).expand(2,3) ;; torch.cumsum(f32(2,3),0,out=x)
x=f32(2,1).expand(2,3) ;; torch.clamp(f32(2,3),0,out=x)
x=f32(2,1).expand(2,3) ;; torch.gather(f32(2,3),0,i64(2,3)%2,out=x)
x=f32(2,1).expand(2,3) ;; torch.index_select(f32(2,3),0,i64(2)%2,out=x)
x=f32(2,1).expand(2,3) ;; torch.where(f32(2,3)>0,f32(2,3),f32(2,3),out=x)
x=f32(4) ;; torch.add(x[:3],1,out=x[1:])
x=f32(4) ;; x[1:]+=x[:-1]
nn.ReLU(True)(R(f32(3))*1)
nn.Hardtanh(inplace=True)(R(f32(3))*1)
x=f32(3) ;; nn.Hardtanh(inplace=True)(x) is x
x=f32(3) ;; nn.ELU(inplace=True)(x) is x
x=f32(3) ;; nn.SELU(inplace=True)(x) is x
x=f32(3) ;; nn.CELU(inplace=True)(x) is x
x=f32(3) ;; nn.ReLU6(inplace=True)(x) is x
x=f32(3) ;; nn.SiLU(inplace=True)(x) is x
x=f32(3) ;; nn.Mish(inplace=True)(x) is x
x=f32(3) ;; nn.Hardswish(inplace=True)(x) is x
x=f32(3) ;; nn.Hardsigmoid(inplace=True)(x) is x
x=f32(3) ;; nn.LeakyReLU(inplace=True)(x) is x
x=f32(3) ;; nn.RReLU(inplace=True).eval()(x) is x
x=f32(3) ;; nn.Threshold(0,1,inplace=True)(x) is x
x=f32(3) ;; F.alpha_dropout(x,0.5,True,True) is x
x=R(f32(3)) ;; F.relu(x,inplace=True)
x=R(f32(3)) ;; F.relu_(x)
x=R(f32(3)) ;; F.hardswish(x,inplace=True)
x=R(f32(3))*1 ;; y=F.hardswish(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.elu(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.leaky_relu(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.silu(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.celu(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.selu(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.threshold(x,0,1,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.hardtanh(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.relu6(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.mish(x,inplace=True) ;; y
x=R(f32(3))*1 ;; y=F.leaky_relu_(x) ;; y
x=R(f32(3))*1 ;; y=F.elu_(x) ;; y
x=R(f32(3))*1 ;; y=F.threshold_(x,0,1) ;; y
x=R(f32(3))*1 ;; y=F.hardsigmoid(x,inplace=True) ;; y
x=R(f32(3)) ;; z=x*1 ;; y=F.leaky_relu(z,inplace=True) ;; torch.autograd.grad(y.sum(),x)
x=R(f32(3)) ;; z=x*1 ;; y=F.hardswish(z,inplace=True) ;; torch.autograd.grad(y.sum(),x)
x=R(f32(3)) ;; z=x*1 ;; y=F.elu(z,inplace=True) ;; torch.autograd.grad(y.sum(),x)
x=R(f32(3)) ;; z=x*1 ;; y=F.silu(z,inplace=True) ;; torch.autograd.grad(y.sum(),x)
x=R(f32(3)) ;; z=x.softmax(0) ;; z.relu_() ;; z.add_(1) ;; torch.autograd.grad(z.sum(),x)
x=R(f32(3)) ;; z=x.relu() ;; z.add_(1) ;; torch.autograd.grad(z.sum(),x)
x=R(f32(3)) ;; z=x.exp() ;; z.mul_(2) ;; torch.autograd.grad(z.sum(),x)
x=R(f32(3)) ;; z=x.sigmoid() ;; z.mul_(2) ;; torch.autograd.grad(z.sum(),x)
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
