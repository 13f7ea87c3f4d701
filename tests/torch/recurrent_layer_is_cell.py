# A recurrent layer computes what its cell computes step by step, with the same roundings, forward and backward.
import torch
from torch import nn

torch.manual_seed(0)
for layer_class, cell_class in (nn.RNN, nn.RNNCell), (nn.GRU, nn.GRUCell), (nn.LSTM, nn.LSTMCell):
    for bias in True, False:
        for dtype in torch.float32, torch.float64:
            layer, cell = layer_class(3, 4, bias=bias, dtype=dtype), cell_class(3, 4, bias=bias, dtype=dtype)
            cell.load_state_dict({k[:-3]: v for k, v in layer.state_dict().items()})
            x = torch.randn(1, 5, 3, dtype=dtype, requires_grad=True)
            h, c = torch.randn(2, 1, 5, 4, dtype=dtype).unbind(0)
            grad = torch.randn(5, 4, dtype=dtype)
            state = (h, c) if layer_class is nn.LSTM else h
            y, _ = layer(x, state)
            y.backward(grad[None])
            by_layer, x.grad = x.grad, None
            z = cell(x[0], (h[0], c[0]) if layer_class is nn.LSTM else h[0])
            z = z[0] if layer_class is nn.LSTM else z
            z.backward(grad)
            same = [torch.equal(p.grad, q.grad) for p, q in zip(layer.parameters(), cell.parameters())]
            print(layer_class.__name__, bias, dtype, torch.equal(y[0], z), torch.equal(by_layer, x.grad), same)

for layer_class in nn.RNN, nn.GRU, nn.LSTM:
    layer = layer_class(3, 4, num_layers=2, bidirectional=True)
    x = torch.randn(6, 2, 3, requires_grad=True)
    y, _ = layer(x)
    y.pow(2).sum().backward()
    print(layer_class.__name__, [f'{v:.4f}' for v in y[:, 0, 1].tolist() + x.grad[:, 1, 0].tolist()])
    print([f'{p.grad.abs().sum().item():.4f}' for p in layer.parameters()])
relu = nn.RNN(2, 2, nonlinearity='relu')
with torch.no_grad():
    print(relu(torch.tensor([[float('nan'), 1.0]]))[0])
