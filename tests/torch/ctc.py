"""CTC loss: values and gradients for sequences of several lengths, targets in rows or in a line, impossible and empty ones."""
import torch
import torch.nn.functional as F

torch.manual_seed(0)
scores = torch.randn(6, 3, 5, dtype=torch.float64)


def show(targets, inputs, lengths, x=scores, **options):
    source = x.clone().requires_grad_()
    try:
        loss = F.ctc_loss(source.log_softmax(-1), targets, inputs, lengths, **options)
        loss.sum().backward()
    except Exception as e:
        print(type(e).__name__, e)
        return
    print(options, [round(v, 6) for v in loss.reshape(-1).tolist()], [round(v, 6) + 0. for v in source.grad.flatten().tolist()[:40]],
          type(loss.grad_fn).__name__)


rows = torch.tensor([[1, 2, 3], [2, 2, 4], [4, 1, 1]])
for reduction in ('mean', 'sum', 'none'):
    show(rows, (6, 5, 4), (3, 2, 1), reduction=reduction)
show(torch.tensor([1, 2, 3, 2, 2, 4]), torch.tensor([6, 6, 3]), torch.tensor([3, 2, 1]))
show(rows, (6, 6, 6), (3, 0, 2))
show(rows, (2, 6, 6), (3, 3, 3), reduction='none')
show(rows, (2, 6, 6), (3, 3, 3), zero_infinity=True)
show(rows - 1, (6, 6, 6), (3, 3, 3), blank=4)
show(rows, (6, 6, 6), (3, 3, 3), blank=5)
show(rows[0], torch.tensor(6), torch.tensor(3), scores[:, 0])
show(rows, (6, 6), (3, 3, 3))
show(rows, (7, 6, 6), (3, 3, 3))

# targets that do not fit the lengths
log_probs = torch.zeros(5, 2, 3).log_softmax(-1)
for targets, lengths in (([1, 2], [2, 1]), ([1, 2, 1, 1], [2, 1]), ([[1, 2], [2, 1]], [3, 1]), ([[1, 2]], [2, 1]), ([[1, 2], [2, 1], [1, 1]], [2, 1]), ([1, 2, 1], [2, 1])):
    try:
        print(torch.nn.functional.ctc_loss(log_probs, torch.tensor(targets), torch.tensor([5, 4]), torch.tensor(lengths)))
    except RuntimeError as e:
        print(e)
