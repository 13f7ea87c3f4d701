# torch.device from every kind of argument, and modules that are asked for a device or a type.
import pickle

import torch
from torch import nn


def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e))


for arguments in ((), ('cpu',), ('cpu', 1), ('cpu', -1), ('cpu', 'x'), ('cpu', None), (1,), (-1,), (None,), (True,), (1.5,),
                  ('cuda', True), ('cuda:0', 1), ('cpu', 1, 2), ('meta2', 1), ('', 0), (torch.device('cuda:1'),),
                  (torch.device('cpu'), 1), (['cpu'],)):
    tell(lambda: repr(torch.device(*arguments)))
for text in ('meta2', 'cpu2', 'foo', 'cpu:x', 'cpu:', 'cuda:-1', '', 'CPU', 'cpu:01', 'cuda:0:1', ':0', 'cpu 0', 'meta:0', 'a:b',
             'cpu:0', 'cuda:127'):
    tell(lambda: repr(torch.device(text)))
for named in ({'type': 'cpu'}, {'type': 'cuda', 'index': 2}, {'device': 'cpu'}, {'index': 1}, {'type': 'cpu', 'foo': 1},
              {'device': torch.device('meta')}, {'type': 1}, {'device': 3}):
    tell(lambda: repr(torch.device(**named)))
d = torch.device('cuda:1')
print(d.type, d.index, str(d), d == torch.device('cuda', 1), d == 'cuda:1', d.__reduce__(), pickle.loads(pickle.dumps(d)))
tell(lambda: d < d)
for f in (lambda d: torch.ones(1, device=d), lambda d: torch.ones(1).to(d), lambda d: torch.tensor(1, device=d)):
    for device in ('meta2', 'foo', 'cpu:0', '', 1, None, 'cuda', torch.device('cpu')):
        tell(lambda: str(f(device)).split('\n')[0])
tell(lambda: torch.Generator('cuda'))

arguments = {'Linear': (2, 3), 'Bilinear': (2, 3, 4), 'LazyLinear': (3,), 'Conv2d': (2, 3, 2), 'ConvTranspose1d': (2, 3, 2),
             'BatchNorm1d': (3,), 'LazyBatchNorm2d': (), 'InstanceNorm1d': (3,), 'LayerNorm': (3,),
             'GroupNorm': (1, 3), 'Embedding': (4, 3), 'EmbeddingBag': (4, 3), 'RNN': (2, 3), 'LSTM': (2, 3), 'GRU': (2, 3),
             'RNNCell': (2, 3), 'LSTMCell': (2, 3), 'GRUCell': (2, 3), 'MultiheadAttention': (4, 2),
             'TransformerEncoderLayer': (4, 2, 5), 'TransformerDecoderLayer': (4, 2, 5), 'Transformer': (4, 2, 1, 1, 5),
             'PReLU': (), 'AdaptiveLogSoftmaxWithLoss': (4, 6, [2, 4])}
for name, values in arguments.items():
    for named in ({'device': 'cuda'}, {'device': 'cpu'}, {'device': 1.5}, {'dtype': torch.float64}, {'dtype': 'x'}, {'foo': 1}):
        try:
            m = getattr(nn, name)(*values, **named)
            print(name, named, sorted({str(p.dtype) for p in m.parameters()}), sorted({str(b.dtype) for b in m.buffers()}))
        except (RuntimeError, TypeError, AssertionError) as e:
            print(name, named, type(e).__name__, str(e).split('\n')[0])
