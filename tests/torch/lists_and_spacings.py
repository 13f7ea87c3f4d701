# einsum with lists of numbers, gradients over uneven points, narrow_copy of sparse tensors, small numbers as zero.
import torch

torch.manual_seed(0)


def show(s):
    try:
        print(s, '->', eval(s, globals()))
    except Exception as e:
        print(s, '!!', type(e).__name__, e)


a, b = torch.arange(12.).reshape(2, 2, 3), torch.arange(18.).reshape(2, 3, 3) - 8
v, w = torch.arange(6.).reshape(2, 3), torch.arange(3.)
for s in ['torch.einsum(a, [..., 3, 4], b, [..., 4, 5], [..., 3, 5])', 'torch.einsum(v, [0, 1], [1, 0])', 'torch.einsum(v, [0, 1], w, [1])',
          'torch.einsum(v, [0, 1], w, [1], [])', 'torch.einsum(v, [0, 0])', 'torch.einsum(v, [0, 60])', 'torch.einsum(v, [-1, 0])',
          'torch.einsum(v, [0, 51], [51, 0])', "torch.einsum(v, [0, 'a'])", 'torch.einsum(v, [0, 1], [0, ...])',
          'torch.einsum(v, [...], [...])', 'torch.einsum(v, [0, ..., ...])', 'torch.einsum(v, (30, 3), (3, 30))',
          'torch.einsum(v, torch.tensor([0, 1]))', 'torch.einsum(v, [0, 1], [2])', 'torch.einsum(v, [0, 1], [0, 0])', 'torch.einsum(v)']:
    show(s)
x = torch.tensor([[1., 3, 4, 8], [10, 15, 40, 81]], requires_grad=True)
p = torch.tensor([-2., -1.5]), torch.tensor([0., 1, 3, 5])
for s in ['torch.gradient(x.detach(), spacing=p)', 'torch.gradient(x.detach(), spacing=p, dim=(0, 1))',
          'torch.gradient(x.detach(), spacing=p, dim=(1, 0))', 'torch.gradient(x.detach(), spacing=(p[0],), dim=1)',
          'torch.gradient(x.detach(), spacing=(p[1],), dim=1, edge_order=2)', 'torch.gradient(x.detach(), spacing=p, edge_order=2)',
          'torch.gradient(torch.complex(x.detach(), -x.detach()), spacing=p)',
          'torch.autograd.grad(torch.gradient(x, spacing=p)[1].pow(2).sum(), x)[0]']:
    show(s)
eye, block = torch.eye(4).to_sparse(), torch.arange(24).reshape(2, 3, 4).to_sparse(2)
for s in ['torch.narrow_copy(eye, 0, 1, 2)', 'eye.narrow_copy(1, 0, 3)', 'torch.narrow_copy(eye, 0, 1, 9)', 'torch.narrow_copy(block, 1, 1, 2)',
          'torch.narrow_copy(block, 2, 1, 2)', 'torch.asarray([1, 2], requires_grad=True)',
          'torch.asarray(torch.tensor([1, 2]), requires_grad=True)', 'torch.asarray([1.], requires_grad=True)',
          'torch.nn.functional.native_channel_shuffle(torch.arange(8.).reshape(1, 4, 2, 1), 2).flatten()',
          'torch.set_flush_denormal(True)', 'torch.tensor([1e-323], dtype=torch.float64) * 2', 'torch.tensor([1e-39]) * 1',
          'torch.set_flush_denormal(False)', 'torch.tensor([1e-323], dtype=torch.float64) * 2', 'torch.set_flush_denormal(1)']:
    show(s)
