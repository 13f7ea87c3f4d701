"""What spectral_norm leaves in the state of a module, and what it makes of states without a version."""
import torch
from torch import nn
from torch.nn.utils import remove_spectral_norm, spectral_norm


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


torch.manual_seed(0)
m = spectral_norm(nn.Linear(3, 2))
print(m.state_dict()._metadata, list(m.state_dict()), m._state_dict_hooks.keys(), m._load_state_dict_pre_hooks.keys(), m._forward_pre_hooks.keys())
s = m.state_dict()
m(torch.ones(1, 3))
print(m.load_state_dict(s))
old = type(s)(s)
old._metadata = {'': {'version': 1}}
old['weight'] = m.weight.detach().clone()
del old['weight_v']
m2 = spectral_norm(nn.Linear(3, 2))
print(m2.load_state_dict(old))
print(m2.weight_u, m2.weight_v, m2.weight_orig)
attempt(lambda: m2.load_state_dict({k: v for k, v in old.items() if k != 'weight_u'}))
attempt(lambda: spectral_norm(m))
attempt(lambda: spectral_norm(nn.Linear(3, 2), n_power_iterations=0))
b = spectral_norm(nn.Bilinear(2, 3, 2))
print(b.state_dict()._metadata)
remove_spectral_norm(m)
print(m._state_dict_hooks, len(m._load_state_dict_pre_hooks), m._forward_pre_hooks, m.state_dict()._metadata)
attempt(lambda: remove_spectral_norm(m))
print(m.weight.requires_grad, m2)


class Expanded(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('e', torch.ones(1).expand(3))
        self.l = nn.Linear(1, 1)


def hook(module, state, prefix, metadata):
    print(prefix, metadata)
    metadata['x'] = 1


x = Expanded()
attempt(lambda: x.load_state_dict({**x.state_dict(), 'e': torch.zeros(3)}))
x.l._register_state_dict_hook(hook)
print(x.state_dict()._metadata)
