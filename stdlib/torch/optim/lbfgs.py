"""L-BFGS: the inverse Hessian from the last steps, optionally with a strong Wolfe line search.
The two-loop recursion and the zoom search are those of Nocedal and Wright, Numerical Optimization."""
import math

import torch

from .optimizer import Optimizer


def _cubic(x1, f1, g1, x2, f2, g2, bounds=None):
    """Minimum of the cubic through two points with their slopes, within bounds."""
    low, high = bounds if bounds is not None else (x1, x2) if x1 <= x2 else (x2, x1)
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 ** 2 - g1 * g2
    if square < 0:
        return (low + high) / 2.
    d2 = square.sqrt()
    if x1 <= x2:
        at = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        at = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(at, low), high)


def _strong_wolfe(evaluate, x, t, d, f, g, slope, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_ls=25):
    """A step length that lowers the value and the slope enough; returns value, gradient, length, evaluations."""
    size = d.abs().max()
    g = g.clone()
    f_new, g_new = evaluate(x, t, d)
    calls = 1
    slope_new = g_new.dot(d)
    # a bracket around an acceptable length
    t_prev, f_prev, g_prev, slope_prev = 0, f, g, slope
    done = False
    i = 0
    while i < max_ls:
        if f_new > f + c1 * t * slope or (i > 1 and f_new >= f_prev) or slope_new >= 0 and not abs(slope_new) <= -c2 * slope:
            ends = [t_prev, t]
            values = [f_prev, f_new]
            grads = [g_prev, g_new.clone()]
            slopes = [slope_prev, slope_new]
            break
        if abs(slope_new) <= -c2 * slope:
            ends, values, grads, slopes, done = [t], [f_new], [g_new], [slope_new], True
            break
        low, high = t + 0.01 * (t - t_prev), t * 10
        previous = t
        t = _cubic(t_prev, f_prev, slope_prev, t, f_new, slope_new, bounds=(low, high))
        t_prev, f_prev, g_prev, slope_prev = previous, f_new, g_new.clone(), slope_new
        f_new, g_new = evaluate(x, t, d)
        calls += 1
        slope_new = g_new.dot(d)
        i += 1
    if i == max_ls:
        ends, values, grads, slopes = [0, t], [f, f_new], [g, g_new], [slope, slope_new]
    # the bracket is narrowed
    stuck = False
    low, high = (0, 1) if values[0] <= values[-1] else (1, 0)
    while not done and i < max_ls:
        if abs(ends[1] - ends[0]) * size < tolerance_change:
            break
        t = _cubic(ends[0], values[0], slopes[0], ends[1], values[1], slopes[1])
        margin = 0.1 * (max(ends) - min(ends))
        if min(max(ends) - t, t - min(ends)) < margin:
            if stuck or t >= max(ends) or t <= min(ends):
                t = max(ends) - margin if abs(t - max(ends)) < abs(t - min(ends)) else min(ends) + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        f_new, g_new = evaluate(x, t, d)
        calls += 1
        slope_new = g_new.dot(d)
        i += 1
        if f_new > f + c1 * t * slope or f_new >= values[low]:
            ends[high], values[high], grads[high], slopes[high] = t, f_new, g_new.clone(), slope_new
            low, high = (0, 1) if values[0] <= values[1] else (1, 0)
        else:
            if abs(slope_new) <= -c2 * slope:
                done = True
            elif slope_new * (ends[high] - ends[low]) >= 0:
                ends[high], values[high], grads[high], slopes[high] = ends[low], values[low], grads[low], slopes[low]
            ends[low], values[low], grads[low], slopes[low] = t, f_new, g_new.clone(), slope_new
    if len(ends) == 1:
        low = 0
    return values[low], grads[low], ends[low], calls


class LBFGS(Optimizer):
    """step(closure) computes the loss several times; closure clears the gradients and calls backward()."""

    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9, history_size=100,
                 line_search_fn=None):
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
                                      tolerance_change=tolerance_change, history_size=history_size, line_search_fn=line_search_fn))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]['params']

    def _flat_grad(self):
        def flat(p):
            if p.grad is None:
                return torch.zeros(p.numel(), dtype=p.dtype)
            return (p.grad.to_dense() if p.grad.is_sparse else p.grad).view(-1)
        return torch.cat([flat(p) for p in self._params], 0)

    def _move(self, t, direction):
        at = 0
        for p in self._params:
            p.add_(direction[at:at + p.numel()].view_as(p), alpha=t)
            at += p.numel()

    def _restore(self, values):
        for p, v in zip(self._params, values):
            p.copy_(v)

    def step(self, closure):
        with torch.no_grad():
            return self._iterate(torch.enable_grad()(closure))

    def _direction(self, state, g, g_prev, d, t, history_size):
        """The next direction by the two-loop recursion over the history of steps and gradient changes."""
        if state['n_iter'] == 1:
            state['old_dirs'], state['old_stps'], state['ro'], state['H_diag'] = [], [], [], 1
            return g.neg()
        dirs, steps, ro = state['old_dirs'], state['old_stps'], state['ro']
        y, s = g.sub(g_prev), d.mul(t)
        ys = y.dot(s)
        if ys > 1e-10:
            if len(dirs) == history_size:
                dirs.pop(0)
                steps.pop(0)
                ro.pop(0)
            dirs.append(y)
            steps.append(s)
            ro.append(1. / ys)
            state['H_diag'] = ys / y.dot(y)
        n = len(dirs)
        al = state.setdefault('al', [None] * history_size)
        q = g.neg()
        for i in range(n - 1, -1, -1):
            al[i] = steps[i].dot(q) * ro[i]
            q.add_(dirs[i], alpha=-al[i])
        r = torch.mul(q, state['H_diag'])
        for i in range(n):
            r.add_(steps[i], alpha=al[i] - dirs[i].dot(r) * ro[i])
        return r

    def _iterate(self, closure):
        group = self.param_groups[0]
        lr, tolerance_change = group['lr'], group['tolerance_change']
        search = group['line_search_fn']
        state = self.state[self._params[0]]
        first_step = 'd' not in state
        state.setdefault('func_evals', 0)
        state.setdefault('n_iter', 0)
        first = closure()
        loss = float(first)
        calls = 1
        state['func_evals'] += 1
        g = self._flat_grad()
        if g.abs().max() <= group['tolerance_grad']:
            return first
        d, t, g_prev, loss_prev = state.get('d'), state.get('t'), state.get('prev_flat_grad'), state.get('prev_loss')
        n_iter = 0
        while n_iter < group['max_iter']:
            n_iter += 1
            state['n_iter'] += 1
            d = self._direction(state, g, g_prev, d, t, group['history_size'])
            g_prev = g.clone() if g_prev is None else g_prev.copy_(g)
            loss_prev = loss
            t = min(1., 1. / g.abs().sum()) * lr if state['n_iter'] == 1 else lr
            slope = g.dot(d)
            if slope > -tolerance_change:
                break
            evaluations = 0
            if search is not None:
                if search != 'strong_wolfe':
                    raise RuntimeError("only 'strong_wolfe' is supported")
                start = [p.clone() for p in self._params]

                def evaluate(x, length, direction):
                    self._move(length, direction)
                    value = float(closure())
                    found = self._flat_grad()
                    self._restore(x)
                    return value, found
                loss, g, t, evaluations = _strong_wolfe(evaluate, start, t, d, loss, g, slope)
                self._move(t, d)
                small = g.abs().max() <= group['tolerance_grad']
            else:
                self._move(t, d)
                small = False
                if n_iter != group['max_iter']:
                    with torch.enable_grad():
                        loss = float(closure())
                    g = self._flat_grad()
                    small = g.abs().max() <= group['tolerance_grad']
                    evaluations = 1
            calls += evaluations
            state['func_evals'] += evaluations
            if n_iter == group['max_iter'] or calls >= group['max_eval'] or small:
                break
            if d.mul(t).abs().max() <= tolerance_change or abs(loss - loss_prev) < tolerance_change:
                break
        state.update(d=d, t=t, prev_flat_grad=g_prev, prev_loss=loss_prev)
        for key in ('d', 't', 'old_dirs', 'old_stps', 'ro', 'H_diag', 'prev_flat_grad', 'prev_loss') if first_step else ():
            state[key] = state.pop(key, None)   # in the order that a printed state has
        return first
