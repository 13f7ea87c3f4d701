# The bits of pictures sampled by a grid, and of what their gradient gives to the elements and the points: whatever the borders and
# the layout of the grid, whose lines may be worked on one by one.
import hashlib
import itertools

import torch
import torch.nn.functional as F


def bits(t):
    return hashlib.md5(t.detach().contiguous().numpy().tobytes()).hexdigest()[:8], t.stride()


torch.manual_seed(1)
for dtype, layout in itertools.product((torch.float32, torch.float64), ('plain', 'planes', 'slice')):
    picture, points = torch.randn(2, 3, 5, 7, dtype=dtype), torch.randn(2, 5, 6, 4, dtype=dtype)
    for mode, border, align in itertools.product(('bilinear', 'nearest', 'bicubic'), ('zeros', 'border', 'reflection'), (False, True)):
        if mode == 'bicubic' and dtype == torch.float64:
            continue
        grid = {'plain': points[..., :2].contiguous(), 'planes': points[..., :2].permute(0, 3, 1, 2).contiguous().permute(0, 2, 3, 1),
                'slice': points[..., 1:3]}[layout].detach().requires_grad_()
        x = picture.clone().requires_grad_()
        y = F.grid_sample(x, grid, mode, border, align)
        (y * torch.linspace(-2, 1, y.numel(), dtype=dtype).sin().view(y.shape)).sum().backward()
        print(dtype, layout, mode, border, align, bits(y), bits(x.grad), bits(grid.grad))

for size in ((2, 1, 28, 28), (2, 3, 2, 5), (2, 1, 3, 4, 5)):
    n = len(size) - 2
    for align in (False, True):
        theta = torch.randn(2, n, n + 1, requires_grad=True)
        grid = F.affine_grid(theta, size, align_corners=align)
        grid.backward(torch.randn_like(grid))
        print(size, align, bits(grid), bits(theta.grad))

nan = torch.full((1, 1, 2, 2), float('nan'))
print(F.grid_sample(torch.ones(1, 1, 2, 2), nan, align_corners=False), F.grid_sample(torch.ones(1, 1, 2, 2), nan, 'nearest', align_corners=False))
