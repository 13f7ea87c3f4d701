# Products of tensors: which shapes and dtypes are refused, by whose words, and what the graph is called.
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
F.linear(f32(2,3),f64(4,3))
F.linear(f64(2,3),f32(4,3))
F.linear(f32(2,3),f64(4,3),f32(4))
F.linear(f32(2,3),f64(4,3),f64(4))
F.linear(f32(2,3),f32(4,3),f64(4))
F.linear(f64(2,3),f32(4,3),f32(4))
F.linear(i64(2,3),f32(4,3),f32(4))
F.linear(i64(2,3),f32(4,2),f32(4))
F.linear(f32(3),f64(4,3))
F.linear(f32(3),f64(4,3),f32(4))
F.linear(f32(3),f32(4,3),f64(4))
F.linear(f32(2,2,3),f64(4,3))
F.linear(f32(2,2,3),f64(4,3),f64(4))
F.linear(f32(2,2,3),f32(4,3),f64(4))
F.linear(f32(2,2,2,3),f64(4,3),f64(4))
F.linear(f32(2,2,2,3),f32(4,3),f64(4))
F.linear(f32(2,2,2,3),f32(4,2),f32(4))
F.linear(f32(2,3),f32(4,3),f32(3))
F.linear(f32(2,2,3),f32(4,3),f32(3))
F.linear(f32(2,2,2,3),f32(4,3),f32(3))
F.linear(f32(3),f32(4,3),f32(3))
F.linear(f32(2,3),f32(3),f32(1))
F.linear(f32(2,3),f32(3))
F.linear(f32(2,3),f32(2,4,3))
F.linear(f32(),f32(4,3))
F.linear(f32(2,3),f32(4,2))
F.linear(f32(2,2,3),f32(4,2))
F.linear(f32(3),f32(4,2))
F.linear(f32(3),f32(4,2),f32(4))
torch.mm(f32(2,3),f64(3,2))
torch.mm(f32(2,3),i64(3,2))
torch.mm(f32(2,3),f64(2,2))
torch.matmul(f32(2,3),f64(3,2))
torch.matmul(f32(2,3),f64(2,2))
torch.matmul(f32(3),f64(3))
torch.matmul(f32(3),f64(4))
torch.matmul(f32(3),f32(4))
torch.matmul(f32(3),f64(3,2))
torch.matmul(f32(3),f32(2,2))
torch.matmul(f32(2,3),f64(3))
torch.matmul(f32(2,3),f32(2))
torch.matmul(f32(2,2,3),f64(3))
torch.matmul(f32(2,2,3),f32(2))
torch.matmul(f32(2,2,3),f64(3,2))
torch.matmul(f32(2,2,3),f32(2,2))
torch.matmul(f32(2,2,3),f64(2,3,2))
torch.matmul(f32(2,2,3),f32(2,2,2))
torch.matmul(f32(2,2,3),f32(3,3,2))
torch.matmul(f32(2,3),f32(2,2,2))
torch.matmul(f32(2,3),f64(2,3,2))
torch.matmul(f32(2,3),f32(2,2,2,2))
torch.matmul(f32(3),f32(2,2,2))
torch.matmul(f32(3),f64(2,3,2))
torch.matmul(f32(2,2,3),f32(4,2,2,3))
torch.matmul(f32(2,2,3),f32(1,2,3))
torch.matmul(f32(1,2,3),f32(2,2,3))
torch.matmul(f32(2,2,3,3),f32(2,2))
torch.matmul(f32(2,3).requires_grad_(),f32(2,2,2))
torch.matmul(f32(6,1).requires_grad_(),f32(2,3,3))
torch.matmul(f32(1,2,3),f32(3,2))
torch.matmul(f32(2,1,3),R(f32(3,2)))
torch.matmul(f32(2,3),R(f32(2,3,2)))
torch.matmul(f32(2,3),R(f32(2,2,3,2)))
torch.matmul(R(f32(2,3)),f32(2,2,3,2))
torch.matmul(R(f32(2,2,3)),f32(3))
torch.matmul(R(f32(3)),f32(2,3,3))
torch.matmul(f32(3),R(f32(2,3,3)))
torch.matmul(R(f32(3)),f32(3,2))
torch.matmul(R(f32(2,2,3)),f32(2,3,3))
torch.matmul(R(f32(2,2,3)),f32(3,3))
torch.matmul(R(f32(2,1,2,3)),f32(2,3,3))
torch.bmm(f32(2,2,3),f64(2,3,3))
torch.bmm(f32(2,2,3),f32(2,2,3))
torch.bmm(f32(2,2,3),f32(3,3,3))
torch.bmm(f32(2,3),f32(3,3,3))
torch.bmm(f32(2,2,3),f32(3,3))
torch.mv(f32(2,3),f64(3))
torch.mv(f32(2,3),f32(2))
torch.mv(f32(2),f32(2))
torch.dot(f32(3),f64(3))
torch.dot(f32(3),f64(4))
torch.dot(f32(3,1),f64(4))
torch.vdot(f32(3),f64(3))
torch.outer(f32(3),f64(3))
torch.addmm(f32(2,2),f32(2,3),f64(3,2))
torch.addmm(f64(2,2),f32(2,3),f32(3,2))
torch.addmm(f64(2,2),f32(2,3),f64(3,2))
torch.addmm(f64(2,2),f32(2,3),f64(2,2))
torch.addmm(f32(3,2),f32(2,3),f32(3,2))
torch.addmm(f32(3),f32(2,3),f32(3,2))
torch.addmm(f32(2),f32(2),f32(3,2))
torch.addmm(i64(2),f32(2,3),f32(3,2))
torch.addmv(f32(2),f32(2,3),f64(3))
torch.addmv(f64(2),f32(2,3),f32(3))
torch.addmv(f32(3),f32(2,3),f32(3))
torch.addmv(f32(2,2),f32(2,3),f32(3))
torch.baddbmm(f32(2,2,2),f32(2,2,3),f64(2,3,2))
torch.baddbmm(f64(2,2,2),f32(2,2,3),f32(2,3,2))
torch.baddbmm(f32(2,2,2),f32(2,2,3),f32(2,2,2))
torch.baddbmm(f32(2,2),f32(2,2,3),f32(2,3,3))
torch.addbmm(f32(2,2),f32(2,2,3),f64(2,3,2))
torch.addbmm(f64(2,2),f32(2,2,3),f32(2,3,2))
torch.addbmm(f32(2,2),f32(2,2,3),f32(2,2,2))
torch.addbmm(f32(2,2),f32(2,2,3),f32(3,3,2))
torch.addr(f32(2,2),f32(2),f64(2))
torch.addr(f32(2,2),f32(2),f32(3))
torch.addr(f32(2,2),f32(2,2),f32(3))
torch.chain_matmul(f32(2,3),f64(3,2))
torch.linalg.multi_dot([f32(2,3),f64(3,2)])
torch.linalg.multi_dot([f32(2,3),f32(2,2)])
torch.tensordot(f32(2,3),f64(3,2),1)
torch.tensordot(f32(2,3),f32(2,2),1)
torch.einsum('ij,jk',f32(2,3),f64(3,2))
torch.kron(f32(2),f64(2))
torch.inner(f32(3),f64(3))
torch.inner(f32(2,3),f32(2))
torch.inner(f32(2,3),f64(3))
torch.einsum('i,i',f32(),f32(2))
torch.einsum('...i,...i',f32(),f32(2))
torch.einsum('ij',f32(3))
torch.einsum('ij',f32(3,3,3))
torch.einsum('i...j',f32(3))
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
