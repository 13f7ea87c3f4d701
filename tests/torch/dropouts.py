"""Dropout of elements and of channels: shapes, probabilities, warnings, in place, by name of torch and of torch.nn.functional."""
import warnings

import torch
import torch.nn.functional as F


def show(label, f):
    torch.manual_seed(1)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = type(e).__name__ + ': ' + str(e)
    print(label, str(r).replace('\n', ' '), [str(w.message) for w in seen])


def in_place(f, shape):
    x = torch.ones(shape)
    y = f(x, 0.5, True, True)
    return y is x, x


for name in ('dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'alpha_dropout', 'feature_alpha_dropout'):
    f = getattr(F, name)
    for shape in ((3,), (2, 3), (2, 3, 2), (1, 2, 3, 2), (1, 2, 1, 2, 2), (1, 2, 1, 1, 2, 2)):
        for training in (True, False):
            show(f'{name} {shape} {training}', lambda: f(torch.ones(shape), 0.5, training))
    for p in (0, 1, 1.5):
        show(f'{name} {p}', lambda: f(torch.ones(2, 2, 2), p, True))
    show(f'{name} in place', lambda: in_place(f, (2, 2, 3)))
    show(f'{name} recorded', lambda: f(torch.ones(2, 2, 3, requires_grad=True), 0.5, True))

for name in ('dropout_', 'alpha_dropout_', 'feature_dropout_', 'feature_alpha_dropout_', 'feature_dropout'):
    for x in (torch.ones(2, 3), torch.ones(2, 3, dtype=torch.int64), torch.ones(2, 3).half(), torch.ones(3), torch.ones(2, 2, 3)):
        for p in (0.5, 1., 0., 2., torch.tensor(0.5)):
            show(f'{name} {x.dtype} {tuple(x.shape)} {p}', lambda: getattr(torch, name)(x.clone(), p, True))
    show(f'{name} without', lambda: getattr(torch, name)(torch.ones(2, 2), 0.5, 1))
for x in (torch.ones(2, 3), torch.ones(0, 3), torch.ones(2, 3).int(), torch.ones(2, 2, requires_grad=True)):
    for train in (True, False, None):
        for p in (0.5, 1., 0.):
            show(f'native_dropout {x.dtype} {tuple(x.shape)} {p} {train}', lambda: torch.native_dropout(x, p, train))
