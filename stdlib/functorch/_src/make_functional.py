"""Modules as functions of their parameters and buffers."""
import copy

import torch
from torch import nn

__all__ = ['FunctionalModule', 'FunctionalModuleWithBuffers', 'make_functional', 'make_functional_with_buffers', 'combine_state_for_ensemble']


def _state(module, kind):
    """(values, names, all places of each) of the parameters or buffers of a module, each value once."""
    places, values = {}, {}
    for prefix, m in module.named_modules(remove_duplicate=False):
        for name, value in getattr(m, kind).items():
            if value is not None:
                values[id(value)] = value
                places.setdefault(id(value), []).append((f'{prefix}.' if prefix else '') + name)
    first = [p[0] for p in places.values()]
    return tuple(values.values()), tuple(first), {p[0]: [q.split('.') for q in p] for p in places.values()}


def _put(module, kind, path, value):
    """Puts value where a parameter or buffer lies, whatever it is; the old one."""
    for part in path[:-1]:
        module = getattr(module, part)
    held = getattr(module, kind)
    old, held[path[-1]] = held[path[-1]], value
    return old


def _swapped(module, kind, names, places, values):
    """Puts the values in; what was there."""
    return [[_put(module, kind, path, value) for path in places[name]] for name, value in zip(names, values)]


def _restore(module, kind, names, places, old):
    for name, values in zip(names, old):
        for path, value in zip(places[name], values):
            _put(module, kind, path, value)


class _Functional(nn.Module):
    """A module and what is put into it for a call."""

    def _call(self, state, args, kwargs):
        done = []
        try:
            for kind, names, places, values in state:
                if len(values) < len(names):    # PyTorch's model without state has tensors of the device meta in their place
                    raise RuntimeError('Expected all tensors to be on the same device, but found at least two devices, meta and cpu!')
                done.append((kind, names, places, _swapped(self.stateless_model, kind, names, places, values)))
            return self.stateless_model(*args, **kwargs)
        finally:
            for kind, names, places, old in reversed(done):
                _restore(self.stateless_model, kind, names, places, old)


class FunctionalModule(_Functional):
    """Called with the parameters of a module before its inputs."""

    def __init__(self, stateless_model, param_names, names_map):
        super().__init__()
        self.stateless_model, self.param_names, self.names_map = stateless_model, param_names, names_map

    @staticmethod
    def _create_from(model, disable_autograd_tracking=False):
        stateless = copy.deepcopy(model)
        params, names, places = _state(stateless, '_parameters')
        if disable_autograd_tracking:
            for p in params:
                p.requires_grad_(False)
        return FunctionalModule(stateless, names, places), params

    def forward(self, params, *args, **kwargs):
        return self._call([('_parameters', self.param_names, self.names_map, params)], args, kwargs)


class FunctionalModuleWithBuffers(_Functional):
    """Called with the parameters and the buffers of a module before its inputs."""

    def __init__(self, stateless_model, param_names, buffer_names, param_names_map, buffer_names_map):
        super().__init__()
        self.stateless_model, self.param_names, self.buffer_names = stateless_model, param_names, buffer_names
        self.all_names_map = {**param_names_map, **buffer_names_map}

    @staticmethod
    def _create_from(model, disable_autograd_tracking=False):
        stateless = copy.deepcopy(model)
        params, names, places = _state(stateless, '_parameters')
        buffers, buffer_names, buffer_places = _state(stateless, '_buffers')
        if disable_autograd_tracking:
            for p in params:
                p.requires_grad_(False)
        return FunctionalModuleWithBuffers(stateless, names, buffer_names, places, buffer_places), params, buffers

    def forward(self, params, buffers, *args, **kwargs):
        return self._call([('_parameters', self.param_names, self.all_names_map, params),
                           ('_buffers', self.buffer_names, self.all_names_map, buffers)], args, kwargs)


def make_functional(model, disable_autograd_tracking=False):
    """(a function of parameters and inputs, the parameters) of a module without buffers."""
    if list(model.buffers()):
        raise RuntimeError('make_functional(model): `model` has buffers. Please use make_functional_with_buffers(model) instead.')
    return FunctionalModule._create_from(model, disable_autograd_tracking=disable_autograd_tracking)


def make_functional_with_buffers(model, disable_autograd_tracking=False):
    """(a function of parameters, buffers and inputs, the parameters, the buffers) of a module."""
    return FunctionalModuleWithBuffers._create_from(model, disable_autograd_tracking=disable_autograd_tracking)


def combine_state_for_ensemble(models):
    """(a function, parameters, buffers) for vmap over models of one kind: their parameters and buffers are stacked."""
    models = list(models)
    if not models:
        raise RuntimeError('combine_state_for_ensemble: Expected at least one model, got 0.')
    if not (all(m.training for m in models) or all(not m.training for m in models)):
        raise RuntimeError('combine_state_for_ensemble: Expected all models to have the same training/eval mode.')
    if not all(type(m) is type(models[0]) for m in models):
        raise RuntimeError('combine_state_for_ensemble: Expected all models to be of the same class.')
    functions, params, buffers = zip(*[make_functional_with_buffers(m) for m in models])
    return functions[0], tuple(torch.stack(p).detach() for p in zip(*params)), tuple(torch.stack(b).detach() for b in zip(*buffers))
