"""What layers, losses and functions say of arguments that are no tensors."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def tell(what, f, *args):
    try:
        print(what, f(*args))
    except Exception as e:
        print(what, type(e).__name__, str(e).split('\n')[0])


LAYERS = [nn.Linear(2, 2), nn.Conv2d(1, 1, 1), nn.ReLU(), nn.ReLU(True), nn.LeakyReLU(inplace=True), nn.ELU(inplace=True), nn.Softmax(0),
          nn.LogSoftmax(0), nn.LogSigmoid(), nn.GLU(), nn.Embedding(3, 2), nn.EmbeddingBag(3, 2), nn.GroupNorm(1, 2), nn.AdaptiveAvgPool2d(1),
          nn.AdaptiveMaxPool2d(1), nn.Fold(2, 1), nn.Unfold(1)]
LOSSES = [nn.NLLLoss(), nn.PoissonNLLLoss(), nn.SoftMarginLoss(), nn.MultiLabelMarginLoss(), nn.MultiMarginLoss(), nn.MultiLabelSoftMarginLoss(),
          nn.HingeEmbeddingLoss()]
x = torch.ones(2, 2)
for layer in LAYERS:
    for v in ([1, 2], None):
        tell(type(layer).__name__, layer, v)
for loss in LOSSES:
    tell(type(loss).__name__, loss, [1], x)
    tell(type(loss).__name__, loss, x, 'x')
for loss in (nn.CosineEmbeddingLoss(), nn.TripletMarginLoss()):
    for args in ((None, x, x), (x, [], x), (x, x, 3)):
        tell(type(loss).__name__, loss, *args)
print(F.logsigmoid.__name__)

for name in ('fmod', 'maximum', 'atan2', 'pow', 'remainder', 'eq', 'logical_and', 'ldexp', 'copysign', 'xlogy'):
    for args in ((2, x[0]), (2, 2.5)):
        tell(name, getattr(torch, name), *args)

for args in ((torch.float, 'cpu'), (torch.float, torch.float), (x, torch.float), ('cpu', 3), ('cpu', torch.int, 1), (torch.float, 1), (x, True, 1)):
    tell('to', x.to, *args)
print(x.to(torch.float, False, True) is x, x.to(x, False, True) is x, x.to(x, True) is x, x.to(tensor=x.int()).dtype,
      x.to(torch.float, non_blocking=True) is x)
for f in (torch.linalg.lu, torch.linalg.lu_factor):
    tell('lu', lambda f=f: f(x, pivot=False))
    tell('lu', f, x.int())
