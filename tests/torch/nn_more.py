"""Layers and functions composed of others: folding, unpooling, bags, sampling grids, losses, lazy layers."""
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)


def p(*a):
    '''Prints values without their graph's names, which differ where a function is composed.'''
    print(*(x.detach() if isinstance(x, torch.Tensor) and not isinstance(x, nn.Parameter) else x for x in a))


x=torch.randn(2,4,6,6,requires_grad=True)
u=F.unfold(x,3,padding=1,stride=2)
p(u.shape, F.fold(u,(6,6),3,padding=1,stride=2).sum(), F.fold(u,(6,6),3,padding=1,stride=2)[0,0])
o,i=F.max_pool2d(x,2,return_indices=True)
p(F.max_unpool2d(o,i,2)[0,0])
p(nn.MaxUnpool2d(2)(o,i,output_size=(7,7)).shape)
p(F.lp_pool2d(x.abs(),2,2)[0,0], F.lp_pool1d(x[0].abs(),3,2,stride=1)[0])
p(nn.Bilinear(3,4,2)(torch.ones(5,3),torch.ones(5,4))[0])
for m in ('sum','mean','max'):
    e=nn.EmbeddingBag(10,3,mode=m); p(e(torch.tensor([1,2,4,5,4,3,2,9]),torch.tensor([0,4]))); p(e(torch.tensor([[1,2],[3,3]])))
p(F.embedding_bag(torch.tensor([1,2,4]),torch.arange(10.).reshape(5,2),torch.tensor([0,1]),mode='sum',per_sample_weights=torch.tensor([.5,1,2])))
e=nn.Embedding(4,3,max_norm=1.0)
p(e(torch.tensor([1,2])).norm(dim=1), e.weight.norm(dim=1))
p(F.pixel_unshuffle(x[:,:,:4,:4],2).shape, F.channel_shuffle(x,2)[0,1,0])
th=torch.tensor([[[.8,.2,.1],[-.3,.9,.2]],[[1.,0,0],[0,1,.5]]],requires_grad=True)
for ac in (True,False):
    g=F.affine_grid(th,(2,4,5,5),align_corners=ac); p(g[0,0])
    for pm in ('zeros','border','reflection'):
        for m in ('bilinear','nearest'):
            r=F.grid_sample(x,g,mode=m,padding_mode=pm,align_corners=ac); p(ac,pm,m,r[0,0,0],torch.autograd.grad(r.sum(),(x,th),retain_graph=True,allow_unused=True)[0].sum())
p(F.pdist(torch.randn(4,3)))
l=torch.randn(3,5,requires_grad=True)
t=torch.tensor([1,0,4])
for k in (1,2): p(F.multi_margin_loss(l,t,p=k), F.multi_margin_loss(l,t,p=k,weight=torch.rand(5),reduction='none'))
p(F.multilabel_margin_loss(l,torch.tensor([[3,0,-1,1,2],[0,1,2,-1,0],[-1,0,0,0,0]]),reduction='none'))
p(F.multilabel_soft_margin_loss(l,(l>0).float()))
p(F.triplet_margin_with_distance_loss(l,l+1,l-2))
p(F.triplet_margin_loss(l,l+1,l-2,swap=True))
lp=torch.randn(10,2,5).log_softmax(2).detach().requires_grad_()
tg=torch.tensor([[1,2,2],[3,1,0]])
for red in ('none','mean','sum'):
    v=F.ctc_loss(lp,tg,torch.tensor([10,8]),torch.tensor([3,2]),reduction=red); p(v)
p(F.ctc_loss(lp,torch.tensor([1,2,2,3,1]),(10,8),(3,2)))

a=nn.AdaptiveLogSoftmaxWithLoss(8,20,[5,10])
r=a(torch.randn(4,8),torch.tensor([1,7,15,19]))
p(r.output,r.loss, a.log_prob(torch.ones(1,8)).exp().sum())
z=nn.LazyLinear(3)
p(z)
p(z(torch.ones(2,5)).shape, z)
c=nn.LazyConv2d(3,2)
p(c(torch.ones(1,2,4,4)).shape,c)
b=nn.LazyBatchNorm2d()
p(b(torch.randn(2,3,2,2)).shape,b,b.weight)
s=nn.Sequential(nn.LazyLinear(4),nn.ReLU(),nn.LazyLinear(2))
p(s)
s(torch.ones(1,3))
p(s, [tuple(q.shape) for q in s.parameters()])
try: nn.LazyLinear(3).weight.shape
except Exception as e: p(type(e).__name__,e)
q=torch.randn(2,3,4,8)
k=torch.randn(2,3,5,8)

d=nn.AlphaDropout(.3)
torch.manual_seed(1)
p(d(torch.ones(2,5)))
p(nn.FeatureAlphaDropout(.5)(torch.ones(1,4,2)))
p(F.rrelu(torch.tensor([-1.,2]),training=True))
p(F.gumbel_softmax(torch.zeros(1,3),hard=True))
y=torch.tensor([-1.,2.])
F.relu_(y)
p(y)
p(F.upsample_nearest(torch.ones(1,1,2,2),scale_factor=2).shape)
