"""Convolution, pooling, normalisation, padding."""
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
im = torch.arange(32.).reshape(1,2,4,4)/10
w = torch.ones(3,2,3,3)
t(lambda: F.conv2d(im,w))
t(lambda: F.conv2d(im,w,padding=1,stride=2).shape)
t(lambda: F.conv2d(im,w,padding='same').shape)
t(lambda: F.conv1d(torch.ones(1,2,5),torch.ones(3,2,3),torch.zeros(3)))
t(lambda:F.conv_transpose2d(im,torch.ones(2,3,2,2),stride=2).shape)
t(lambda: F.conv2d(im,torch.ones(3,3,3,3)))
t(lambda: F.max_pool2d(im,2))
t(lambda: F.avg_pool2d(im,2))
t(lambda: F.adaptive_avg_pool2d(im,1))
t(lambda: F.adaptive_avg_pool2d(im,(2,None)).shape)
t(lambda: F.max_pool2d(im,2,return_indices=True)[1])
t(lambda: F.adaptive_max_pool2d(im,2))
t(lambda: F.max_pool1d(torch.arange(8.).view(1,1,8),3,1,1))
t(lambda: F.batch_norm(im,None,None,training=True))
t(lambda: F.layer_norm(x,(4,)))
t(lambda: F.group_norm(im,2))
t(lambda: F.instance_norm(im))
t(lambda: F.batch_norm(torch.ones(1,3),None,None,training=True))
t(lambda: F.embedding(torch.tensor([0,2]),x))
t(lambda: F.one_hot(torch.tensor([0,2]),3))
t(lambda: F.pad(x,(1,1)))
t(lambda: F.pad(x,(1,1,1,0),value=9))
t(lambda: F.pad(im,(1,1,1,1),mode='reflect'))
t(lambda: F.pad(im,(1,1),mode='replicate')[0,0,0])
t(lambda:F.pad(im,(1,1,0,0),mode='circular')[0,0,0])
