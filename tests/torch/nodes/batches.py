"""Gradients for rows of grad_outputs, strategies of jacobian and hessian, checkpoints that refuse a pass towards some inputs."""
import torch
from torch.autograd.functional import hessian, jacobian
from torch.utils.checkpoint import checkpoint

torch.set_printoptions(precision=3)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


x = torch.tensor([1., 2., 3.], requires_grad=True)
w = torch.ones(2, requires_grad=True)
eye = torch.eye(3)
attempt(lambda: torch.autograd.grad(x * x + 1, x, eye + 1, is_grads_batched=True))
attempt(lambda: torch.autograd.grad([x * x, x.sum()], x, [eye, torch.ones(3)], is_grads_batched=True))
attempt(lambda: torch.autograd.grad([x * x], [x, w], [eye], is_grads_batched=True, allow_unused=True))
attempt(lambda: torch.autograd.grad([x * x], [x, w], [eye], is_grads_batched=True))
attempt(lambda: torch.autograd.grad([x * x, x * 2], x, [eye, torch.ones(2, 3)], is_grads_batched=True))
attempt(lambda: torch.autograd.grad(x * x, x, torch.ones(4, 5, 6), is_grads_batched=True))
attempt(lambda: torch.autograd.grad(x * x, x, eye, is_grads_batched=True, create_graph=True)[0].requires_grad)
y = x * x
torch.autograd.grad(y, x, eye, is_grads_batched=True)
attempt(lambda: torch.autograd.grad(y.sum(), x))

for options in ({'strategy': 'forward-mode'}, {'strategy': 'x'}, {'strategy': 'forward-mode', 'vectorize': True}, {'vectorize': True},
                {'strategy': 'forward-mode', 'vectorize': True, 'create_graph': True}):
    attempt(lambda: jacobian(lambda a: a.exp().sum() * a, torch.ones(2), **options).detach())
for options in ({'outer_jacobian_strategy': 'forward-mode'}, {'outer_jacobian_strategy': 'x'}, {'vectorize': True},
                {'outer_jacobian_strategy': 'forward-mode', 'vectorize': True}):
    attempt(lambda: hessian(lambda a: a.pow(3).sum(), torch.tensor([1., 2.]), **options).detach())

double = lambda a: a * 2
attempt(lambda: torch.autograd.grad(checkpoint(double, x, use_reentrant=True).sum(), x))
attempt(lambda: torch.autograd.backward(checkpoint(double, x, use_reentrant=True).sum(), inputs=[x]))
attempt(lambda: checkpoint(double, x, use_reentrant=True).sum().backward(inputs=[x]))
attempt(lambda: torch.autograd.grad(checkpoint(double, x, use_reentrant=False).sum(), x))
attempt(lambda: (checkpoint(double, x, use_reentrant=True).sum().backward(), x.grad))
