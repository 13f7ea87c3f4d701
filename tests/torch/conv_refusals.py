"""Which refusal of a convolution comes first: ranks, then the numbers of strides, paddings and dilations, then their values."""
import torch
import torch.nn.functional as F

for conv, n in ((F.conv1d, 1), (F.conv2d, 2), (F.conv3d, 3), (F.conv_transpose2d, 2)):
    for x, w in (((3,), (3,)), ((1, 3) + (5,) * n, (4, 3)), ((1, 3) + (5,) * n, (4, 3) + (2,) * n), ((5,), (4, 3) + (2,) * n), ((1, 2) + (5,) * n, (4, 3) + (2,) * n)):
        for options in (dict(stride=(1, 1, 1, 1)), dict(padding=(1, 1, 1, 1)), dict(dilation=(1, 1, 1, 1, 1)), dict(stride=0), dict(groups=0),
                        {} if conv is F.conv_transpose2d else dict(padding='x')):
            try:
                print(conv(torch.zeros(x), torch.zeros(w), **options).shape)
            except Exception as e:
                print(type(e).__name__, e)
