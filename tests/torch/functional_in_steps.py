"""Functions that PyTorch writes in Python refuse what comes first in its steps, native here or not: their arguments as Python binds
them, the checks in Python, then the native functions' own."""
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
V, M = torch.tensor([1., 2.]), torch.tensor([[3., 1., 2.], [6., 5., 4.]])
X = torch.arange(32.).reshape(1, 2, 4, 4)
G = torch.tensor([2, 0])
W = torch.ones(3, 2)
for source in '''
F.max_pool2d(None, 2)|F.max_pool2d(X, None, return_indices=True)|F.max_pool2d(X, 2, 2, 0, 1, False, True, 1)|F.max_pool2d(X)
F.max_pool2d(X, return_indices=True)|F.max_pool1d(X, 'a')|F.max_pool3d(X, 2, ceil_mode=1)|F.adaptive_max_pool2d(None, 1)
F.adaptive_avg_pool2d(X, 1.5)|F.adaptive_avg_pool2d(X, (1, 2, 3, 4))|F.adaptive_avg_pool3d(X, (None, 'a'))|F.adaptive_max_pool1d(X, None)
F.batch_norm(X, None, None, momentum='a')|F.batch_norm(X, None, None, training=1)|F.batch_norm(V[None], V, V, training=True)
F.instance_norm(None)|F.instance_norm(X, use_input_stats=V)|F.instance_norm()|F.layer_norm(X, 4, eps=None)|F.group_norm(X, 'a')
F.group_norm(None, 1)|F.mse_loss(M, 1)|F.mse_loss(M, M, reduction=V[0])|F.huber_loss(M, M, delta='a')|F.smooth_l1_loss(M, M, beta=None)
F.nll_loss()|F.nll_loss(M)|F.nll_loss(M, None)|F.nll_loss(M, G, ignore_index=1.5)|F.cross_entropy(M, G, label_smoothing='a')
F.cross_entropy(M, G, V[None], None, None)|F.kl_div(M, M, log_target=1)|F.kl_div(M, 2)|F.binary_cross_entropy(M, V)
F.binary_cross_entropy(M, M, 1)|F.binary_cross_entropy_with_logits(M, M, pos_weight='a')|F.l1_loss(int, M)|F.relu(M, inplace=V)
F.relu(None, True)|F.silu(1, True)|F.hardtanh(M, None)|F.elu(M, None, True)|F.threshold(M, None, 2)|F.threshold(M, 1, 2, 'yes')
F.glu(1)|F.glu(M, 'a')|F.softmax(None)|F.softmax(M, 1.5)|F.softmax(M, 0, dtype=[])|F.log_softmax(M, 'x')|F.softmin(M, True)
F.grid_sample(None, M)|F.grid_sample(X, X, None)|F.grid_sample(X, X, padding_mode=V)|F.grid_sample(X, X, align_corners=1)
F.pairwise_distance(None, V)|F.pairwise_distance(V, V, 'a')|F.triplet_margin_loss(V, V, V, int)|F.triplet_margin_loss(V, V, V, p=V)
F.fold(torch.float32, 4, 2)|F.fold(X, 4, None)|F.fold(X, V, 2)|F.unfold(X, (1.5, 2))|F.unfold(X, V[0])|F.rrelu(M, None)
F.ctc_loss(None, G, G, G)|F.ctc_loss(M, G, V, G)|F.interpolate(X, 'a')|F.interpolate(X, scale_factor=2, mode='bilinear', align_corners='a')
F.interpolate(X, 2, recompute_scale_factor='a')|F.interpolate(X, mode=[], size=2)|F.interpolate(X, 2, mode='linear')
F.embedding(None, W)|F.embedding(G, W, max_norm='a')|F.embedding(G, W, padding_idx='a')|F.embedding(G, W, padding_idx=3)
F.embedding_bag(M, W)|F.embedding_bag(G, W)|F.embedding_bag(G, W, G, padding_idx='a')|F.embedding_bag(G, W, G * 0, max_norm=V)
F.max_unpool2d(X, X.long(), 2, output_size=(1.5, 2))|F.max_unpool1d(X, X.long(), 'a')|F.max_unpool1d(M, M.long(), (2, 2))
F.fractional_max_pool2d(X, None, 2)|F.fractional_max_pool2d(X, 2)|F.affine_grid(M[None], (1, 1, 2, 2), align_corners='a')
F.multi_margin_loss(M, G, margin=None)|F.multi_margin_loss(M, G, p=3)|F.poisson_nll_loss(M, M, reduction=-1)|F.poisson_nll_loss(M, M, eps=V)
F.margin_ranking_loss(V, V, V, 'a')|F.hinge_embedding_loss(V, V, None)|F.cosine_embedding_loss(M, M, V, [])|F.soft_margin_loss(V, None)
F.multilabel_soft_margin_loss(M, M, reduction=None)|F.gaussian_nll_loss(V, V, V, reduction=())|F.tanh(None)|F.gumbel_softmax(None)
torch.norm(M, 'a')|torch.norm(M, dtype='a')|torch.norm(M, 2, 1.5)|torch.norm(None)|torch.norm(M, keepdim=None)|M.norm(2, 'a', True)
torch.split(None, 2)|torch.split(M, 1.5)|torch.split(M, [1], 'a')|M.split(2, 1.5)|M.split(V)|torch.atleast_2d(None)|torch.atleast_1d(1, 2)
'''.replace('\n', '|').split('|'):
    if source:
        try:
            print(source, '->', eval(source))
        except Exception as e:
            print(source, '->', type(e).__name__, str(e).split('\n')[0])
