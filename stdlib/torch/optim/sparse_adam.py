"""SparseAdam."""
import math

import torch

from .optimizer import Optimizer, check, zeros


class SparseAdam(Optimizer):
    """Adam for sparse gradients: only the rows that a gradient names move, and so do their averages."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, maximize=False):
        check(0.0 < lr, f'Invalid learning rate: {lr}')
        check(0.0 < eps, f'Invalid epsilon value: {eps}')
        check(0.0 <= betas[0] < 1.0, f'Invalid beta parameter at index 0: {betas[0]}')
        check(0.0 <= betas[1] < 1.0, f'Invalid beta parameter at index 1: {betas[1]}')
        params = list(params)
        sparse = []
        for i, p in enumerate(params):
            if isinstance(p, dict):
                sparse += [[i, k] for k, q in enumerate(p.get('params', [])) if q.is_sparse]
            elif p.is_sparse:
                sparse.append(i)
        check(not sparse, f'Sparse params at indices {sparse}: SparseAdam requires dense parameter tensors')
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))

    def _update(self, group, params, grads):
        if not all(g.is_sparse for g in grads):
            raise RuntimeError('SparseAdam does not support dense gradients, please consider Adam instead')
        states = self._states(params, lambda p: {'step': 0, 'exp_avg': zeros(p), 'exp_avg_sq': zeros(p)})
        with torch.no_grad():
            for p, g, s in zip(params, grads, states):
                s['step'] += 1
                self._one(p, -g if group['maximize'] else g, s, group)

    @staticmethod
    def _one(p, grad, state, group):
        beta1, beta2 = group['betas']
        grad = grad.coalesce()
        indices, values = grad._indices(), grad._values()

        def at(values):
            return torch.sparse_coo_tensor(indices, values, grad.size())

        mean, square = state['exp_avg'].sparse_mask(grad)._values(), state['exp_avg_sq'].sparse_mask(grad)._values()
        mean_change = values.sub(mean).mul_(1 - beta1)
        square_change = values.pow(2).sub_(square).mul_(1 - beta2)
        state['exp_avg'].add_(at(mean_change))
        state['exp_avg_sq'].add_(at(square_change))
        step_size = group['lr'] * math.sqrt(1 - beta2 ** state['step']) / (1 - beta1 ** state['step'])
        p.add_(at(-step_size * mean_change.add_(mean).div_(square_change.add_(square).sqrt_().add_(group['eps']))))
