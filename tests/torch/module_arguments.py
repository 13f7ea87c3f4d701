# Constructors of modules: how they print, and wrong, missing and doubled arguments.
import torch
from torch import nn

for n in 'ELU CELU SELU GELU ReLU ReLU6 LeakyReLU RReLU PReLU Sigmoid Tanh Softmax LogSoftmax Softmin Softplus Softshrink Hardshrink Hardtanh Hardsigmoid Hardswish SiLU Mish GLU Threshold LogSigmoid Softsign Tanhshrink Softmax2d Module Identity Flatten AdaptiveAvgPool2d AdaptiveMaxPool2d Dropout MSELoss CrossEntropyLoss Upsample'.split():
    c = getattr(nn, n)
    for a, k in (((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), {}), ((), {'foo': 1}), ((), {'return_indices': True}), ((1,), {'dim': 1}), ((), {'inplace': True}), ((1,), {'alpha': 2}), ((), {'negative_slope': 1, 'lambd': 2}), ((), {})):
        try: print(n, a, k, c(*a, **k))
        except Exception as e: print(n, a, k, type(e).__name__, e)
for f in (lambda: nn.Embedding.from_pretrained(torch.ones(2, 2), foo=1), lambda: nn.EmbeddingBag.from_pretrained(torch.ones(2, 2), foo=1), lambda: nn.Embedding.from_pretrained(torch.ones(2)), lambda: nn.Embedding.from_pretrained(torch.ones(2, 2), True, 0, 1., 2., True), lambda: nn.Transformer.generate_square_subsequent_mask(2, 'cuda'), lambda: nn.Module(1), lambda: nn.Module(x=1), lambda: nn.Sequential(1), lambda: nn.ModuleList([1]), lambda: nn.ModuleDict({'a': 1}), lambda: nn.Linear(1), lambda: nn.Linear(), lambda: nn.Conv2d(1, 2), lambda: nn.LSTM(1), lambda: torch.optim.SGD([torch.ones(1)]), lambda: torch.optim.Adam(), lambda: torch.optim.SGD([], lr=1), lambda: torch.optim.SGD([torch.ones(1)], .1, foo=1), lambda: torch.utils.data.DataLoader(), lambda: torch.utils.data.DataLoader([1], foo=1), lambda: nn.MSELoss(reduction='x')(torch.ones(1), torch.ones(1)), lambda: nn.CrossEntropyLoss(ignore_index='a'), lambda: nn.ReLU()(), lambda: nn.Linear(1, 1)(), lambda: nn.Linear(1, 1)(torch.ones(1), 2), lambda: nn.Dropout(2), lambda: nn.Dropout(p='a'), lambda: nn.Softplus(beta=0)(torch.ones(1)), lambda: nn.GELU('x')(torch.ones(1))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
