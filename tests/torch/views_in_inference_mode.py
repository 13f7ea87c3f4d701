# Views of ordinary tensors made in inference mode: they are views, without history, and refuse to be written to where gradients are recorded.
import torch


def tried(f):
    try:
        print(f())
    except RuntimeError as e:
        print(e)


for x in (torch.ones(3), torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True) * 1):
    with torch.inference_mode():
        v = x[:2]
        u = v[:1]
        print(v, v._is_view(), v.is_inference(), v.requires_grad, v.is_leaf, u.requires_grad, (v * 2).requires_grad)
    print(v.grad_fn, v * 2)
    tried(lambda: v.mul_(2))
    with torch.no_grad():
        tried(lambda: v.add_(1)._version)
y = torch.ones(3, requires_grad=True) * 1
with torch.inference_mode():
    v = y[:2]
y.add_(1)
tried(lambda: v.grad_fn)
tried(lambda: v * 2)
with torch.inference_mode():
    x = torch.ones(3)
    v = x[:2]
    v.add_(1)
    print(v, v.is_inference(), v._is_view())
tried(lambda: v.add_(1))
