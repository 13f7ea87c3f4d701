# Extra state of modules, hooks after loading, overridden loading, packed sequences.
import torch
from torch import nn


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.n = 3
        self.w = nn.Parameter(torch.ones(1))

    def get_extra_state(self):
        return {'n': self.n}

    def set_extra_state(self, state):
        self.n = state['n']


class Old(nn.Module):
    _version = 2

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2))

    def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
        print('version', local_metadata.get('version'), prefix)
        if prefix + 'kernel' in state_dict:
            state_dict[prefix + 'weight'] = state_dict.pop(prefix + 'kernel')
        super()._load_from_state_dict(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


m = nn.Sequential(Counter(), nn.Linear(1, 1))
m[0].n = 8
state = m.state_dict()
print(list(state), state['0._extra_state'])
other = nn.Sequential(Counter(), nn.Linear(1, 1))
print(other.load_state_dict(state), other[0].n)
del state['0._extra_state']
t(lambda: other.load_state_dict(state))
state['1._extra_state'] = 1
t(lambda: other.load_state_dict(state, strict=False))
t(lambda: nn.Linear(1, 1).get_extra_state())
o = nn.Sequential(Old())
t(lambda: o.load_state_dict({'0.kernel': torch.ones(2)}))
t(lambda: o.load_state_dict(o.state_dict()))
print(o[0].weight.tolist())
h = o.register_load_state_dict_post_hook(lambda module, keys: print('loaded', type(module).__name__, keys.missing_keys, keys.unexpected_keys))
t(lambda: o.load_state_dict({'x': torch.ones(1)}, strict=False))
h.remove()
t(lambda: o.load_state_dict({}, strict=False))
p = nn.utils.rnn.pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5])])
print(p.double().data, p.long().data.dtype, p.is_cuda, nn.utils.rnn.unpack_sequence(p))
print(nn.Linear(2, 2).to_empty(device='cpu').weight.shape)
