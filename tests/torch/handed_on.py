"""Arguments of torch.nn.functional that are handed to native functions as they are, and what those say of them."""
import torch
import torch.nn as nn
import torch.nn.functional as F

M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
I, G = torch.tensor([0, 1]), torch.tensor([2, 0])
X3, X4 = torch.arange(8.).reshape(1, 2, 4), torch.arange(32.).reshape(1, 2, 4, 4)
W3, W4 = torch.ones(2, 2, 2), torch.ones(2, 2, 2, 2)


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0])


for f in (lambda: F.max_pool1d(X3, None), lambda: F.max_pool2d(X4, True), lambda: F.max_pool2d(X4, 2, padding=None), lambda: F.max_pool2d(X4, 2, padding=None, return_indices=True),
          lambda: F.max_pool2d(X4, 2, dilation=None), lambda: F.max_pool2d(X4, 2, ceil_mode=None), lambda: nn.MaxPool1d(None)(X3), lambda: F.max_pool2d(X4, 2, []),
          lambda: F.adaptive_max_pool1d(X3, None), lambda: F.adaptive_max_pool2d(X4, None), lambda: F.adaptive_avg_pool2d(X4, None), lambda: F.adaptive_avg_pool2d(X4, (1, None)),
          lambda: F.conv1d(X3, W3, stride=[]), lambda: F.conv2d(X4, W4, None, 1, []), lambda: F.conv2d(X4, W4, dilation=()), lambda: F.conv_transpose1d(X3, W3, stride=()),
          lambda: F.embedding(I, M, scale_grad_by_freq=None), lambda: F.embedding(I, M, sparse=None), lambda: F.cross_entropy(M, G, ignore_index=None),
          lambda: F.nll_loss(M, G, ignore_index=None), lambda: F.cross_entropy(M, G, label_smoothing=-1), lambda: F.cross_entropy(M, G, label_smoothing=2),
          lambda: F.multilabel_soft_margin_loss(M, torch.ones(2, 1, 3)), lambda: F.multilabel_soft_margin_loss(M, M, weight=torch.ones(2, 1, 3)),
          lambda: F.smooth_l1_loss(M, M + 1, beta=2 ** 70), lambda: F.hinge_embedding_loss(M, M, size_average=[]).shape,
          lambda: torch.index_copy(M, 1, I, -1), lambda: torch.scatter_add(M, 1, G[None], 1.5), lambda: torch.unflatten(M, 1, -1), lambda: torch.broadcast_to(M, -1),
          lambda: torch.broadcast_to(M, (2, 3)).shape, lambda: torch.unflatten(M, 1, (3, 1)).shape, lambda: M.index_copy(1, I, M[:, :2])):
    show(f)

# copysign's gradient looks at its result whichever operand it is for
y = torch.ones(2, requires_grad=True)
x = torch.copysign(torch.ones(2), y)
x.add_(1)
show(lambda: x.sum().backward())

# names of dimensions may be None
print(torch.zeros(2, names=None), torch.tensor([1.], names=None), torch.randn(2, names=None).shape)
