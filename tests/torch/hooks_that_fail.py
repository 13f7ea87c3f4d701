# Errors in hooks of saved tensors, and what full backward hooks of modules may return.
import torch
from torch import nn


def show(name, f):
    try:
        r = f()
    except Exception as e:
        r = f'{type(e).__name__}: ' + str(e).replace(__file__, 'FILE')
        if name == 'unpack':     # there are frames of PyTorch's own
            r = r.split('\n')[0]
    print(name, r)


class Own(Exception):
    pass


def fails(x):
    raise ValueError('no')


def fails_deeper(x):
    raise Own('a', 'b') if fails else 0


def through(pack, unpack):
    x = torch.ones(3, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        y = x * x
    y.sum().backward()
    return x.grad


def same(x):
    return x


show('pack', lambda: through(fails, same))
show('pack', lambda: through(fails_deeper, same))
show('pack', lambda: through(lambda: 3, same))
show('unpack', lambda: through(same, fails))
show('unpack', lambda: through(lambda x: 3, same))
show('no function', lambda: through(3, 4))
show('both', lambda: through(same, same))
try:
    through(fails, same)
except RuntimeError as e:
    print(e.__cause__, e.__context__)


def backward(hook, module=None, n=1):
    module = module or nn.Linear(2, 2)
    nn.init.ones_(module.weight)
    module.register_full_backward_hook(hook)
    x = torch.ones(2, 2, requires_grad=True)
    module(x).sum().backward()
    return x.grad, module.weight.grad


ANSWERS = (3, (1, 2), (torch.ones(2, 2), torch.ones(3)), (torch.ones(3),), torch.ones(2, 2) * 5, [torch.ones(2, 2) * 5], 'ab', (), ('a',), 'a',
           (None,), None, torch.ones(1, 2, 2), (torch.ones(2, 2) * 3,))
for answer in ANSWERS:
    show(answer, lambda: backward(lambda m, i, o: answer))
show('raises', lambda: backward(fails))
show('sees', lambda: backward(lambda m, i, o: print(m, i, o)))
m = nn.Bilinear(2, 2, 2)
m.register_full_backward_hook(lambda m, i, o: print([v if v is None else v.shape for v in i], [v.shape for v in o]))
m(torch.ones(2, 2, requires_grad=True), torch.ones(2, 2)).sum().backward()
m(torch.ones(2, 2), torch.ones(2, 2)).sum().backward()
