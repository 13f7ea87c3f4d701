"""weight_norm, spectral_norm, fused BatchNorm, checkpointing, assert_close."""
import warnings

import torch
from torch import nn
from torch.nn import utils
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

warnings.simplefilter('ignore')
torch.manual_seed(0)
m = utils.weight_norm(nn.Linear(3, 4))
print(m, [(n, tuple(p.shape)) for n, p in m.named_parameters()])
x = torch.randn(2, 3)
m(x).pow(2).sum().backward()
print(m.weight_g.grad, m.weight_v.grad)
with torch.no_grad():
    m.weight_g.mul_(2)
print(m(x))
print([n for n, _ in utils.remove_weight_norm(m).named_parameters()], m(x))
c = utils.weight_norm(nn.Conv1d(2, 3, 2), dim=None)
print(c.weight_g, c(torch.ones(1, 2, 4)))
s = utils.spectral_norm(nn.Linear(4, 3), n_power_iterations=2)
for _ in range(3):
    y = s(torch.ones(1, 4))
print(y, list(s.state_dict()), torch.linalg.svdvals(s.weight))
y.sum().backward()
print(s.weight_orig.grad)
s.eval()
print(s(torch.ones(1, 4)), [n for n, _ in utils.remove_spectral_norm(s).named_parameters()])
for f in [lambda: utils.remove_weight_norm(nn.Linear(1, 1)), lambda: utils.spectral_norm(nn.Linear(1, 1), n_power_iterations=0), lambda: utils.weight_norm(utils.weight_norm(nn.Linear(1, 1)))]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
conv, bn = nn.Conv2d(2, 3, 2).eval(), nn.BatchNorm2d(3)
bn(torch.randn(4, 3, 5, 5))
bn.eval()
image = torch.randn(1, 2, 4, 4)
print(torch.allclose(utils.fuse_conv_bn_eval(conv, bn)(image), bn(conv(image)), atol=1e-6))

net = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.ReLU(), nn.Linear(4, 2))
x = torch.randn(5, 3, requires_grad=True)
torch.manual_seed(1)
plain = net(x).sum()
g = torch.autograd.grad(plain, [x, *net.parameters()])
torch.manual_seed(1)
again = checkpoint(net, x).sum()
again.backward()
print(plain.detach() == again.detach(), torch.allclose(x.grad, g[0]), all(torch.allclose(p.grad, q) for p, q in zip(net.parameters(), g[1:])))
print(checkpoint_sequential(net, 2, x).shape, checkpoint(net, x, use_reentrant=False).shape)

from torch.testing import assert_close
assert_close(torch.ones(2), torch.ones(2) + 1e-7)
assert_close([1, 2.0, {'a': torch.ones(1)}], [1, 2.0, {'a': torch.ones(1)}])
for a, b in [(torch.ones(3), torch.tensor([1.0, 2.0, 1.5])), (torch.ones(2), torch.ones(3)), (torch.ones(2), torch.ones(2).double()), (1.0, 2.0), ([1, 2], [1, 3]), ({'a': 1}, {'b': 1})]:
    try:
        assert_close(a, b)
        print('close')
    except AssertionError as e:
        print(str(e))
