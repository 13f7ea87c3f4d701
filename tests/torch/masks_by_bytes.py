"""masked_fill and masked_scatter take masks of any type, which they read through the first byte of each element."""
import torch


def show(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, e)


M = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
for dtype in (torch.bool, torch.uint8, torch.int64, torch.float32, torch.float16, torch.complex64):
    for mask in (torch.tensor(1), torch.tensor(256), torch.tensor([1, 0, 1]), torch.ones(2, 1), torch.tensor([0, 1, 2]), torch.ones(2, 1, 3)):
        mask = mask.to(dtype)
        show(mask.tolist(), lambda: M.masked_fill(mask, 9).tolist())
        show(mask.tolist(), lambda: M.clone().masked_fill_(mask, torch.tensor(7.)).tolist())
        show(mask.tolist(), lambda: M.masked_scatter(mask, torch.arange(10., 22.)).tolist())
x = M.clone().requires_grad_()
x.masked_fill(torch.tensor([1, 0, 1]), 2.).sum().backward()
print(x.grad)
