# CyclicLR's state, weights laid out anew, deprecated names of nn.init, pieces of checkpointing, lazy parameters.
import pickle
import warnings
import torch
import torch.nn as nn
from torch.nn import init, parameter
from torch.optim import SGD, lr_scheduler
from torch.utils import checkpoint

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)

m = nn.Linear(2, 1)
o = SGD(m.parameters(), 0.1, momentum=0.9)
s = lr_scheduler.CyclicLR(o, 0.01, 0.1, step_size_up=3)
state = s.state_dict()
print(list(state), type(state['_scale_fn_ref']).__name__, state['_scale_fn_ref']()(2))
for mode in ('triangular2', 'exp_range'):
    s = lr_scheduler.CyclicLR(o, 0.01, 0.1, step_size_up=3, mode=mode, gamma=0.9)
    state = s.state_dict()
    print(state['_scale_fn_ref']().__name__, s.scale_fn(2))
try:
    pickle.dumps(state)
except TypeError as e:
    print(e)
other = lr_scheduler.CyclicLR(o, 0.01, 0.1, step_size_up=3)
other.load_state_dict(state)
print(other.mode, other.scale_fn(3), other.get_last_lr())
own = lr_scheduler.CyclicLR(o, 0.01, 0.1, step_size_up=3, scale_fn=lambda x: 0.5)
print(own.state_dict()['_scale_fn_ref'], own.scale_fn(7))

net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ConvTranspose2d(3, 4, 2), nn.Conv1d(1, 1, 1), nn.Linear(2, 2))
print(nn.utils.convert_conv2d_weight_memory_format(net, torch.channels_last) is net, [tuple(p.stride()) for p in net.parameters()])

print(init.eye(torch.zeros(2, 2)), init.dirac(torch.zeros(2, 2, 3)), (init.sparse(torch.ones(4, 2), 0.5) == 0).sum())

x = torch.ones(2, requires_grad=True)
print(checkpoint.detach_variable((x, 3, 'a')), checkpoint.get_device_states(x, 3))
try:
    checkpoint.detach_variable([x])
except RuntimeError as e:
    print(e)
checkpoint.check_backward_validity([torch.ones(2), 3])
checkpoint.check_backward_validity([x])

print(parameter.is_lazy(x), parameter.is_lazy(parameter.UninitializedParameter()), [c.__name__ for c in parameter.UninitializedBuffer.__mro__][:3])
