# matmul and linear are several nodes where PyTorch brings operands into the form of matrices or of one batch: by views, which
# their product keeps, or by copies, after which the operand may be written to.
import torch
import torch.nn.functional as F

d = torch.float64
Q = torch.linspace(-1, 2, 12, dtype=d).reshape(4, 3)
B = torch.linspace(-1, 2, 24, dtype=d).sin().reshape(4, 2, 3)
S = torch.linspace(-2, 2, 9, dtype=d).cos().reshape(3, 3)
T = torch.stack([S, S + 1])
V, U = torch.tensor([.3, .6, .8], dtype=d), torch.tensor([1., 2.], dtype=d)
PAIRS = {
    'batch by matrix': (B, S), 'turned batch by matrix': (B.transpose(0, 1), S), 'part of a batch by matrix': (B[:, :1], S), 'batch by vector': (B, V),
    'vector by matrix': (V, S), 'vector by batch': (V, T), 'vector by transposed batch': (V, T.mT), 'matrix by batch': (Q, T),
    'row by batch': (Q[:1], T), 'matrix by transposed batch': (Q, T.mT), 'batches': (T, T * 2), 'batch by one': (T, T[:1]),
    'batch by each': (T.unsqueeze(1), T), 'one by batch': (T.unsqueeze(0), T), 'transposed batch by matrix': (T.mT, S),
    'four dimensions by matrix': (B.unsqueeze(0), S), 'matrices': (Q, S), 'vectors': (V, V * 2),
}


def graph(fn):
    if fn is None:
        return '-'
    name = fn.name().replace('Backward0', '').replace('torch::autograd::AccumulateGrad', 'leaf')
    return name + ('(' + ', '.join(graph(n) for n, _ in fn.next_functions) + ')' if fn.next_functions else '')


def tried(f, *leaves):
    for which in range(len(leaves)):
        own = [x.clone(memory_format=torch.preserve_format).requires_grad_() for x in leaves]
        given = [x * 1 for x in own]
        y = f(*given)
        given[which].mul_(1)
        try:
            y.sum().backward()
            yield 'no objection'
        except RuntimeError as e:
            yield str(e).split('operation: ')[1].split(', is at')[0]


for name, (a, b) in PAIRS.items():
    x, y = a.clone().requires_grad_(), b.clone().requires_grad_()
    print(name + ':', graph(torch.matmul(x, y).grad_fn))
    print('   ', graph(torch.matmul(x, b).grad_fn), '|', graph(torch.matmul(a, y).grad_fn))
    (torch.matmul(x, y) ** 2).sum().backward()
    print('   ', round(x.grad.sum().item(), 8), round(y.grad.sum().item(), 8))
for name in 'batch by matrix', 'part of a batch by matrix', 'batch by vector', 'vector by matrix', 'batches', 'one by batch', 'batch by one', 'matrices':
    print(name + ':', *tried(torch.matmul, *PAIRS[name]))
print('turned:', *tried(lambda x, y: torch.matmul(x.transpose(0, 1), y), B, S))
w, bias = torch.linspace(-1, 1, 6, dtype=d).reshape(2, 3), torch.ones(2, dtype=d)
for name, x in {'matrix': Q, 'batch': B, 'part': B[:, :1], 'turned': B.transpose(0, 1), 'row': V, 'four dimensions': B.unsqueeze(0), 'every second': B[::2]}.items():
    print(name + ':', graph(F.linear(x.clone(memory_format=torch.preserve_format).requires_grad_(), w.clone().requires_grad_(), bias).grad_fn))
    print('   ', graph(F.linear(x.clone().requires_grad_(), w.clone().requires_grad_()).grad_fn))
for f in (lambda x, y: F.linear(x, y), lambda x, y: F.linear(x, y, bias), lambda x, y: F.linear(x[0], y), lambda x, y: F.linear(x[:, :1], y, bias),
          lambda x, y: F.linear(x[0, 0], y), lambda x, y: F.linear(x.transpose(0, 1), y, bias), lambda x, y: F.linear(x[::2], y)):
    print(*tried(f, B, w))
x = B.clone().requires_grad_()
y = F.linear(x.transpose(0, 1) * 1, w.clone().requires_grad_())
g, = torch.autograd.grad((y ** 2).sum(), x, create_graph=True)
print(round(torch.autograd.grad((g ** 2).sum(), x)[0].sum().item(), 8))
