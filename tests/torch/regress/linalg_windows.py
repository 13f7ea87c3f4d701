# Condition numbers, norms, windows, packed sequences, dtypes of recurrent layers, running products along the last dimension.
import warnings

import torch
import torch.nn.functional as F
from torch import nn

warnings.simplefilter('ignore')
inf, nan = float('inf'), float('nan')


def f32(*shape):
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n).reshape(shape) * 7 % 11 - 5).float() / 4


def f64(*shape):
    return f32(*shape).double()


def i64(*shape):
    return (f32(*shape) * 4 + 5).long()


def R(x):
    return x.requires_grad_()


def text(v):
    if isinstance(v, (tuple, list)):
        return '(%s)' % ', '.join(map(text, v))
    if not isinstance(v, torch.Tensor):
        return repr(v)
    values = ' '.join('%.4g' % (x + 0) if isinstance(x, float) else str(x) for x in v.detach().flatten()[:8].tolist())
    return '%s %s %s [%s]' % (str(v.dtype)[6:], list(v.shape), type(v.grad_fn).__name__ if v.grad_fn else '-', values)


# each line: statements, then an expression
for line in r'''
torch.linalg.vector_norm(f64(2,3),0.1)
torch.linalg.vector_norm(f64(2,3),0.3,dim=0)
f64(2,3).norm(0.7)
torch.linalg.cond(f32(3,3)+3*torch.eye(3),'fro')
torch.linalg.cond(R(f32(3,3)+3*torch.eye(3)),'fro')
torch.linalg.cond(R(f32(3,3)+3*torch.eye(3)),'fro').backward()
torch.linalg.cond(R(f32(3,3)+3*torch.eye(3)),1).backward()
torch.linalg.cond(torch.zeros(2,2),1)
torch.linalg.cond(torch.stack([torch.eye(2),torch.zeros(2,2)]),'fro')
torch.linalg.cond(R(f32(3,3)+3*torch.eye(3)),2)
torch.linalg.cond(f32(3,3),0)
torch.linalg.norm(f32(2,3),'x')
torch.linalg.norm(f32(2,3),'nuc',dim=1)
torch.linalg.norm(f32(2,3),'fro',dim=-1)
torch.linalg.tensorsolve(f32(3,3)+3*torch.eye(3),f32(3,2))
torch.linalg.inv_ex(f32(2,3))
torch.linalg.cholesky_ex(f32(2,3))
torch.linalg.vecdot(f32(3),f64(3))
torch.linalg.pinv(R(f32(2,3)))
F.softshrink(torch.tensor([nan,1.,-1.]))
F.grid_sample(f32(1,2,3,4,3),f32(1,2,2,3,3),mode='nearest',padding_mode='border',align_corners=True)
nn.RNN(3,2)(f64(4,3))
nn.GRUCell(3,2)(f64(4,3))
nn.LSTMCell(3,2)(f32(4,3),(f64(4,2),f64(4,2)))
nn.RNNCell(3,2,bias=False)(f64(4,3))
nn.LSTM(3,2)(f32(4,2))
nn.GRU(3,2)(f32(4,3),f32(2,2))
nn.utils.rnn.pack_padded_sequence(R(f32(4,2,3)),[4,2])[0]
(torch.hann_window(8)*1e7).tolist()
(torch.blackman_window(5)*1e8).tolist()
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad(x.cumprod(-1).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad(x.cumprod(-2).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
x=R(torch.tensor([[1.,0,2,0],[1,2,3,4],[1,2,3,0]])) ;; torch.autograd.grad(x.prod(-1).sum(),x,create_graph=True)[0].sum().backward() ;; x.grad
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
