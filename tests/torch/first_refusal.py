"""What losses, pools, convolutions, schedules and samplers take and refuse at their edges, as PyTorch does."""
import warnings

import torch
import torch.nn.functional as F
from torch.utils.data import BatchSampler, DataLoader

warnings.simplefilter('ignore')
M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
V = torch.tensor([1., 2.])
U = torch.tensor([1, 2], dtype=torch.uint8)
N = torch.tensor(1)
X3, X4, W2 = torch.ones(1, 2, 4), torch.ones(1, 2, 4, 4), torch.ones(2, 2, 2)


def sgd():
    p = torch.nn.Parameter(V.clone())
    p.grad = torch.ones(2)
    return torch.optim.SGD([p], lr=0.5)


for source in '''
F.nll_loss(M, U)|F.nll_loss(M[0], U[0])|F.nll_loss(M, U, weight=torch.tensor([1., 2., 3.]))|F.cross_entropy(M, U, label_smoothing=0.1)|F.nll_loss(M, U + 5)
F.nll_loss(M, N)|F.nll_loss(V, torch.tensor([2, 0]))|F.nll_loss(V, torch.tensor([1, 0]))|F.nll_loss(M.clone().requires_grad_(), U).backward()
F.kl_div(N, M)|F.kl_div(M, torch.tensor(1j))|F.kl_div(M, M, 'mean', False, 7)|F.huber_loss(N, M)|F.huber_loss(M, N)|F.soft_margin_loss(V[0], M)
F.conv1d(X3, W2, V.double())|F.conv1d(X3, W2, U)|F.conv2d(X4, torch.ones(2, 2, 2, 2), V.double())|F.conv2d(X4, torch.tensor(1.))|F.conv1d(X3, V[None])
F.conv1d(torch.ones(0, 3), W2)|F.conv_transpose2d(X4, torch.ones(2, 2, 0, 5))|F.conv2d(torch.ones(2, 1, 4), torch.ones(2, 2, 2, 2))
F.max_pool1d(X3, 7)|F.max_pool1d(X3, 7, return_indices=True)|F.max_pool1d(X3, 7, 1)|F.max_pool1d(X3.clone().requires_grad_(), 7)|F.max_pool1d(X3, -1, return_indices=True)
F.avg_pool1d(X3, -1)|F.avg_pool2d(X4, 1, -1)|F.max_pool3d(X4, -1)|F.max_pool3d(X4, N)|F.adaptive_avg_pool1d(X3, ())|F.adaptive_max_pool1d(X3, (1, 2))
F.adaptive_avg_pool1d(X3, 2, 1)|F.adaptive_avg_pool1d(X3, N)|F.adaptive_avg_pool2d(X4, N)|F.unfold(X4, ())|F.unfold(X4, (1,))|F.fold(X4, 4, 2, dilation=(1, 1, 1))
F.pairwise_distance(V, V, p=True)|F.pairwise_distance(V, V, eps=2**70)|F.hinge_embedding_loss(M, M, margin=True)|F.margin_ranking_loss(V, V, V, 2**70)
F.pad(V, (1, 1), value=2**70)|F.celu(M, 2**70)|F.softshrink(M, 2**70)|F.cosine_similarity(M, M, N)|F.embedding_bag(U, M, torch.tensor([0]), padding_idx=3)
F.embedding_bag(U - 1, M, torch.tensor([0]))|F.interpolate(X4, size=N)|F.local_response_norm(X3, True)|M.type(M)|M.clone().scatter_add_(1, M.long(), 2)
torch.narrow(M, 1, M, 2)|torch.einsum(None, M)|torch.index_put(M, M, M)|torch.nonzero(M, as_tuple=None)|M.sum(N)|M.roll(1, N)|torch.amax(M, N)|M.clone().geometric_()
M.clone().uniform_(0, float('inf'))|M.half().uniform_(-1e9, 0)|torch.nn.TransformerEncoder(torch.nn.TransformerEncoderLayer(2, 1, 3), 0)(torch.ones(3, 1, 2))
torch.optim.lr_scheduler.ConstantLR(sgd(), total_iters='x').step()|torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(sgd(), 2, eta_min='x').get_last_lr()
torch.optim.lr_scheduler.ReduceLROnPlateau(sgd(), mode=[])|list(DataLoader(3, batch_sampler=[[0]]))|list(DataLoader([1, 2], pin_memory=M))
F.adaptive_avg_pool1d(X3, -1)|torch.nn.MaxPool1d([1, 2])(X3)|F.cross_entropy(N, U)|F.cross_entropy(torch.tensor(2.), U)|torch.nn.Transformer(2, 1, 1, 1, 2)(V, X3)|torch.nn.Transformer(2, 1, 1, 1, 2)(None, X3)
F.cosine_embedding_loss(M, V.double(), V)|torch.nn.utils.rnn.pad_sequence(N)|M['state']|V['ab']|M['x' * 40]|F.multi_margin_loss(M, torch.tensor([0, 1]), weight=torch.ones(3, requires_grad=True))
list(BatchSampler([0, 1, 2], 2**70, False))|list(BatchSampler([0, 1, 2], 2**70, True))'''.replace('\n', '|').split('|'):
    if source:
        try:
            print(source, '->', eval(source))
        except Exception as e:
            print(source, '->', type(e).__name__, str(e).split('\n')[0])
