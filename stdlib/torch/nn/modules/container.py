"""Containers: Sequential, and lists and dicts of modules and parameters."""
from collections import OrderedDict
from collections.abc import Mapping
import operator

import torch
from .module import Module, _addindent
from ..parameter import Parameter


def _index(i, n):
    i = operator.index(i)
    if not -n <= i < n:
        raise IndexError(f'index {i} is out of range')
    return i % n


class Sequential(Module):
    """Modules applied one after the other. Sequential(a, b) or Sequential(OrderedDict(name=module))."""

    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for key, module in args[0].items():
                self.add_module(key, module)
        else:
            for i, module in enumerate(args):
                self.add_module(str(i), module)

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def _key(self, i):
        return list(self._modules)[_index(i, len(self))]

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self.__class__(OrderedDict(list(self._modules.items())[idx]))
        return self._modules[self._key(idx)]

    def __setitem__(self, idx, module):
        setattr(self, self._key(idx), module)

    def __delitem__(self, idx):
        for key in (list(self._modules)[idx] if isinstance(idx, slice) else [self._key(idx)]):
            delattr(self, key)
        object.__setattr__(self, '_modules', OrderedDict((str(n), m) for n, m in enumerate(self._modules.values())))

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __add__(self, other):
        if not isinstance(other, Sequential):
            raise ValueError(f'add operator supports only objects of Sequential class, but {type(other)} is given.')
        return Sequential(*self, *other)

    def __iadd__(self, other):
        if not isinstance(other, Sequential):
            raise ValueError(f'add operator supports only objects of Sequential class, but {type(other)} is given.')
        for m in other:
            self.append(m)
        return self

    def _check_factor(self, other):
        if not isinstance(other, int):
            raise TypeError(f'unsupported operand type(s) for *: {type(self)} and {type(other)}')
        if other <= 0:
            raise ValueError(f'Non-positive multiplication factor {other} for {type(self)}')

    def __mul__(self, other):
        self._check_factor(other)
        return Sequential(*list(self) * other)

    def __rmul__(self, other):
        return self.__mul__(other)

    def __imul__(self, other):
        self._check_factor(other)
        for m in list(self) * (other - 1):
            self.append(m)
        return self

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, sequential):
        for m in sequential:
            self.append(m)
        return self

    def insert(self, index, module):
        if not isinstance(module, Module):
            raise AssertionError(f'module should be of type: {Module}')
        all = list(self._modules.values())
        if not -len(all) <= index <= len(all):
            raise IndexError(f'Index out of range: {index}')
        all.insert(index, module)
        object.__setattr__(self, '_modules', OrderedDict((str(n), m) for n, m in enumerate(all)))
        return self

    def pop(self, key):
        v = self[key]
        del self[key]
        return v


class ModuleList(Module):
    """A list whose modules are registered."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def _key(self, i):
        return str(_index(i, len(self)))

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self.__class__(list(self._modules.values())[idx])
        return self._modules[self._key(idx)]

    def __setitem__(self, idx, module):
        setattr(self, self._key(idx), module)

    def __delitem__(self, idx):
        items = list(self._modules.values())
        del items[idx if isinstance(idx, slice) else int(self._key(idx))]
        self._replace(items)

    def _replace(self, items):
        object.__setattr__(self, '_modules', OrderedDict((str(n), m) for n, m in enumerate(items)))

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        return self.__class__(list(self) + list(other))

    def insert(self, index, module):
        for i in range(len(self), index, -1):
            self._modules[str(i)] = self._modules[str(i - 1)]
        self._modules[str(index)] = module

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def pop(self, key):
        v = self[key]
        del self[key]
        return v

    def extend(self, modules):
        if not hasattr(modules, '__iter__'):
            raise TypeError('ModuleList.extend should be called with an iterable, but got ' + type(modules).__name__)
        for m in modules:
            self.append(m)
        return self


class ModuleDict(Module):
    """A dict whose modules are registered."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        del self._modules[key]

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key):
        return key in self._modules

    def clear(self):
        self._modules.clear()

    def pop(self, key):
        v = self[key]
        del self[key]
        return v

    def keys(self):
        return self._modules.keys()

    def items(self):
        return self._modules.items()

    def values(self):
        return self._modules.values()

    def update(self, modules):
        if not hasattr(modules, '__iter__'):
            raise TypeError(f'ModuleDict.update should be called with an iterable of key/value pairs, but got {type(modules).__name__}')
        for key, module in _key_value_pairs('ModuleDict', modules):
            self[key] = module


def _key_value_pairs(container, given):
    """The entries of a mapping or of a sequence of pairs, which are looked at one by one."""
    if hasattr(given, 'items'):
        yield from given.items()
        return
    for i, pair in enumerate(given):
        if not hasattr(type(pair), '__iter__'):
            raise TypeError(f'{container} update sequence element #{i} should be Iterable; is{type(pair).__name__}')
        if len(pair) != 2:
            raise ValueError(f'{container} update sequence element #{i} has length {len(pair)}; 2 is required')
        yield pair[0], pair[1]


def _entry(key, value, kind):
    """One line of a printed list or dict of parameters."""
    if not isinstance(value, torch.Tensor):
        return f'  ({key}): Object of type: {type(value).__name__}'
    return f'  ({key}): Parameter containing: [{kind} of size {"x".join(map(str, value.size()))}]'


class ParameterList(Module):
    """A list whose parameters are registered."""

    def __call__(self, *args, **kwargs):
        raise RuntimeError('ParameterList should not be called.')

    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        if values is not None:
            self.extend(values)

    def append(self, value):
        if isinstance(value, torch.Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        setattr(self, str(self._size), value)
        self._size += 1
        return self

    def extend(self, values):
        if not hasattr(values, '__iter__') or isinstance(values, torch.Tensor):
            raise TypeError(f'ParameterList.extend should be called with an iterable, but got {type(values).__name__}')
        for v in values:
            self.append(v)
        return self

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self.__class__([self[k] for k in range(*idx.indices(self._size))])
        return getattr(self, str(_index(idx, self._size)))

    def __setitem__(self, idx, param):
        if isinstance(param, torch.Tensor) and not isinstance(param, Parameter):
            param = Parameter(param)
        setattr(self, str(_index(idx, self._size)), param)

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter(self[i] for i in range(self._size))

    def __iadd__(self, values):
        return self.extend(values)

    def __dir__(self):
        return [name for name in super().__dir__() if not name.isdigit()]

    def extra_repr(self):
        return '\n'.join(_entry(i, p, str(getattr(p, 'dtype', ''))) for i, p in enumerate(self))


class ParameterDict(Module):
    """A dict whose parameters are registered."""

    def __call__(self, *args, **kwargs):
        raise RuntimeError('ParameterDict should not be called.')

    def __or__(self, other):
        both = self.copy()
        both.update(other)
        return both

    def __ror__(self, other):
        both = other.copy()
        both.update(self)
        return both

    def __ior__(self, other):
        self.update(other)
        return self

    def __init__(self, parameters=None):
        super().__init__()
        self._keys = {}
        if parameters is not None:
            self.update(parameters)

    def _checked(self, key):
        if not isinstance(key, str):
            raise TypeError(f"Index given to ParameterDict cannot be used as a key as it is not a string (type is '{type(key).__name__}'). Open "
                            'an issue on github if you need non-string keys.')
        return key

    def __setitem__(self, key, value):
        self._keys[self._checked(key)] = None
        setattr(self, key, Parameter(value) if isinstance(value, torch.Tensor) and not isinstance(value, Parameter) else value)

    def __getitem__(self, key):
        return getattr(self, self._checked(key))

    def __delitem__(self, key):
        del self._keys[key]
        delattr(self, key)

    def __len__(self):
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __contains__(self, key):
        return key in self._keys

    def keys(self):
        return self._keys.keys()

    def values(self):
        return [self[k] for k in self._keys]

    def items(self):
        return [(k, self[k]) for k in self._keys]

    def update(self, parameters):
        if not hasattr(parameters, '__iter__'):
            raise TypeError(f'ParametersDict.update should be called with an iterable of key/value pairs, but got {type(parameters).__name__}')
        pairs = _key_value_pairs('ParameterDict', parameters)
        for k, v in sorted(pairs) if type(parameters) is dict else pairs:
            self[k] = v

    def get(self, key, default=None):
        return self[key] if key in self else default

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key):
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        key, _ = self._keys.popitem()
        self._keys[key] = None
        return key, self.pop(key)

    def clear(self):
        for key in list(self._keys):
            del self[key]

    def copy(self):
        return ParameterDict(dict(self.items()))

    def fromkeys(self, keys, default=None):
        return ParameterDict({k: default for k in keys})

    def extra_repr(self):
        return '\n'.join(_entry(k, p, torch.typename(p) if isinstance(p, torch.Tensor) else '') for k, p in self.items())


class Container(Module):
    """An older way to hold named modules; deprecated in PyTorch too."""

    def __init__(self, **kwargs):
        super().__init__()
        import warnings
        warnings.warn('nn.Container is deprecated. All of it\'s functionality is now implemented in nn.Module. Subclass that instead.')
        for key, value in kwargs.items():
            self.add_module(key, value)
