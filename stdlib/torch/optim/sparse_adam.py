"""SparseAdam."""
from .optimizer import Optimizer, check


class SparseAdam(Optimizer):
    """Adam for sparse gradients, which do not exist here."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, maximize=False):
        check(0.0 < lr, f'Invalid learning rate: {lr}')
        check(0.0 < eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= betas[0] < 1.0, f'Invalid beta parameter at index 0: {betas[0]}')
        check(0.0 <= betas[1] < 1.0, f'Invalid beta parameter at index 1: {betas[1]}')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))

    def _update(self, group, params, grads):
        raise RuntimeError('SparseAdam does not support dense gradients, please consider Adam instead')
