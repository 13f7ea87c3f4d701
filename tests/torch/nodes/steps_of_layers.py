"""Nodes that stand for several of PyTorch's show those when somebody asks: recurrent layers, products with batches, linear layers.
Hooks of any of them run in PyTorch's order, with its gradients."""
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence


def graph(*roots):
    """All nodes behind the roots, in the order in which a walk finds them."""
    order, text = [], []

    def place(node):
        if node not in order:
            order.append(node)
        return order.index(node)
    for t in roots:
        place(t.grad_fn)
    for node in order:
        after = ' '.join('-' if n is None else f'{place(n)}.{i}' for n, i in node.next_functions)
        text.append(f'{type(node).__name__[:-len("Backward0")] if node.name()[-1:] == "0" else type(node).__name__}({after})')
    return ', '.join(text)


torch.manual_seed(0)
x = torch.randn(2, 3, 2)
for kind, kw, given in ((nn.RNN, {}, x), (nn.LSTM, {}, x.clone().requires_grad_()), (nn.GRU, {'num_layers': 2, 'dropout': 0.5}, x), (nn.GRU, {'bias': False}, x[0]),
                        (nn.RNN, {'bidirectional': True, 'batch_first': True, 'nonlinearity': 'relu'}, x), (nn.LSTM, {'proj_size': 2}, x),
                        (nn.RNN, {}, pack_padded_sequence(x, [2, 1, 1])), (nn.LSTM, {}, pack_padded_sequence(x, [2, 2, 2])),
                        (nn.GRU, {'bidirectional': True}, pack_padded_sequence(x, [2, 2, 1]))):
    y, h = kind(2, 3, **kw)(given)
    print(kind.__name__, kw)
    print(graph(y.data if isinstance(y, tuple) else y, *(h if isinstance(h, tuple) else (h,))))
h0 = torch.zeros(2, 3, 3, requires_grad=True)
print(graph(nn.RNN(2, 3, 2)(x, h0)[0]))


def with_hooks(name, f, leaves):
    log, nodes, r = [], [], f()
    for node in (todo := [r.grad_fn]):
        if node not in nodes:
            nodes.append(node)
            todo += [n for n, _ in node.next_functions if n is not None]
    sums = lambda gs: ' '.join('-' if g is None else f'{g.sum().item():.4f}{list(g.shape)}'.replace(' ', '') for g in gs)
    handles = [n.register_hook(lambda given, out, n=n: log.append(f'{n.name()[:-9]}: {sums(given)} | {sums(out)}')) for n in nodes]
    before = [n.register_prehook(lambda out: log.append(f'  {len(out)}')) for n in nodes]
    r.sum().backward(retain_graph=True)
    print(name, *log, sums(t.grad for t in leaves), sep='\n')
    for handle in handles + before:
        handle.remove()
    count = len(log)
    r.sum().backward()
    print(len(log) == count, sums(t.grad for t in leaves))
    try:
        r.sum().backward()
    except RuntimeError as e:
        print(str(e)[:50])
    for t in leaves:
        t.grad = None


a, b, m, q, v, u = (torch.randn(*s, dtype=torch.float64).requires_grad_() for s in ((2, 3, 4), (2, 4, 5), (4, 5), (5, 3), (4,), (3,)))
for name, f, leaves in (('batches', lambda: a @ b, (a, b)), ('matrix', lambda: a @ m, (a, m)), ('copied', lambda: a.transpose(0, 1) @ m, (a, m)),
                        ('turned', lambda: q @ a, (q, a)), ('row', lambda: q[:1] @ a, (q, a)), ('by vector', lambda: a @ v, (a, v)),
                        ('vector', lambda: u @ a, (u, a)), ('vector by matrix', lambda: v @ m, (v, m)), ('broadcast', lambda: a[:1] @ b, (a, b)),
                        ('one constant', lambda: q.detach() @ a, (a,)), ('the other', lambda: a.detach() @ m, (m,)),
                        ('reshaped', lambda: a.transpose(0, 1).reshape(-1), (a,))):
    with_hooks(name, f, leaves)
for shape in ((4, 3), (3,), (2, 4, 3), (2, 2, 4, 3)):
    for bias in (True, False):
        layer, x = nn.Linear(3, 2, bias).double(), torch.randn(shape, dtype=torch.float64)
        x = x.transpose(0, 1) if len(shape) > 3 else x
        with_hooks(f'linear {shape} {bias}', lambda: layer(x), [*layer.parameters()])
        x.requires_grad_()
        with_hooks(f'linear {shape} {bias}', lambda: layer(x), [x, *layer.parameters()])
for kind in (nn.RNN, nn.LSTM, nn.GRU):
    layer, x = kind(2, 3).double(), torch.randn(2, 2, 2, dtype=torch.float64, requires_grad=True)
    with_hooks(kind.__name__, lambda: layer(x)[0], [x, *layer.parameters()])
