"""In-place operations: what counts as a change, the names of nodes, tensors whose elements share memory."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))



def changed(s, grad):
    x = torch.arange(6.).reshape(2, 3).requires_grad_(grad) * 1
    before = x._version
    r = eval('x.' + s)
    print(s, grad, tuple(r.shape), x._version - before, type(r.grad_fn).__name__)


for s in ('t_()', 'squeeze_()', 'squeeze_(0)', 'unsqueeze_(0)', 'transpose_(0, 1)', 'swapaxes_(0, 1)', 'as_strided_((2,), (1,))', 'fill_diagonal_(1)', 'renorm_(2, 0, 1)', 'mvlgamma_(1)',
          'index_add_(0, torch.tensor([0, 0]), torch.ones(2, 3))', 'tril_()'):
    changed(s, False)
    changed(s, True)
a = torch.arange(6.).reshape(2, 3).requires_grad_()
x = a * 2
y = x.view(3, 2)
y.t_()
print(type(y.grad_fn).__name__, y.shape, type(x.grad_fn).__name__)
(y * torch.arange(6.).reshape(2, 3)).sum().backward()
print(a.grad)
show('a.as_strided_((2,), (1,))')
wide = torch.ones(3).expand(2, 3)
for s in ('normal_()', 'random_()', 'bernoulli_()', 'exponential_()', 'put_(torch.tensor([0]), torch.ones(1))', 'scatter_(0, torch.tensor([[0]]), 1)', 'index_add_(0, torch.tensor([0]), torch.ones(1, 3))',
          'tril_().shape', 'logit_()', 'round_()', 'nan_to_num_()', 'lerp_(torch.ones(3), 2)', 'addcmul_(torch.ones(3), torch.ones(3))'):
    for kind in ('float', 'half'):
        show(f'wide.{kind}()[:1].expand(2, 3).{s}')
show('torch.ones(3).half().lerp_(torch.ones(2, 3).half(), 2)')
show('torch.ones(3).bool().addcmul_(torch.ones(2, 3).bool(), torch.ones(3).bool())')
show('wide.masked_scatter_(torch.tensor(True), torch.ones(6))')
print(torch.zeros(7, 2).fill_diagonal_(1, wrap=True).tolist(), torch.zeros(2, 7).fill_diagonal_(1, wrap=True).tolist())
