# A second pass through nodes that keep tensors is refused, and so is a write to an operand whose sizes alone count.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
index = torch.zeros(3, 3, dtype=torch.long)
FUNCTIONS = {
    'sum': lambda x: x.sum(0), 'mean': lambda x: x.mean(), 'mean of rows': lambda x: x.mean(1), 'gather': lambda x: x.gather(0, index),
    'take': lambda x: x.take(index), 'index_select': lambda x: x.index_select(0, index[0]), 'index_add': lambda x: x.index_add(0, index[0], x),
    'avg_pool1d': lambda x: F.avg_pool1d(x[None], 2), 'avg_pool2d': lambda x: F.avg_pool2d(x[None], 2),
    'adaptive_avg_pool2d': lambda x: F.adaptive_avg_pool2d(x[None], 2), 'matrix_exp': torch.matrix_exp, 'renorm': lambda x: x.renorm(2, 0, 1.),
    'LSTM': lambda x: torch.nn.LSTM(3, 2)(x[None])[0], 'GRU': lambda x: torch.nn.GRU(3, 2)(x[None])[0], 'RNN': lambda x: torch.nn.RNN(3, 2)(x[None])[0],
    'bicubic': lambda x: F.interpolate(x[None, None], scale_factor=2, mode='bicubic'), 'bilinear': lambda x: F.bilinear(x, x, torch.ones(2, 3, 3)),
    'relu': F.relu, 'permute': lambda x: x.permute(1, 0), 'cat': lambda x: torch.cat([x, x]),
}
for name, function in FUNCTIONS.items():
    result = function(torch.rand(3, 3, requires_grad=True)).sum()
    result.backward()
    try:
        result.backward()
        print(name, 'again')
    except RuntimeError as e:
        print(name, str(e)[:49])
for name in 'mean of rows', 'gather', 'take', 'avg_pool2d', 'sum':
    x = torch.rand(3, 3, requires_grad=True) * 1
    result = FUNCTIONS[name](x).sum()
    x.detach().zero_()
    try:
        result.backward()
        print(name, 'written')
    except RuntimeError as e:
        print(name, str(e)[:180])

# the state of a step before is in the graph of the next
lstm, state = torch.nn.LSTM(3, 2), None
for detaches in False, True:
    for step in range(2):
        try:
            out, state = lstm(torch.rand(4, 1, 3), state)
            out.sum().backward()
            print(detaches, step, 'ok')
        except RuntimeError as e:
            print(detaches, step, str(e)[:49])
        if detaches:
            state = tuple(t.detach() for t in state)
    state = None
out, _ = lstm(torch.rand(4, 1, 3))
with torch.no_grad():
    out.zero_()
out.sum().backward()
print(out.sum().item())
