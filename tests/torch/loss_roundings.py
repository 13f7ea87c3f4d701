# Losses that round where PyTorch rounds: sums over samples by levels, margins in double, logits in steps.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x, t, w = torch.randn(700, 5), torch.randint(0, 5, (700,)), torch.rand(5)
planes, labels = torch.randn(3, 5, 9, 11), torch.randint(0, 5, (3, 9, 11))
for dtype in torch.float32, torch.float64:
    a, p, k = x.clone().to(dtype).requires_grad_(), planes.to(dtype), w.to(dtype)
    for red in 'mean', 'sum':
        for weight in None, k:
            loss = F.nll_loss(a, t, weight, ignore_index=3, reduction=red)
            g, = torch.autograd.grad(loss, a)
            print(dtype, red, loss.item().hex(), g[0].tolist(), F.nll_loss(p, labels, weight, reduction=red).item().hex())

for p in 1, 2:
    for weight in None, w:
        for red in 'none', 'mean', 'sum':
            a = x[:7].clone().requires_grad_()
            loss = F.multi_margin_loss(a, t[:7], p, 0.7, weight, reduction=red)
            loss.backward(torch.rand(loss.shape))
            print(p, red, [v.hex() for v in loss.detach().reshape(-1).tolist()], a.grad.double().sum(0).tolist())
listed = torch.tensor([[1, -1, 0, 0, 0], [4, 2, -1, 0, 1], [-1, 0, 1, 2, 3], [0, 1, 2, 3, 4], [3, 3, 0, -1, 1], [2, 0, 1, -1, -1]])
for red in 'none', 'mean', 'sum':
    a = x[:6].clone().requires_grad_()
    loss = F.multilabel_margin_loss(a, listed, reduction=red)
    loss.backward(torch.rand(loss.shape))
    print(red, [v.hex() for v in loss.detach().reshape(-1).tolist()], a.grad.double().sum(0).tolist())
print(F.multi_margin_loss(torch.tensor(2.0), torch.tensor(0)), F.multi_margin_loss(x[0], t[:1]), F.multilabel_margin_loss(x[0], listed[1]))
a = x[0].clone().requires_grad_()
g, = torch.autograd.grad(F.multi_margin_loss(a, t[:1]), a, create_graph=True)
try:
    g.sum().backward()
except RuntimeError as e:
    print(e)

y = torch.rand(6, 5)
for dtype in torch.float32, torch.float64, torch.bfloat16:
    for weight, positive in (None, None), (w, None), (None, w), (w, w * 2):
        for red in 'none', 'mean':
            a, b = x[:6].clone().to(dtype).requires_grad_(), y.clone().to(dtype).requires_grad_()
            k, p = [None if v is None else v.to(dtype) for v in (weight, positive)]
            loss = F.binary_cross_entropy_with_logits(a, b, k, pos_weight=p, reduction=red)
            loss.sum().backward()
            print(dtype, red, type(loss.grad_fn).__name__, *[f'{v.detach().float().sum().item():.5f}' for v in (loss, a.grad, b.grad)])
far = torch.tensor([-200.0, -100, 0, 100, 200, float('inf'), float('-inf'), float('nan')])
print(F.binary_cross_entropy_with_logits(far, torch.ones(8), reduction='none'), F.binary_cross_entropy_with_logits(far, torch.full((8,), 0.5), reduction='none'))
unit = torch.tensor([0.0, 1e-30, 0.25, 0.5, 1 - 2 ** -24, 1])
print(F.binary_cross_entropy(unit, torch.tensor([0.0, 1, 0, 0.5, 1, 0]), reduction='none'))
