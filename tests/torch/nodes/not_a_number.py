"""Gradients where the operand, or the gradient that comes in, is not a number; matrices of nothing in two dtypes; cells."""
import torch
from torch import nn
import torch.nn.functional as F

nan = float('nan')
for name in 'relu relu6 hardtanh hardswish hardsigmoid softshrink hardshrink leaky_relu elu selu celu softplus silu gelu mish logsigmoid softsign'.split():
    x = torch.tensor([nan, 1., -1.], requires_grad=True)
    getattr(F, name)(x).sum().backward()
    print(name, [round(v, 5) for v in x.grad.tolist()])
x = torch.tensor([nan, 1.], requires_grad=True)
F.threshold(x, 0.5, 2).sum().backward()
print(x.grad)
x = torch.tensor([1., 2.], requires_grad=True)
y = x.logcumsumexp(0)
print(torch.autograd.grad(y, x, torch.tensor([nan, 1.]), create_graph=True), torch.autograd.grad(y, x, torch.tensor([nan, 1.])))


def attempt(f):
    try:
        r = f()
        print(*(t.shape if isinstance(t, torch.Tensor) else t for t in (r if isinstance(r, tuple) else (r,))))
    except Exception as e:
        print(type(e).__name__, e)


d, f = torch.zeros(0, 4, 3, dtype=torch.float64), torch.zeros(2, 3)
attempt(lambda: F.linear(d, f))
attempt(lambda: F.linear(d[0:0, 0], f))
attempt(lambda: F.linear(d, f, torch.zeros(2)))
attempt(lambda: d @ f.T)
attempt(lambda: torch.ones(2, 4, 3, dtype=torch.float64) @ f.T)
for cell, hidden in ((nn.RNNCell, 1), (nn.LSTMCell, 2), (nn.GRUCell, 1)):
    torch.manual_seed(0)
    c = cell(3, 2)
    hx = [torch.ones(2, 2), torch.ones(2, 2)][:hidden]
    r = c(torch.ones(2, 3), hx[0] if hidden == 1 else tuple(hx))
    print(cell.__name__, [t.grad_fn.name() for t in (r if hidden == 2 else (r,))])
    pack = lambda *ts: ts[0] if hidden == 1 else tuple(ts * 2)[:2]
    attempt(lambda: c(torch.ones(2, 2, 3)))
    attempt(lambda: c(torch.ones(2, 4)))
    attempt(lambda: c(torch.ones(2, 3), pack(torch.ones(3, 2))))
    attempt(lambda: c(torch.ones(2, 3), pack(torch.ones(2, 3))))
    attempt(lambda: c(torch.ones(2, 3, dtype=torch.float64)))
    attempt(lambda: c(torch.ones(3), pack(torch.ones(2))))
    x = torch.ones(1, 3, requires_grad=True)
    out = c(x)
    out = out[0] if hidden == 2 else out
    g, = torch.autograd.grad(out.sum(), x, create_graph=True)
    print([round(v, 5) for v in torch.autograd.grad((g * g).sum(), x)[0].flatten().tolist()])
attempt(lambda: nn.LSTMCell(3, 2)(torch.ones(2, 3), torch.ones(2, 2)))
for layer in (nn.RNN, nn.LSTM, nn.GRU):
    for kwargs in ({}, {'bias': False}, {'batch_first': True}, {'num_layers': 2, 'bidirectional': True}):
        m = layer(3, 2, **kwargs)
        attempt(lambda: m(torch.ones(2, 4, 3, dtype=torch.float64)))
        out, _ = m(torch.ones(2, 4, 3))
        print(layer.__name__, kwargs, out.grad_fn.name())
m = nn.LSTM(3, 2)
attempt(lambda: m(torch.ones(1, 4, 3), (torch.ones(1, 4, 2), torch.ones(1, 4, 2).double()))[0].dtype)
attempt(lambda: m(torch.ones(2, 4, 3), (torch.ones(1, 4, 2), torch.ones(1, 4, 2).double()))[0].dtype)

x = torch.ones(2, 3, 4, requires_grad=True)
attempt(lambda: F.channel_shuffle(x, 3).sum().backward())
attempt(lambda: nn.MaxPool1d(2, 1, 2)(x))
attempt(lambda: nn.MaxPool1d(2, 1, 2, return_indices=True)(x.detach()))
attempt(lambda: nn.MaxPool1d(2, 1, 2)(x.detach()))
attempt(lambda: nn.ReflectionPad2d((3, 0, 0, 0))(torch.ones(2, 3, 3)))
attempt(lambda: nn.ReflectionPad1d(3)(torch.ones(2, 3).long()))
attempt(lambda: torch.linalg.householder_product(torch.ones(3, 3), torch.ones(3, 2)))
attempt(lambda: torch.linalg.householder_product(torch.ones(2, 3, 3), torch.ones(3, 2)))
attempt(lambda: torch.linalg.householder_product(torch.ones(3, 3), torch.ones(2).double()))
x = torch.tensor(1., requires_grad=True)
attempt(lambda: x.index_select(0, torch.tensor([0, 0])).sum().backward())
attempt(lambda: x.movedim(0, -1).grad_fn.name())
x = torch.ones(2, 2, requires_grad=True)
attempt(lambda: torch.linalg.matrix_power(x, 1).grad_fn.name())
attempt(lambda: torch.linalg.ldl_factor(x + torch.eye(2))[0].sum().backward())
