# Recurrent layers over packed sequences, bit for bit with their gradients: of modules, and of the functions below them.
import hashlib

import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence


def bits(t):
    return hashlib.md5(t.detach().contiguous().numpy().tobytes()).hexdigest()[:8], tuple(t.shape)


torch.manual_seed(2)
LENGTHS = ([5, 3, 2], [4, 4, 4], [6, 1], [3], [2, 5, 1, 5])
for make in (lambda: nn.LSTM(3, 8, 2, bidirectional=True), lambda: nn.LSTM(3, 8), lambda: nn.LSTM(3, 8, proj_size=4), lambda: nn.LSTM(3, 8, bias=False),
             lambda: nn.GRU(3, 8, bidirectional=True), lambda: nn.GRU(3, 8, 2), lambda: nn.RNN(3, 8, bidirectional=True),
             lambda: nn.RNN(3, 8, nonlinearity='relu', bias=False)):
    for lengths in LENGTHS:
        layer = make()
        x = torch.randn(max(lengths), len(lengths), 3, requires_grad=True)
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        out, state = layer(packed)
        last = state if isinstance(state, tuple) else (state,)
        (out.data.sin().sum() + sum((s * 0.7).cos().sum() for s in last)).backward()
        print(type(layer).__name__, lengths, bits(out.data), *map(bits, last), bits(x.grad), *[bits(p.grad)[0] for p in layer.parameters()])

data = pack_padded_sequence(torch.randn(5, 3, 3), [5, 3, 2])
zeros = torch.zeros(4, 3, 4)
gru, lstm, rnn, projected = nn.GRU(3, 4, 2, bidirectional=True), nn.LSTM(3, 4, 2, bidirectional=True), nn.RNN(3, 4, bias=False), nn.LSTM(3, 4, proj_size=2)
print([bits(t) for t in torch.gru(data.data, data.batch_sizes, zeros, list(gru.parameters()), True, 2, 0., False, True)])
print([bits(t) for t in torch.lstm(data.data, data.batch_sizes, (zeros, zeros), list(lstm.parameters()), True, 2, 0., False, True)])
print([bits(t) for t in torch.rnn_tanh(data.data, data.batch_sizes, zeros[:1], list(rnn.parameters()), False, 1, 0., False, False)])
print([bits(t) for t in torch.lstm(data.data, data.batch_sizes, (torch.zeros(1, 3, 2), zeros[:1]), list(projected.parameters()), True, 1, 0., False, False)])
print([bits(t) for t in torch.lstm(torch.ones(5, 3, 3), (torch.zeros(1, 3, 2), zeros[:1]), list(projected.parameters()), True, 1, 0., False, False, False)])
print([bits(t) for t in torch.gru(data=data.data, batch_sizes=data.batch_sizes, hx=zeros, params=list(gru.parameters()), has_biases=True, num_layers=2,
                                  dropout=0., train=False, bidirectional=True)])
