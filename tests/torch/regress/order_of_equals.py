"""Which of equal elements topk finds, and where nan stands in unique, follow from the steps of the sort."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))



nan = float('nan')
x = (torch.arange(60) * 7 + 35) % 23
y = (torch.arange(400) * 7) % 5
for kind in ('uint8', 'int64', 'float32', 'float64'):
    for k in (1, 2, 3, 5):
        for rest in ('', ', largest=False', ', sorted=False', ', largest=False, sorted=False'):
            show(f'(x % 11).to(torch.{kind}).reshape(12, 5).topk({k}{rest})')
    for k in (1, 3, 6, 40, 399):
        show(f'y.to(torch.{kind}).topk({k})[1][:40]')
        show(f'y.to(torch.{kind}).topk({k}, largest=False)[1][-40:]')
show('torch.tensor([1, nan, 2, nan, 0]).topk(3)')
for v in ([[1, nan], [nan, 1], [1, nan], [0, 2]], [[nan, nan, 1, nan], [1, 2, 1, 2]], [1, nan, 2, nan, 0]):
    for dim in (0, -1):
        show(f'torch.unique(torch.tensor({v}), dim={dim}, return_inverse=True, return_counts=True)')
show('torch.tensor(1).half().unique(dim=0)')
show('torch.tensor(1j).unique_consecutive(dim=0)')
