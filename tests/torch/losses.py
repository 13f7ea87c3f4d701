"""Losses and resizing."""
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
im = torch.arange(32.).reshape(1, 2, 4, 4) / 10
tg = torch.tensor([0,1,3])
t(lambda: F.cross_entropy(x,tg))
t(lambda: F.cross_entropy(x,tg,reduction='none'))
t(lambda: F.cross_entropy(x,tg,label_smoothing=0.1))
t(lambda: F.cross_entropy(x,tg,weight=torch.tensor([1.,2,3,4])))
t(lambda: F.cross_entropy(x,tg,weight=torch.tensor([1.,2,3,4]),label_smoothing=0.1))
t(lambda: F.cross_entropy(x,F.softmax(x,1)))
t(lambda: F.nll_loss(F.log_softmax(x,1),tg))
t(lambda: F.cross_entropy(x,torch.tensor([0,1,7])))
t(lambda: F.mse_loss(x,x+1))
t(lambda: F.l1_loss(x,x+1,reduction='sum'))
t(lambda: F.smooth_l1_loss(x,x*2))
t(lambda: F.huber_loss(x,x*2))
t(lambda: F.binary_cross_entropy(torch.sigmoid(x),torch.ones(3,4)))
t(lambda: F.binary_cross_entropy_with_logits(x,torch.ones(3,4)))
t(lambda: F.binary_cross_entropy_with_logits(x,torch.ones(3)))
t(lambda:F.kl_div(F.log_softmax(x,1),F.softmax(x+1,1),reduction='batchmean'))
t(lambda:F.mse_loss(x,x,reduction='q'))
t(lambda: F.interpolate(im,scale_factor=2))
t(lambda: F.interpolate(im,size=(3,3),mode='bilinear'))
t(lambda: F.interpolate(im,size=6,mode='bilinear',align_corners=True)[0,0])
t(lambda: F.unfold(im,2).shape)
t(lambda: F.unfold(im,(2,2),stride=2)[0,:,0])
