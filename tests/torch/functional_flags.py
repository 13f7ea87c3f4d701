"""Functions of torch.nn.functional written in Python refuse flags and numbers that the native functions behind PyTorch's refuse."""
import warnings

import torch
import torch.nn.functional as F

M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
X = torch.arange(8.).reshape(1, 2, 2, 2)
G = torch.zeros(1, 2, 2, 2)


def t(s):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = eval(s)
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(s, '->', r, [str(w.message) for w in seen])


for s in ["F.poisson_nll_loss(M, M, log_input=None)", "F.poisson_nll_loss(M, M, full='x')", "F.poisson_nll_loss(M, M, eps=None)",
          "F.poisson_nll_loss(M, M, eps=1)", "F.triplet_margin_loss(M, M, M, p=None)", "F.triplet_margin_loss(M, M, M, swap=1)",
          "F.triplet_margin_loss(M, M, M, margin='1')", "F.triplet_margin_loss(M, M, M, swap=True)", "F.rrelu(M, training=None)",
          "F.rrelu_(M.clone(), training=1)", "F.grid_sample(X, G, align_corners='x')", "F.grid_sample(X, G)",
          "F.affine_grid(torch.eye(2, 3)[None], (1, 1, 2, 2))", "F.affine_grid(torch.eye(2, 3)[None], (1, 1, 2, 2), align_corners=-1)",
          "F.affine_grid(torch.eye(2, 3)[None], (1, 1, 2, 2), align_corners=True)", "F.normalize(M, out=torch.empty(2, 3))",
          "F.normalize(M, out=torch.empty(2, 3, dtype=torch.long))", "F.normalize(M, out='x')", "F.pairwise_distance(M, 3)",
          "F.pairwise_distance(None, M)", "F.embedding_bag(torch.tensor([0, 1]), M, torch.tensor([0]), include_last_offset=None)",
          "F.embedding_bag(torch.tensor([0, 1]), M, torch.tensor([0]), scale_grad_by_freq=1)",
          "F.embedding_bag(torch.tensor([0, 1]), M, torch.tensor([0]))"]:
    t(s)
