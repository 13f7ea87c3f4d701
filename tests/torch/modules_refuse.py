"""Layers refuse what PyTorch's do, in its order: sizes in any sequence, native functions of recurrent layers, names of lazy ones;
methods refuse by PyTorch's signatures."""
import warnings

import torch
import torch.nn as nn

warnings.simplefilter('ignore')
U = torch.tensor([1, 2], dtype=torch.uint8)
M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
X3, X4 = torch.arange(8.).reshape(1, 2, 4), torch.arange(32.).reshape(1, 2, 4, 4)
Q = torch.ones(3, 1, 2)
for source in '''
nn.RNN(2, 3, bias='a')(Q)|nn.LSTM(2, 3, bidirectional='a')(Q)|nn.GRU(2, 3, bias=None)(Q)|nn.RNN(2, 3, nonlinearity=[])|nn.RNNCell(2, 3, nonlinearity=-1)(Q[0])
nn.RNNCell(2, 3)(Q[0], 1)|nn.LSTMCell(2, 3)(Q[0], Q[0])|nn.LSTMCell(2, 3)(Q[0], (Q[0],))|nn.LSTMCell(2, 3)(Q[0], (1, 2))|nn.GRUCell(2, 3)(Q[0], 'a')
nn.LazyConv2d(2)|nn.LazyConv2d(2, 2, foo=1)|nn.LazyConv2d(None, 1)(X4)|nn.ConstantPad1d(1)|nn.ReflectionPad1d(1, 2)|nn.ReflectionPad1d(U)(X3).shape
nn.ConvTranspose2d(2, 2, U)(X4).shape|nn.Conv2d(2, 2, torch.tensor(2))|nn.Conv2d(2, 2, 1, groups=None)|nn.Conv2d(2, 2, 1, padding_mode='reflect', stride='ab')(X4)
nn.Conv1d(2, 2, ())(X3)|nn.Conv1d(2, 2, (1, 2))(X3)|nn.MultiheadAttention(2, 1)(None, None, None)|nn.MultiheadAttention(2, 1)(Q, None, Q)
nn.MultiheadAttention(2, 1, kdim=3)(Q, Q, Q)|nn.MultiheadAttention(2, 1, add_bias_kv=True)(Q, Q, Q, key_padding_mask=torch.ones(1, 3).int())
nn.SyncBatchNorm(2)(None)|nn.SyncBatchNorm(2)(X4)|nn.Upsample(scale_factor=2, recompute_scale_factor=M)(X4)|nn.MultiMarginLoss(weight=M)
nn.BCEWithLogitsLoss(weight=torch.int64)|nn.Sequential(torch.int64)|nn.Unfold(U)(X4).shape|nn.MaxPool2d(2, ceil_mode=None)(X4)|nn.LPPool2d(2, 2, ceil_mode='a')(X4)
nn.BatchNorm2d(2, eps='a')(X4)|nn.InstanceNorm1d(2, eps=None)(X3)|nn.Embedding(3, 2, scale_grad_by_freq='a')(U.long())|nn.Embedding(3, 2, max_norm='a')(U.long())
nn.Softmax(1.5)(M)|nn.RReLU('a')(M)|nn.HingeEmbeddingLoss(None)(M, M)|nn.TripletMarginLoss(int)(M, M, M)|nn.PairwiseDistance('a')(M, M)|nn.CosineSimilarity(eps='a')(M, M)
M.map_(None, abs)|M.map_(M, abs, 1)|M.map_()|M.cpu('a')|M.cpu(memory_format='a')|M.float(1)|M.cuda(1, 2)|M.type(non_blocking='a')|M.type(torch.float, 'a')
M.item(foo=1)|M.tolist(1)|M.numpy(1)|M.numpy(force=1)|M.nonzero(1)|M.nonzero(foo=1)|torch.nonzero(M, as_tuple='a')|M.to_sparse('a')|M.to_sparse(1, 2)
M.rot90('a')|torch.rot90(M, 1, None)|M.rot90(1, [0, 1], 2)|M.diagonal(1, 2, 3, 4)|torch.diagonal(M, offset=None)|M.set_(None)|M.slice_scatter(M, step=None)
M.coalesce(1)|M.is_coalesced(foo=1)|M.sparse_mask(None)|M.where(M > 1, -1)|M.__deepcopy__(1)|M.__deepcopy__([])|M.as_strided((1,), (1,), 'a')|M.rename(1)
M.refine_names('a', 1)|torch.typename(torch.float32)|torch.einsum('a,b', M, None)|torch.cat([M, 1])|torch.stack([None, 2])'''.replace('\n', '|').split('|'):
    if source:
        torch.manual_seed(0)
        try:
            print(source, '->', eval(source))
        except Exception as e:
            print(source, '->', type(e).__name__, e)
for f in (lambda: nn.ModuleList([nn.ReLU()]).__delitem__(None), lambda: nn.ModuleList([nn.ReLU()]).__delitem__(1), lambda: nn.ModuleList.__getitem__(nn.ModuleList()),
          lambda: nn.Sequential().__setitem__(), lambda: nn.ParameterList().__setitem__(0), lambda: nn.Module().register_module(), lambda: nn.Hardtanh(None),
          lambda: nn.Hardtanh(2, 1), lambda: list(nn.Module().named_parameters('', True, 7)), lambda: list(nn.Module().named_modules(memo=M)),
          lambda: nn.AdaptiveLogSoftmaxWithLoss(3, 4, [2])(M, M.long()), lambda: nn.AdaptiveLogSoftmaxWithLoss(3, 4, [2])(M[0], U.long()),
          lambda: nn.AdaptiveLogSoftmaxWithLoss(3, 4, [2])(None), lambda: nn.ConstantPad1d(1, 0)(), lambda: nn.FractionalMaxPool2d(2, 1)(M, 1),
          lambda: torch.chain_matmul(M, None), lambda: torch.testing.make_tensor((1,), dtype=torch.float32, device='cpu', requires_grad=None),
          lambda: nn.Module().__setattr__(3, nn.ReLU())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for f in (lambda: nn.ReflectionPad1d(1)(), lambda: nn.ReplicationPad2d(1)(X4, foo=1), lambda: nn.Parameter(M, requires_grad=None), lambda: M.split(torch.tensor(2.), 1),
          lambda: torch.split(M, torch.tensor([1])), lambda: nn.MultiheadAttention(2, 1, dropout=None)(Q, Q, Q)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
