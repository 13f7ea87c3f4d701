"""Activations of torch.nn.functional."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)
t(lambda: F.softmax(x,dim=1))
t(lambda: F.log_softmax(x,1))
t(lambda: F.relu(x-5))
t(lambda: F.gelu(x+1))
t(lambda: F.leaky_relu(x-5))
t(lambda: F.elu(x-5))
t(lambda: F.silu(x))
t(lambda: F.softplus(x))
t(lambda: F.hardtanh(x))
t(lambda: F.logsigmoid(x))
t(lambda: F.selu(x-5))
t(lambda: F.relu6(x))
t(lambda: F.tanh(x))
t(lambda: F.sigmoid(x))
t(lambda:F.mish(x))
t(lambda:F.hardswish(x-5))
t(lambda:F.softshrink(x-5))
t(lambda:F.glu(x))
t(lambda:F.prelu(x-5,torch.tensor([0.25])))
t(lambda:F.threshold(x,5,0))
t(lambda: F.celu(x-5))
t(lambda:F.hardsigmoid(x-5))
t(lambda: F.hardshrink(x-5))
