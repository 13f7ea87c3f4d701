# nn.utils.parametrize, parametrizations, prune and stateless: values, state, gradients, errors.
import torch
from torch import nn
from torch.nn.utils import parametrize, parametrizations, prune, stateless


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0])


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)

    def right_inverse(self, a):
        return a.triu()


class Double(nn.Module):
    def forward(self, x):
        return 2 * x


torch.manual_seed(0)
m = nn.Linear(3, 3)
parametrize.register_parametrization(m, 'weight', Symmetric())
print(m)
print(torch.allclose(m.weight, m.weight.T), parametrize.is_parametrized(m), parametrize.is_parametrized(m, 'bias'))
print(sorted(m.state_dict()), type(m).__name__, parametrize.type_before_parametrizations(m).__name__)
m.weight = torch.arange(9.).view(3, 3)
print(m.weight.tolist())
m(torch.ones(1, 3)).sum().backward()
print(m.parametrizations.weight.original.grad)
parametrize.register_parametrization(m, 'weight', Double())
print(m.weight.tolist(), len(m.parametrizations.weight))
with parametrize.cached():
    print(m.weight is m.weight)
t(lambda: setattr(m, 'weight', torch.ones(3, 3)))
parametrize.remove_parametrizations(m, 'weight')
print(m, m.weight.tolist(), type(m) is nn.Linear)
t(lambda: parametrize.register_parametrization(m, 'nothing', Double()))
t(lambda: parametrize.remove_parametrizations(m, 'weight'))

torch.manual_seed(1)
o = parametrizations.orthogonal(nn.Linear(4, 4))
print(torch.allclose(o.weight @ o.weight.T, torch.eye(4), atol=1e-5), o.weight.detach().abs().sum().item().__round__(4))
o = parametrizations.orthogonal(nn.Linear(4, 4), orthogonal_map='cayley')
print(torch.allclose(o.weight @ o.weight.T, torch.eye(4), atol=1e-5))
s = parametrizations.spectral_norm(nn.Linear(5, 3))
print(s, round(torch.linalg.matrix_norm(s.weight, 2).item(), 3))
s(torch.ones(2, 5)).sum().backward()
print(round(s.parametrizations.weight.original.grad.abs().sum().item(), 3))
t(lambda: parametrizations.orthogonal(nn.Linear(2, 2), orthogonal_map='x'))

torch.manual_seed(2)
p = nn.Linear(4, 3)
prune.l1_unstructured(p, 'weight', amount=0.5)
print(p.weight_mask, sorted(n for n, _ in p.named_parameters()), sorted(n for n, _ in p.named_buffers()))
prune.ln_structured(p, 'weight', amount=1, n=2, dim=0)
print(p.weight_mask.tolist(), prune.is_pruned(p))
prune.random_unstructured(p, 'bias', amount=1)
print(p.bias_mask.tolist())
p(torch.ones(1, 4)).sum().backward()
print(p.weight_orig.grad.tolist())
prune.remove(p, 'weight')
print(sorted(p.state_dict()), (p.weight == 0).sum().item())
t(lambda: prune.remove(p, 'weight'))
t(lambda: prune.l1_unstructured(p, 'weight', amount=1.5))
t(lambda: prune.l1_unstructured(p, 'weight', amount=100))
t(lambda: prune.random_structured(nn.Linear(2, 2), 'bias', 1, 0))
a, b = nn.Linear(3, 3), nn.Linear(3, 2)
prune.global_unstructured([(a, 'weight'), (b, 'weight')], pruning_method=prune.L1Unstructured, amount=0.4)
print((a.weight_mask.sum() + b.weight_mask.sum()).item(), a.weight_mask.tolist())
prune.custom_from_mask(a, 'bias', torch.tensor([1, 0, 1]))
print((a.bias == 0).tolist())

q = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
other = {'0.weight': torch.eye(2), '0.bias': torch.zeros(2), '1.running_mean': torch.ones(2)}
q.eval()
print(stateless.functional_call(q, other, torch.tensor([[3., 4.]])), q[1].running_mean)
