# What modules say to types and shapes that do not fit.
import warnings

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn import _reduction


def attempt(what):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = what()
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    return r, [f'{w.category.__name__}: {w.message}'[:110] for w in seen]


TYPES = (torch.float32, torch.float64, torch.bfloat16, torch.float16)
for n, layers in ((1, (F.conv1d, F.conv_transpose1d)), (2, (F.conv2d, F.conv_transpose2d)), (3, (F.conv3d, F.conv_transpose3d))):
    for layer in layers:
        for other in TYPES:
            for bias in (None, torch.float32, torch.bfloat16):
                if other == torch.bfloat16 and bias == torch.float32:
                    continue
                x, w = torch.ones((1, 2) + (3,) * n, dtype=torch.bfloat16), torch.ones((2, 2) + (2,) * n, dtype=other)
                b = None if bias is None else torch.ones(2, dtype=bias)
                print(layer.__name__, other, bias, attempt(lambda: layer(x, w, b).dtype)[0])
print(attempt(lambda: nn.Linear(2, 2).to(torch.complex64).weight.dtype))
print(attempt(lambda: nn.Linear(2, 2).to(torch.int32)))
print(attempt(lambda: nn.AvgPool3d(2)()), attempt(lambda: nn.AvgPool2d(2)(1, 2)))
for first in (False, True):
    for name in ('RNN', 'LSTM', 'GRU'):
        print(name, first, attempt(lambda: getattr(nn, name)(2, 3, batch_first=first)(torch.ones(2))))
for word in ('none', 'mean', 'elementwise_mean', 'sum', 'other'):
    print(word, attempt(lambda: _reduction.get_enum(word)))
for average in (None, True, False):
    for reduce in (None, True, False):
        print(average, reduce, attempt(lambda: _reduction.legacy_get_string(average, reduce)), _reduction.legacy_get_enum(average, reduce, False))
for first in (False, True):
    x = torch.arange(12.).reshape(3, 2, 2).requires_grad_()
    packed = nn.utils.rnn.pack_padded_sequence(x, [1, 2] if not first else [1, 2, 2], batch_first=first, enforce_sorted=False)
    padded, lengths = nn.utils.rnn.pad_packed_sequence(packed, batch_first=first, total_length=4)
    print(padded.stride(), padded.grad_fn.name(), padded.tolist(), lengths.tolist())
for n, pool in ((2, F.fractional_max_pool2d), (3, F.fractional_max_pool3d)):
    for shape in ((), (3,), (4, 4), (2, 4, 4), (2, 2, 4, 4), (1, 2, 4, 4, 4), (1, 1, 2, 4, 4, 4), (0, 4, 4), (0, 2, 4, 4), (2, 0, 4, 4), (2, 2, 0, 4), (2, 2, 1, 4)):
        for dtype in (torch.float32, torch.float16, torch.int64):
            samples = torch.full((max(shape[:1] + (1,)), max(shape + (1,)), n), 0.5, dtype=torch.float64 if dtype == torch.float16 else dtype)
            print(n, shape, dtype, attempt(lambda: tuple(pool(torch.ones(shape, dtype=dtype), 2, output_size=2, _random_samples=samples).shape))[0])
