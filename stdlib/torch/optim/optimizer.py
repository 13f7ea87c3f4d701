"""The base of all optimisers: parameter groups, state, and saving them."""
import _not_built
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
import functools
import warnings

import torch
from torch._as_native import own_methods


class _Required:
    def __repr__(self):
        return '<required parameter>'


required = _Required()


class Optimizer:
    """params: an iterable of tensors, or of dicts with key 'params' and options that override the defaults."""

    _later_options = {}     # of groups that older versions saved without them
    _tensor_state = {}      # what older versions saved as numbers, with what makes the number of the tensor

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__module__.startswith('torch.optim.'):
            named = cls.__init__.__code__.co_varnames[:cls.__init__.__code__.co_argcount + cls.__init__.__code__.co_kwonlyargcount]
            cls._later_options = {k: v for k, v in _NEUTRAL.items() if k in named}
            if 'step' not in cls.__dict__:
                own_methods(cls, 'step')
                cls.step.__defaults__ = (None,)     # the base's own asks for a closure

    def __init__(self, params, defaults):
        self.defaults = defaults
        if isinstance(params, torch.Tensor):
            raise TypeError('params argument given to the optimizer should be an iterable of Tensors or dicts, but got ' + torch.typename(params))
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if len(groups) == 0:
            raise ValueError('optimizer got an empty parameter list')
        if not isinstance(groups[0], dict):
            groups = [{'params': groups}]
        for g in groups:
            self.add_param_group(g)

    def add_param_group(self, param_group):
        if not isinstance(param_group, dict):
            raise AssertionError('param group must be a dict')
        params = param_group['params']
        if isinstance(params, torch.Tensor):
            param_group['params'] = [params]
        elif isinstance(params, set):
            raise TypeError('optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will '
                            'change between runs. Please use a list instead.')
        else:
            param_group['params'] = list(params)
        for p in param_group['params']:
            if not isinstance(p, torch.Tensor):
                raise TypeError('optimizer can only optimize Tensors, but one of the params is ' + torch.typename(p))
            if not self.defaults.get('differentiable', None) and not (p.is_leaf or p.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, default)
        params = param_group['params']
        if len(params) != len({id(p) for p in params}):
            warnings.warn('optimizer contains a parameter group with duplicate parameters; in future, this will cause an error; see '
                          'github.com/pytorch/pytorch/issues/40967 for more information', stacklevel=3)
        seen = {id(p) for g in self.param_groups for p in g['params']}
        if seen & {id(p) for p in params}:
            raise ValueError('some parameters appear in more than one parameter group')
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=False):
        for g in self.param_groups:
            for p in g['params']:
                if p.grad is not None:
                    if set_to_none:
                        p.grad = None
                    else:
                        p.grad.detach_()
                        p.grad.zero_()

    def step(self, closure):
        """One update. closure, if given, computes the loss again and returns it."""
        loss = None
        recording = self.defaults.get('differentiable', False)
        if type(recording) is not bool:
            bool(recording)
            torch.set_grad_enabled(recording)   # refuses it
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            params = [p for p in group['params'] if p.grad is not None]
            bool(group.get('foreach'))  # all ways give the same numbers, but what has no truth chooses none
            if params:
                self._update(group, params, [p.grad for p in params])
        return loss

    def _update(self, group, params, grads):
        raise NotImplementedError

    def _recorded(self, group):
        """Whether gradients shall flow through this step."""
        return bool(self.defaults.get('differentiable')) and not group.get('foreach')

    def _states(self, params, make):
        """The state dict of each parameter, made by make(p) at its first step."""
        states = []
        for p in params:
            s = self.state[p]
            if not s:
                s.update(make(p))
            states.append(s)
        return states

    def state_dict(self):
        index, first = {}, 0
        for g in self.param_groups:
            for i, p in enumerate(g['params'], first):
                index[id(p)] = i        # the last place of one that is there twice
            first += len(g['params'])
        groups = [{**{k: v for k, v in g.items() if k != 'params'}, 'params': [index[id(p)] for p in g['params']]}
                  for g in self.param_groups]
        state = {(index[id(k)] if isinstance(k, torch.Tensor) else k): v for k, v in self.state.items()}
        return {'state': state, 'param_groups': groups}

    def load_state_dict(self, state_dict):
        state_dict = deepcopy(state_dict)
        groups, saved = self.param_groups, state_dict['param_groups']
        if len(groups) != len(saved):
            raise ValueError('loaded state dict has a different number of parameter groups')
        if any(len(a['params']) != len(b['params']) for a, b in zip(groups, saved)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        params = {i: p for s, g in zip(saved, groups) for i, p in zip(s['params'], g['params'])}
        state = defaultdict(dict)
        for k, v in state_dict['state'].items():
            state[params.get(k, k)] = _of_type(v, params[k]) if k in params else v
        for g, s in zip(groups, saved):
            s['params'] = g['params']
        self.__setstate__({'state': state, 'param_groups': saved})

    def __repr__(self):
        text = type(self).__name__ + ' ('
        for i, g in enumerate(self.param_groups):
            text += f'\nParameter Group {i}\n'
            for key in sorted(g):
                if key != 'params':
                    text += f'    {key}: {g[key]}\n'
        return text + ')'

    def __getstate__(self):
        return {'defaults': self.defaults, 'state': self.state, 'param_groups': self.param_groups}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.defaults.setdefault('differentiable', False)
        for g in self.param_groups:
            for option, neutral in self._later_options.items():
                g.setdefault(option, neutral)
        states = list(self.state.values())
        for key, number in self._tensor_state.items():
            if states and not isinstance(states[0][key], torch.Tensor):
                for s in states:
                    s[key] = torch.tensor(number(s[key]))


# options that groups saved by older versions lack
_NEUTRAL = {'momentum': 0, 'nesterov': False, 'centered': False, 'amsgrad': False, 'maximize': False, 'foreach': None, 'capturable': False,
            'differentiable': False, 'fused': False}


def _of_type(value, p, key=None):
    """State of p that was saved, with the type of numbers that p has; counts of steps keep theirs."""
    if isinstance(value, torch.Tensor):
        return value.to(p.dtype) if key != 'step' and p.is_floating_point() else value
    if isinstance(value, dict):
        return {k: _of_type(v, p, k) for k, v in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return type(value)(_of_type(v, p) for v in value)
    return value


def plain(group, params, *options):
    """Whether these options are numbers, and the parameters of types, that the native steps take as they are."""
    if torch._C._any_seldom(params):
        return False
    for name in options:
        value = group[name]
        if type(value) is not float and not (type(value) is int and -1 << 53 <= value <= 1 << 53):
            return False
    return True


def check(ok, text):
    if not ok:
        raise ValueError(text)


def check_capturable(group):
    if group.get('capturable'):
        raise AssertionError('If capturable=True, params and state_steps must be CUDA tensors.')


def zeros(p):
    return torch.zeros_like(p.data)


def parts(p, g, s):
    """A complex parameter, its gradient and its state as the real numbers that they consist of."""
    if not p.is_complex():
        return p, g, s
    view = torch.view_as_real
    return view(p), view(g), {k: view(v) if isinstance(v, torch.Tensor) and v.is_complex() else v for k, v in s.items()}


def check_betas(lr, betas, eps, weight_decay):
    check(0.0 <= lr, f'Invalid learning rate: {lr}')
    check(0.0 <= eps, f'Invalid epsilon value: {eps}')
    check(0.0 <= betas[0] < 1.0, f'Invalid beta parameter at index 0: {betas[0]}')
    check(0.0 <= betas[1] < 1.0, f'Invalid beta parameter at index 1: {betas[1]}')
    check(0.0 <= weight_decay, f'Invalid weight_decay value: {weight_decay}')


class PerParameter(Optimizer):
    """One parameter after the other: subclasses write _start(p, group) and _one(p, grad, state, group)."""

    def _update(self, group, params, grads):
        states = self._states(params, lambda p: self._start(p, group))
        with torch.no_grad():
            for p, g, s in zip(params, grads, states):
                if g.is_sparse:
                    raise RuntimeError(f'{type(self).__name__} does not support sparse gradients')
                if group.get('maximize'):
                    g = -g
                s['step'] += 1
                if group.get('weight_decay', 0) != 0:
                    g = g.add(p, alpha=group['weight_decay'])
                self._one(p, g, s, group)


__getattr__ = _not_built.of(__name__)
