# Losses: checks of arguments in their order, mixed dtypes, reductions, names in the graph.
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
F.mse_loss(f64(2,3),f32(2,3))
F.mse_loss(R(f64(2,3)),f32(2,3))
F.mse_loss(R(f64(2,3)),f32(2,3)).backward()
F.mse_loss(R(f32(2,3)),f64(2,3)).backward()
F.mse_loss(R(f32(2,3)),R(f64(2,3))).backward()
F.mse_loss(f32(2,3),R(f64(2,3))).backward()
x=R(f64(2,3)) ;; F.mse_loss(x,f32(2,3),reduction='none').sum().backward() ;; x.grad
x=R(f32(2,3)) ;; F.mse_loss(x,f64(2,3),reduction='none').sum().backward() ;; x.grad
x=R(f32(2,3)) ;; F.mse_loss(x,f64(2,3),reduction='sum').sum().backward() ;; x.grad
x=R(f32(2,3)) ;; F.mse_loss(x,i64(2,3)).backward() ;; x.grad
F.mse_loss(i64(2,3),i64(2,3))
F.mse_loss(i64(2,3),f32(2,3))
F.l1_loss(i64(2,3),i64(2,3))
F.l1_loss(f32(2,3),f64(2,3))
F.smooth_l1_loss(f32(2,3),f64(2,3))
x=R(f32(2,3)) ;; F.smooth_l1_loss(x,f64(2,3)).backward() ;; x.grad
x=R(f64(2,3)) ;; F.smooth_l1_loss(x,f32(2,3)).backward() ;; x.grad
x=R(f64(2,3)) ;; F.smooth_l1_loss(x,f32(2,3),reduction='none').sum().backward() ;; x.grad
F.smooth_l1_loss(i64(2,3),i64(2,3))
F.huber_loss(f32(2,3),f64(2,3))
x=R(f32(2,3)) ;; F.huber_loss(x,f64(2,3)).backward() ;; x.grad
x=R(f64(2,3)) ;; F.huber_loss(x,f32(2,3)).backward() ;; x.grad
x=R(f64(2,3)) ;; F.huber_loss(x,f32(2,3),reduction='none').sum().backward() ;; x.grad
F.huber_loss(f32(2,3),f32(2,3),reduction='bad')
F.huber_loss(f32(2,3),f32(2,3),delta=0)
F.huber_loss(f32(2,3),f32(2,3),delta=-1)
F.smooth_l1_loss(f32(2,3),f32(2,3),beta=-1)
F.smooth_l1_loss(f32(2,3),f32(2,3),beta=0)
F.huber_loss(i64(2,3),i64(2,3))
F.mse_loss(f32(2,3),f32(2,4))
F.smooth_l1_loss(f32(2,3),f32(3))
F.binary_cross_entropy(torch.sigmoid(f32(2,3)),torch.sigmoid(f64(2,3)))
F.binary_cross_entropy(torch.sigmoid(f64(2,3)),torch.sigmoid(f32(2,3)))
F.binary_cross_entropy(torch.sigmoid(f64(2,3)),i64(2,3)%2)
F.binary_cross_entropy(i64(2,3)%2,i64(2,3)%2)
F.binary_cross_entropy(torch.sigmoid(f64(2,3)),torch.sigmoid(f64(2,3)),weight=f32(2,3))
F.binary_cross_entropy(torch.sigmoid(f64(2,3)),torch.sigmoid(f64(2,3)),weight=f32(3))
F.binary_cross_entropy(torch.sigmoid(f64(2,3)),torch.sigmoid(f64(2,3)),weight=f32(2))
F.binary_cross_entropy(f32(2,3),torch.sigmoid(f64(2,3)))
F.binary_cross_entropy(f32(2,3),torch.sigmoid(f32(2,3)))
F.binary_cross_entropy_with_logits(f32(2,3),torch.sigmoid(f64(2,3)))
F.binary_cross_entropy_with_logits(f64(2,3),torch.sigmoid(f32(2,3)))
F.binary_cross_entropy_with_logits(f64(2,3),i64(2,3)%2)
F.binary_cross_entropy_with_logits(i64(2,3),i64(2,3)%2)
F.binary_cross_entropy_with_logits(f64(2,3),f64(2,3),pos_weight=f32(2))
F.binary_cross_entropy_with_logits(f64(2,3),f64(2,3),weight=f32(2))
x=R(f64(2,3)) ;; F.binary_cross_entropy_with_logits(x,torch.sigmoid(f32(2,3))).backward() ;; x.grad
x=R(f64(2,3)) ;; F.binary_cross_entropy_with_logits(x,torch.sigmoid(f64(2,3)),reduction='none').backward() ;; x.grad
F.soft_margin_loss(R(f32(2,3)),f32(2,3))
F.soft_margin_loss(R(f32(2,3)),R(f32(2,3)))
F.soft_margin_loss(f32(2,3),R(f32(2,3)))
F.soft_margin_loss(f32(2,3),f64(2,3))
F.soft_margin_loss(R(f32(2,3)),f64(2,3))
F.soft_margin_loss(R(f32(2,3)),f32(2,3),reduction='bad')
F.soft_margin_loss(R(f32(2,3)),f32(2,3),reduction='none')
F.soft_margin_loss(R(f32(2,3)),f32(4))
F.nll_loss(f32(4,3),i64(4)%3,weight=f64(3))
F.nll_loss(f32(4,3),i64(4)%3,weight=f32(2))
F.nll_loss(f32(4,3),f32(4))
F.nll_loss(f32(4,3),(i64(4)%3).int())
F.nll_loss(f32(4,3),i64(4))
F.nll_loss(f32(4,3),i64(5)%3)
F.nll_loss(f32(4,3),i64(5,1)%3)
F.nll_loss(f32(4,3),i64(4,1)%3)
F.nll_loss(f32(3),i64(1)[0])
F.nll_loss(f32(3),i64(1))
F.nll_loss(f32(2,3,4),i64(2,4)%3)
F.nll_loss(f32(2,3,4),i64(2,5)%3)
F.nll_loss(f32(2,3,4,4),i64(2,4,5)%3)
F.nll_loss(f32(2,3,4,4),i64(2,4)%3)
F.nll_loss(R(f32(2,3,4)),i64(2,4)%3,reduction='none')
F.nll_loss(R(f32(2,3,4)),i64(2,4)%3)
F.nll_loss(R(f32(2,3,4,4)),i64(2,4,4)%3,reduction='none')
F.nll_loss(R(f32(2,3,2,2,2)),i64(2,2,2,2)%3,reduction='none')
F.nll_loss(R(f32(2,3,2,2,2)),i64(2,2,2,2)%3,reduction='sum')
F.nll_loss(R(f32(2,3,2,2,2)),i64(2,2,2,1)%3,reduction='sum')
F.nll_loss(i64(4,3),i64(4)%3)
F.nll_loss(f32(4,3),i64(4)%3,reduction='bad')
F.nll_loss(f32(),i64(1)[0])
F.nll_loss(f32(4,3),torch.tensor([0,-100,2,1]),ignore_index=2)
F.nll_loss(f32(4,3),torch.tensor([0,-1,2,1]))
F.nll_loss(f32(0,3),i64(0))
F.nll_loss(f32(0,3),i64(0),reduction='sum')
F.nll_loss(f32(4,3),torch.tensor([2,2,2,2]),ignore_index=2)
F.cross_entropy(R(f32(2,3,4)),i64(2,4)%3,reduction='none')
F.cross_entropy(R(f32(2,3,4)),i64(2,4)%3,reduction='none',label_smoothing=0.1)
F.cross_entropy(R(f32(2,3,4)),i64(2,4)%3,label_smoothing=0.1)
F.cross_entropy(R(f32(4,3)),i64(4)%3,label_smoothing=0.1,weight=f32(3).abs())
F.cross_entropy(R(f32(4,3)),f32(4,3))
F.cross_entropy(R(f32(4,3)),R(f32(4,3)),reduction='none')
F.cross_entropy(R(f32(4,3)),R(f32(4,3)),reduction='sum')
F.cross_entropy(R(f32(4,3)),R(f32(4,3)),reduction='mean')
F.cross_entropy(R(f32(4,3)),R(f32(4,3)),reduction='mean',label_smoothing=0.1)
F.cross_entropy(R(f32(4,3)),f64(4,3),reduction='none')
F.cross_entropy(R(f32(4,3)),f64(4,2),reduction='none')
F.cross_entropy(R(f32(4,3)),f32(4,3),weight=f32(2))
F.cross_entropy(R(f32(4,3)),f32(4,3),weight=f64(3))
F.cross_entropy(R(f32(4,3)),f32(4,3),ignore_index=1)
F.cross_entropy(R(f32(4,3)),i64(4)%3,label_smoothing=1.5)
F.cross_entropy(R(f32(4,3)),i64(4,3)%3)
F.cross_entropy(i64(4,3),i64(4)%3)
F.cross_entropy(f32(4,3),i64(4)%3,weight=f64(3))
F.cross_entropy(f32(3),i64(1)[0])
F.cross_entropy(f32(3),i64(1))
F.cross_entropy(f32(),i64(1)[0])
F.cross_entropy(f32(3),f32(3))
F.cross_entropy(R(f32(3)),f32(3),reduction='none')
F.kl_div(R(f32(2,3)),f32(2,3).abs())
F.kl_div(R(f32(2,3)),f64(2,3).abs())
F.kl_div(R(f32(2,3)),R(f64(2,3).abs()),log_target=True,reduction='none')
F.kl_div(R(f32(2,3)),R(f64(2,3).abs()),log_target=True,reduction='batchmean')
F.kl_div(R(f32(2,3)),f32(2,3).abs(),reduction='bad')
F.kl_div(R(f32(2,3)),f32(2).abs())
F.kl_div(R(i64(2,3)),f32(2,3).abs())
F.poisson_nll_loss(f32(2,3),f32(2,3),reduction='bad')
F.poisson_nll_loss(R(f32(2,3)),f32(2,3),reduction='none')
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(2,3),reduction='bad')
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(2,3))
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(2,3).abs())
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(2).abs())
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(2,1).abs())
F.gaussian_nll_loss(f32(2,3),f32(2,3),f32(3).abs())
F.hinge_embedding_loss(R(f32(2,3)),torch.sign(f32(2,3)),reduction='bad')
F.hinge_embedding_loss(R(f32(2,3)),torch.sign(f32(2,3)),reduction='none')
F.hinge_embedding_loss(R(f32(2,3)),torch.sign(f64(2,3)),reduction='none')
F.cosine_embedding_loss(R(f32(2,3)),f32(2,3),torch.tensor([1,-1]))
F.cosine_embedding_loss(R(f32(2,3)),f32(2,3),torch.tensor([1,-1]),reduction='none')
F.cosine_embedding_loss(R(f32(2,3)),f32(2,3),torch.tensor([1,-1]),reduction='bad')
F.cosine_embedding_loss(R(f32(2,3)),f32(2,3),torch.tensor(1))
F.cosine_embedding_loss(R(f32(3)),f32(3),torch.tensor(1))
F.cosine_embedding_loss(R(f32(3)),f32(3),torch.tensor([1]))
F.cosine_embedding_loss(R(f32(2,3)),f32(2,4),torch.tensor([1,-1]))
F.cosine_embedding_loss(R(f32(2,3)),f32(3,3),torch.tensor([1,-1]))
F.cosine_embedding_loss(R(f32(2,2,3)),f32(2,2,3),torch.tensor([1,-1]))
F.margin_ranking_loss(R(f32(3)),f32(3),torch.tensor([1.,-1,1]))
F.margin_ranking_loss(R(f32(3)),f32(3),torch.tensor([1.,-1,1]),reduction='none')
F.margin_ranking_loss(R(f32(3)),f32(3),torch.tensor([1.,-1,1]),margin=0.5,reduction='sum')
F.margin_ranking_loss(R(f32(3)),f32(3),torch.tensor([1.,-1,1]),reduction='bad')
F.margin_ranking_loss(R(f32(3)),f32(4),torch.tensor([1.,-1,1]))
F.margin_ranking_loss(R(f32(3)),f32(3),torch.tensor(1))
F.margin_ranking_loss(R(f32(2,3)),f32(2,3),torch.tensor([1.,-1]))
F.triplet_margin_loss(R(f32(2,3)),f32(2,3),f32(2,3))
F.triplet_margin_loss(R(f32(2,3)),f32(2,3),f32(2,3),reduction='none')
F.triplet_margin_loss(R(f32(2,3)),f32(2,3),f32(2,3),swap=True,reduction='none')
F.triplet_margin_loss(R(f32(2,3)),f32(2,3),f32(2,3),reduction='bad')
F.triplet_margin_loss(R(f32(2,3)),f32(3),f32(2,3))
F.triplet_margin_loss(R(f32(2,3)),f64(2,3),f32(2,3))
F.triplet_margin_with_distance_loss(R(f32(2,3)),f32(2,3),f32(2,3),swap=True,reduction='none')
F.triplet_margin_with_distance_loss(R(f32(2,3)),f32(2,3),f32(2,3),reduction='bad')
F.triplet_margin_with_distance_loss(R(f32(2,3)),f32(3),f32(2,3))
F.multi_margin_loss(R(f32(4,3)),i64(4)%3,p=3)
F.multi_margin_loss(R(f32(4,3)),i64(4)%3,p=2,reduction='none')
F.multi_margin_loss(R(f32(4,3)),i64(4)%3,reduction='bad')
F.multi_margin_loss(R(f32(4,3)),i64(4))
F.multi_margin_loss(R(f32(4,3)),i64(5)%3)
F.multi_margin_loss(R(f32(4,3)),f32(4))
F.multi_margin_loss(R(f32(4,3)),i64(4)%3,weight=f32(2))
F.multi_margin_loss(R(f32(4,3)),i64(4)%3,weight=f64(3))
F.multi_margin_loss(f32(3),i64(1)[0])
F.multi_margin_loss(f32(2,3,4),i64(2)%2)
F.multi_margin_loss(i64(4,3),i64(4)%3)
F.multilabel_margin_loss(R(f32(2,3)),torch.tensor([[0,-1,1],[2,0,-1]]),reduction='none')
F.multilabel_margin_loss(R(f32(2,3)),torch.tensor([[0,-1,1],[2,0,5]]))
F.multilabel_margin_loss(R(f32(2,3)),torch.tensor([[0,-1,1]]))
F.multilabel_margin_loss(R(f32(2,3)),f32(2,3))
F.multilabel_margin_loss(R(f32(3)),torch.tensor([0,-1,1]))
F.multilabel_margin_loss(R(f32(2,2,3)),torch.tensor([0,-1,1]))
F.multilabel_margin_loss(R(f32(2,3)),torch.tensor([[0,-1,1],[2,0,-1]]),reduction='bad')
F.multilabel_soft_margin_loss(R(f32(2,3)),f32(2,3),reduction='bad')
F.multilabel_soft_margin_loss(R(f32(2,3)),f32(2,3),reduction='none')
F.multilabel_soft_margin_loss(R(f32(2,3)),f64(2,3))
F.multilabel_soft_margin_loss(R(f32(2,3)),f32(2,3),weight=f32(3))
F.l1_loss(R(f32(2,3)),f32(2,3),reduction='bad')
F.mse_loss(R(f32(2,3)),f32(2,3),reduction='bad')
F.mse_loss(R(f32(2,3)),f32(2,3),size_average=False)
F.mse_loss(R(f32(2,3)),f32(2,3),reduce=False)
F.mse_loss(R(f32(2,3)),2)
F.mse_loss(2,R(f32(2,3)))
F.cross_entropy(R(f32(2,3)),2)
F.l1_loss(2,R(f32(2,3)))
F.smooth_l1_loss(f32(3),[1,2,3])
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
