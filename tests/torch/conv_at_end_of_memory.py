# Convolutions of pictures, weights and gradients behind which there is no memory: nothing beyond their ends is read.
import mmap
import os
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

PAGE = mmap.PAGESIZE


def tensor_at_end(shape):
    """Its last element is the last of a file, of which one page more is mapped than there is."""
    n = int(np.prod(shape))
    size = -(-n * 4 // PAGE) * PAGE
    file, path = tempfile.mkstemp()
    os.unlink(path)
    os.ftruncate(file, size + PAGE)
    memory = mmap.mmap(file, size + PAGE)
    a = np.frombuffer(memory, np.float32, n, size - n * 4).reshape(shape)
    a[...] = np.arange(n).reshape(shape) % 7 - 3
    os.ftruncate(file, size)
    os.close(file)
    return torch.from_numpy(a)


for shape, kernel, groups in (((2, 32, 4, 4), (3, 3), 1), ((2, 3, 4, 4), (3, 3), 1), ((2, 1, 3, 3), (3, 3), 1), ((3, 2, 5, 9), (3, 2), 1),
                              ((2, 5, 1, 40), (1, 3), 1), ((2, 4, 6, 6), (3, 3), 4), ((2, 3, 4, 49), (1, 1), 1), ((16, 3, 4, 5), (1, 1), 1)):
    for results in (4,) if groups > 1 else (1, 2, 3, 4, 5, 8, 9, 20):
        for padding, stride in ((0, 1), (1, 1), (0, 2), (1, 2)):
            x = tensor_at_end(shape).requires_grad_()
            w = tensor_at_end((results, shape[1] // groups) + kernel).requires_grad_()
            b = tensor_at_end((results,)).requires_grad_()
            y = F.conv2d(x, w, b, stride, padding, 1, groups)
            y.backward(tensor_at_end(tuple(y.shape)))
            exact = F.conv2d(x.detach().double(), w.detach().double(), b.detach().double(), stride, padding, 1, groups)
            print(shape, results, padding, stride, torch.equal(y.double(), exact), x.grad.sum().item(), w.grad.sum().item(), b.grad.sum().item())
