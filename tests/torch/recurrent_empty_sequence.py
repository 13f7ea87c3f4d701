# Recurrent layers refuse sequences without a step, after what they say to sizes and types; an empty batch is fine.
import torch
from torch import nn


def show(call):
    try:
        y, _ = call()
        print(tuple(y.shape))
    except RuntimeError as error:
        print(str(error).split('\n')[0])


layers = [cls(3, 4, **kw) for cls in (nn.RNN, nn.GRU, nn.LSTM) for kw in ({}, {'batch_first': True}, {'bidirectional': True, 'num_layers': 2})]
layers += [nn.RNN(3, 4, nonlinearity='relu'), nn.RNN(3, 4, bias=False), nn.LSTM(3, 4, proj_size=2), nn.GRU(3, 4).double()]
for layer in layers:
    print(layer)
    dtype = layer.weight_ih_l0.dtype
    for shape in (0, 2, 3), (2, 0, 3), (0, 0, 3), (0, 3), (0, 2, 5):
        show(lambda: layer(torch.zeros(shape, dtype=dtype)))
    show(lambda: layer(torch.zeros(0, 2, 3, dtype=torch.float32 if dtype == torch.float64 else torch.float64)))
    h = torch.zeros(1, 2, 4, dtype=dtype)
    if not isinstance(layer, nn.LSTM):
        show(lambda: layer(torch.zeros(0, 2, 3, dtype=dtype), h))
        show(lambda: layer(torch.zeros(0, 2, 3, dtype=dtype), h[:, :1]))
    with torch.no_grad():
        show(lambda: layer(torch.zeros(0, 3, dtype=dtype)))
