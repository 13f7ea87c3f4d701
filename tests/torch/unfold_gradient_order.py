# The gradient of unfold adds what the windows give to a pixel in the order of the pixel's places in them, to the last bit.
import torch
import torch.nn.functional as F


def by_windows(shape, columns, kernel, dilation, padding, stride):
    """The same sum, a place in the window at a time."""
    n, channels, height, width = shape
    wide = torch.zeros(n, channels, height + 2 * padding, width + 2 * padding, dtype=columns.dtype)
    rows, cols = ((size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1 for size in (height, width))
    parts = columns.reshape(n, channels, kernel, kernel, rows, cols)
    for y in range(kernel):
        for x in range(kernel):
            top, left = y * dilation, x * dilation
            wide[:, :, top:top + stride * (rows - 1) + 1:stride, left:left + stride * (cols - 1) + 1:stride] += parts[:, :, y, x]
    return wide[:, :, padding:padding + height, padding:padding + width]


torch.manual_seed(0)
for dtype in torch.float32, torch.float64, torch.complex64:
    for kernel, dilation, padding, stride in (3, 1, 0, 1), (3, 1, 1, 2), (2, 3, 2, 1), (4, 1, 0, 4), (5, 1, 2, 1):
        x = torch.randn(2, 3, 12, 13, dtype=dtype, requires_grad=True)
        y = F.unfold(x, kernel, dilation, padding, stride)
        grad = torch.randn_like(y)
        y.backward(grad)
        print(dtype, tuple(y.shape), torch.equal(x.grad, by_windows(x.shape, grad, kernel, dilation, padding, stride)))
        single = x.detach()[1].requires_grad_()
        F.unfold(single, kernel, dilation, padding, stride).backward(grad[1])
        print(torch.equal(single.grad, x.grad[1]))
print(F.unfold(torch.zeros(0, 2, 4, 4), 3).shape, F.unfold(torch.arange(9.0).reshape(1, 1, 3, 3), 2))
x = torch.randn(1, 2, 4, 5, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(lambda v: F.unfold(v, (2, 3), padding=1), x), torch.autograd.gradgradcheck(lambda v: F.unfold(v, 2), x))
