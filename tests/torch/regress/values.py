# Single results that once differed.
import torch
import torch.nn.functional as F
print(F.cosine_similarity(torch.ones(3, 1), torch.arange(9.).reshape(3, 3)), F.cosine_similarity(torch.tensor([1., 2.]), torch.tensor([[3.], [4.]])))
print(torch.argmax(torch.tensor([[1., 5., 2.], [0., 3., 4.]]), keepdim=True), torch.arange(6).reshape(2, 3).argmin(keepdim=True))
x = torch.tensor([[0.5, -0.5, 1.5]], requires_grad=True)
print(torch.autograd.grad(F.multi_margin_loss(x, torch.tensor([2])), x), torch.autograd.grad(F.multilabel_margin_loss(x, torch.tensor([[2, -1, 0]])), x))
image = torch.arange(12.).reshape(1, 1, 3, 4).requires_grad_()
for padding in ('border', 'reflection'):
    grid = torch.tensor([[[[-1., 1.], [0.3, -0.4], [1.7, 0.2]]]], requires_grad=True)
    print([g + 0 for g in torch.autograd.grad(F.grid_sample(image, grid, padding_mode=padding, align_corners=True).sum(), (image, grid))])
z = torch.zeros(3, 2, dtype=torch.int64)
z[True] = torch.ones(2) * 1.5
z[False] = torch.zeros(7, 7)
print(z)
y = torch.ones(3)
print(y.flatten() is y, torch.ones(2, 3).flatten(1).shape)
print(torch.combinations(torch.ones(0)).shape, torch.trapz(torch.tensor([1., 2.])), torch.amax(torch.tensor([1., 3.]), None))
