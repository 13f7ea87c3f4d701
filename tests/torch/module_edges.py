"""Modules at their edges: packed sequences with dropout, layouts under batch_first, bags of embeddings, lazy modules, hooks, containers."""
import copy
import io
import pickle
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def attempt(f):
    torch.manual_seed(0)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(r, *(str(w.message)[:90] for w in seen))


x = torch.arange(30.).reshape(5, 2, 3) / 15 - 1
for kind in (nn.RNN, nn.LSTM, nn.GRU):
    for options in (dict(num_layers=2, dropout=0.4), dict(num_layers=2, dropout=0.4, bidirectional=True, batch_first=True)):
        def run():
            m = kind(3, 4, **options)
            first = options.get('batch_first', False)
            out, h = m(pack_padded_sequence(x.transpose(0, 1) if first else x, [5, 3], batch_first=first))
            padded, lengths = pad_packed_sequence(out, first)
            h = h[0] if isinstance(h, tuple) else h
            return type(h.grad_fn).__name__, lengths.tolist(), [round(v, 4) for v in padded.flatten().tolist()], [round(v, 4) for v in h.flatten().tolist()]
        attempt(run)
attempt(lambda: pack_padded_sequence(x, [5]))
attempt(lambda: nn.RNN(3, 4)(torch.ones(3)))
attempt(lambda: nn.LSTM(3, 4)(x, (torch.zeros(2, 4), torch.zeros(2, 4))))
attempt(lambda: nn.GRU(3, 4)(x[:, 0], torch.zeros(1, 2, 4)))
for first in (False, True):
    for layer in (nn.TransformerEncoderLayer(6, 2, 8, 0.4, batch_first=first), nn.TransformerEncoderLayer(6, 2, 8, 0.4, batch_first=first, norm_first=True)):
        attempt(lambda: [round(v, 3) for v in layer(torch.arange(36.).reshape(2, 3, 6).sin()).sum((0, 1)).tolist()])
attempt(lambda: [round(v, 4) for v in nn.TransformerDecoder(nn.TransformerDecoderLayer(6, 2, 8, 0.), 1)(
    torch.ones(3, 1, 6), torch.ones(2, 1, 6), torch.ones(3, 3).triu(1).bool()).flatten().tolist()])

index = torch.tensor([1, 2, 4, 2, 4, 3, 2, 9])
for mode in ('sum', 'mean', 'max'):
    for options in (dict(offsets=torch.tensor([0, 3])), dict(offsets=torch.tensor([0, 3]), scale_grad_by_freq=True), dict(max_norm=2., offsets=torch.tensor([0, 3])),
                    dict(offsets=torch.tensor([0, 3, 8]), include_last_offset=True)):
        def run():
            w = torch.arange(20.).reshape(10, 2).requires_grad_()
            r = F.embedding_bag(index, w, mode=mode, **options)
            r.sum().backward()
            return r.tolist(), [round(v, 5) for v in w.grad.flatten().tolist()]
        attempt(run)

with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    lazy = nn.LazyLinear(3)
attempt(lambda: (lazy, list(lazy.state_dict()), copy.deepcopy(lazy), pickle.loads(pickle.dumps(lazy))))
attempt(lambda: (lazy.load_state_dict(nn.Linear(2, 3).state_dict()), lazy.weight.shape))
attempt(lambda: nn.LazyBatchNorm1d(1e-3, 0.3, False, False))
attempt(lambda: nn.LazyInstanceNorm2d())
for options in (dict(min_value=-1), dict(min_val=2, max_val=1)):
    attempt(lambda: nn.Hardtanh(**options))
for arguments in ((1, 2), (1, (2, 'b')), ('a', (2, 2)), (1.5, (2, 2)), (1, [2, 2])):
    attempt(lambda: nn.Unflatten(*arguments))
attempt(lambda: nn.MSELoss(size_average=False).reduction)
attempt(lambda: F.l1_loss(x, x, reduce=False).shape)
attempt(lambda: F.kl_div(x, x.exp()))
attempt(lambda: nn.NLLLoss2d())
attempt(lambda: nn.ParameterList(torch.ones(2)))
attempt(lambda: nn.ParameterDict({'a': torch.ones(1)}) | nn.ParameterDict({'b': torch.ones(2)}))
print(nn.Linear(1, 1).state_dict().keys(), nn.ModuleDict({'a': nn.ReLU()}).keys())


def hooks():
    log = []
    m = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    nn.init.ones_(m[0].weight)
    nn.init.zeros_(m[0].bias)
    everywhere = [nn.modules.module.register_module_forward_pre_hook(lambda mod, i: log.append('pre ' + type(mod).__name__)),
                  nn.modules.module.register_module_forward_hook(lambda mod, i, o: log.append('post ' + type(mod).__name__)),
                  nn.modules.module.register_module_full_backward_hook(lambda mod, gi, go: log.append(('back ' + type(mod).__name__, gi, go)))]
    own = m[0].register_full_backward_hook(lambda mod, gi, go: log.append(('own', gi, go)))
    m(torch.ones(1, 2)).sum().backward()
    m(torch.ones(1, 2, requires_grad=True)).sum().backward()
    for h in everywhere + [own]:
        h.remove()
    n = len(log)
    m(torch.ones(1, 2)).sum().backward()
    return log, n == len(log), type(m(torch.ones(1, 2)).grad_fn).__name__


attempt(hooks)


def pair(mod, gi, go):
    return tuple(None if g is None else g * 10 for g in gi)


def several():
    m = nn.Bilinear(2, 2, 1, bias=False)
    nn.init.ones_(m.weight)
    a, b = torch.ones(1, 2, requires_grad=True), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(pair)
    m(a, b).sum().backward()
    return a.grad, b.grad


attempt(several)


def steps(foreach):
    p = nn.Parameter(torch.ones(3))
    o = torch.optim.NAdam([p], lr=0.1, foreach=foreach)
    for k in range(4):
        o.zero_grad()
        (p * p * torch.tensor([1., 2., 3.])).sum().backward()
        o.step()
    return [round(v, 5) for v in p.tolist()]


attempt(lambda: (steps(None), steps(True)))
attempt(lambda: torch.optim.Adam([nn.Parameter(torch.ones(1))], fused=True))
buffer = io.BytesIO()
torch.save(nn.GRU(2, 3, 2).state_dict(), buffer)
print(len(torch.load(io.BytesIO(buffer.getvalue()))))

# bags without anything; a mask of numbers beside one of truths counts by truth
bag = torch.nn.EmbeddingBag(3, 2, mode='max')
bag(torch.tensor([], dtype=torch.long), torch.tensor([0, 0])).sum().backward()
print(bag.weight.grad)
attention = torch.nn.MultiheadAttention(2, 1)
with torch.no_grad():
    for p in attention.parameters():
        p.copy_(torch.linspace(-1, 1, p.numel()).reshape(p.shape))
x = torch.linspace(-1, 1, 6).reshape(3, 1, 2)
print(attention(x, x, x, key_padding_mask=torch.tensor([[0., -1., 0.]]), attn_mask=torch.ones(3, 3, dtype=torch.bool).triu(1))[1])
