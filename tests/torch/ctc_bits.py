# The bits of the losses of ctc_loss and of their gradients, in all forms of targets, with paths that cannot be and with labels that repeat.
import hashlib

import torch
import torch.nn.functional as F


def bits(t):
    return hashlib.md5(t.detach().contiguous().numpy().tobytes()).hexdigest()[:8], tuple(t.shape)


torch.manual_seed(3)
for dtype in (torch.float32, torch.float64):
    for steps, batch, classes, row, kind in ((12, 4, 6, 5, 'rows'), (9, 3, 3, 4, 'rows'), (20, 2, 30, 7, 'line'), (6, 3, 4, 6, 'short'), (5, 2, 4, 0, 'rows')):
        scores = torch.randn(steps, batch, classes, dtype=dtype, requires_grad=True)
        labels = torch.randint(1, classes, (batch, row))
        lengths = torch.randint(min(row, 1), row + 1, (batch,))
        inputs = torch.full((batch,), steps) - torch.arange(batch) % 3
        if kind == 'short':
            lengths[:] = row
            labels[0] = 1
        if kind == 'line':
            labels = torch.cat([r[:n] for r, n in zip(labels, lengths)])
        for reduction in ('none', 'mean', 'sum'):
            for zero in (False, True):
                scores.grad = None
                loss = F.ctc_loss(scores.log_softmax(2), labels, inputs, lengths, reduction=reduction, zero_infinity=zero)
                loss.backward(torch.linspace(0.5, 1.5, loss.numel(), dtype=dtype).view(loss.shape))
                print(dtype, kind, reduction, zero, bits(loss), bits(scores.grad), loss.detach().isinf().sum().item())

alone = torch.randn(8, 4, requires_grad=True)
loss = F.ctc_loss(alone.log_softmax(1), torch.tensor([1, 2, 2]), torch.tensor(8), torch.tensor(3), blank=0, reduction='none')
loss.backward()
print(repr(loss), bits(alone.grad))
turned = torch.randn(3, 7, 5).log_softmax(2).transpose(0, 1).requires_grad_()
loss = F.ctc_loss(turned, torch.tensor([[1, 1, 2], [3, 0, 0], [4, 3, 4]]), (7, 6, 7), (3, 1, 3), blank=0)
loss.backward()
print(repr(loss.item()), bits(turned.grad), turned.grad.stride())
