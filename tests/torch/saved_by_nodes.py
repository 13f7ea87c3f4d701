# What nodes show of what they save: _saved_ and _raw_saved_ attributes, their errors, hooks of one saved tensor.
import re
import torch
import torch.nn.functional as F


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, re.sub('0x[0-9a-f]+', '0x', str(e)))


def saved(node):
    return [name for name in dir(node) if 'saved' in name]


other = {'dim', 'keepdim', 'alpha', 'beta', 'input_scale', 'scale', 'sparse_grad', 'padding_idx', 'correction', 'self_sym_strides', 'mat1_sym_strides',
         'mat2_sym_strides', 'mat2_sym_sizes', 'mat1_sym_sizes', 'self_sym_sizes'}    # NotImplementedError
x = torch.tensor([1., 2., 3.], requires_grad=True)
w = torch.tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
for y in (x * 2, x * 2.5, x * w, x / 2, 3 / x, x ** 2, x ** 2.5, x.exp(), x.sum(), w @ x, w @ w.t(), x.sigmoid(), x.clamp(0.5, 2.5),
          F.leaky_relu(x, 0.25), F.elu(x), x.index_select(0, torch.tensor([1])), w[torch.tensor([0, 1]), torch.tensor([1, 2])],
          x.expand(2, 3), w.view(-1), w.max(1)[0], x.gather(0, torch.tensor([2])), torch.where(x > 1, x, x * 2), F.mse_loss(x, x * 0),
          F.linear(w, w, torch.ones(2)), F.embedding(torch.tensor([1]), w), w.cummax(1)[0], x.std(), torch.logsumexp(x, 0)):
    node = y.grad_fn
    print(node.name(), saved(node))
    for name in saved(node):
        if name[1] == 's' and name[7:] not in other:
            print('   ', name, getattr(node, name))

y = x.exp()
print(y.grad_fn._saved_result.grad_fn is y.grad_fn, (x ** 2).grad_fn._saved_self is x)
print([name for name in dir(y.grad_fn) if name[:2] == '__'] == [name for name in dir((x * 2).grad_fn) if name[:2] == '__'])
tried(lambda: y.grad_fn._saved_self)
tried(lambda: y.grad_fn._raw_saved_self)
tried(lambda: re.sub('0x[0-9a-f]+', '0x', str(y.grad_fn._raw_saved_result)))
raw = y.grad_fn._raw_saved_result
y.sum().backward()
tried(lambda: y.grad_fn._saved_result)
tried(lambda: raw.register_hooks(lambda t: t, lambda t: t))
y = x * 2
y.sum().backward()
tried(lambda: y.grad_fn._saved_other)
y = x ** 2.
y.sum().backward()
print(y.grad_fn._saved_exponent)

# hooks
x.grad = None
y = x ** 2
raw = y.grad_fn._raw_saved_self
tried(lambda: raw.register_hooks(lambda t: t))
tried(lambda: raw.register_hooks(3, 4))
tried(lambda: raw.register_hooks(lambda t: t.detach().numpy(), lambda a: torch.from_numpy(a) * 10))
tried(lambda: raw.register_hooks(lambda t: t, lambda t: t))
print(y.grad_fn._saved_self.tolist())
y.sum().backward()
print(x.grad)
y = x.sigmoid()
tried(lambda: y.grad_fn._raw_saved_result.register_hooks(lambda t: t.numpy(), torch.from_numpy))
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
y = x.exp()
tried(lambda: y.grad_fn._raw_saved_result.register_hooks(lambda t: 1 // 0, lambda t: t))
y = x.exp()
tried(lambda: y.grad_fn._raw_saved_result.register_hooks(lambda t: t.add_(1), lambda t: t))
y = x.exp()
y.grad_fn._raw_saved_result.register_hooks(lambda t: t, lambda t: 3)
tried(lambda: y.grad_fn._saved_result)
tried(lambda: y.sum().backward())
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):
    y = x.exp()
tried(lambda: y.grad_fn._raw_saved_result.register_hooks(lambda t: t, lambda t: t))
tried(lambda: (x * torch.ones(3)).grad_fn._raw_saved_self.register_hooks(lambda t: t, lambda t: t))


# of a function of the script
class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g * 2


y = Double.apply(x)
print(y.grad_fn.saved_tensors)
y.sum().backward()
tried(lambda: y.grad_fn.saved_tensors)

# a weight that an optimizer steps between two passes
for layer in (torch.nn.Linear(3, 2), torch.nn.RNN(3, 2), torch.nn.LSTM(3, 2)):
    o = torch.optim.SGD(layer.parameters(), 0.1)
    y = layer(torch.rand(4, 3, requires_grad=True))
    y = (y if isinstance(y, torch.Tensor) else y[0]).sum()
    y.backward(retain_graph=True)
    o.step()
    tried(y.backward)
w2 = w * 1
y = F.linear(torch.ones(4, 3, requires_grad=True), w2)
w2.add_(1)
tried(y.sum().backward)
