# Losses of the types that PyTorch has no kernel for, or none for the gradient.
import warnings
import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
torch.manual_seed(0)
x0, y0, classes = torch.rand(4, 5) * 0.8 + 0.1, torch.rand(4, 5) * 0.8 + 0.1, torch.tensor([0, 2, 1, 4])
listed = torch.tensor([[1, -1, 0, 0, 0]] * 4)
losses = {
    'mse': lambda x, y, way: F.mse_loss(x, y, reduction=way),
    'smooth_l1': lambda x, y, way: F.smooth_l1_loss(x, y, reduction=way),
    'huber': lambda x, y, way: F.huber_loss(x, y, reduction=way),
    'bce': lambda x, y, way: F.binary_cross_entropy(x, y, reduction=way),
    'nll': lambda x, y, way: F.nll_loss(x, classes, reduction=way),
    'multi_margin': lambda x, y, way: F.multi_margin_loss(x, classes, reduction=way),
    'multilabel_margin': lambda x, y, way: F.multilabel_margin_loss(x, listed, reduction=way),
}
for name, loss in losses.items():
    for dtype in torch.float16, torch.bfloat16, torch.int64, torch.uint8, torch.bool, torch.complex64:
        for way in 'none', 'mean':
            for wants_gradient in False, True:
                if wants_gradient and not (dtype.is_floating_point or dtype.is_complex):
                    continue
                x, y = x0.to(dtype), y0.to(dtype)
                x.requires_grad_(wants_gradient)
                try:
                    value = loss(x, y, way)
                    shown = [round(v, 2) for v in value.detach().flatten().tolist()[:3]]
                    if wants_gradient:
                        value.sum().backward()
                        shown += [round(v, 2) for v in x.grad.flatten().tolist()[:3]]
                    print(name, dtype, way, value.dtype, tuple(value.shape), shown)
                except (RuntimeError, TypeError) as e:
                    print(name, dtype, way, wants_gradient, str(e)[:120])
