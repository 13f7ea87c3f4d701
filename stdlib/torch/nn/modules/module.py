"""Module: the base of all network parts, with registered parameters, buffers and submodules."""
from collections import OrderedDict, namedtuple
import functools
import warnings
from _weakref import ref as _ref

import torch
from torch._as_native import must_be
from torch._C import Tensor, _forget_own
from . import _borders
from ..parameter import Parameter, is_lazy

_EXTRA_STATE = '_extra_state'


class _IncompatibleKeys(namedtuple('IncompatibleKeys', ['missing_keys', 'unexpected_keys'])):
    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return '<All keys matched successfully>'
        return super().__repr__()
    __str__ = __repr__


class RemovableHandle:
    """What register_*_hook returns: remove() takes the hook off again."""
    next_id = 0

    def __init__(self, hooks):
        self.hooks_dict_ref = _ref(hooks)
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1

    def remove(self):
        hooks = self.hooks_dict_ref()
        if hooks is not None:
            hooks.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.remove()


_everywhere = []  # handles of the hooks of every module


RemovableHandle.__module__ = 'torch.utils.hooks'


class _GlobalHandle(RemovableHandle):
    def __init__(self, hooks):
        super().__init__(hooks)
        _everywhere.append(self)

    def remove(self):
        super().remove()
        if self in _everywhere:
            _everywhere.remove(self)


_GlobalHandle.__name__ = _GlobalHandle.__qualname__ = 'RemovableHandle'
_GlobalHandle.__module__ = RemovableHandle.__module__


def _add_global(table, hook):
    handle = _GlobalHandle(table)
    table[handle.id] = hook
    return handle


def register_module_forward_pre_hook(hook):
    """hook(module, args) before the forward of every module."""
    return _add_global(_borders.forward_pre, hook)


def register_module_forward_hook(hook):
    """hook(module, args, result) after the forward of every module."""
    return _add_global(_borders.forward, hook)


def register_module_full_backward_hook(hook):
    """hook(module, grad_input, grad_output) when the gradients of any module are there."""
    _borders.choose_global(True)
    return _add_global(_borders.backward, hook)


def register_module_backward_hook(hook):
    """The same at the node of the graph that gave a module's output alone."""
    _borders.choose_global(False)
    return _add_global(_borders.backward, hook)


def _addindent(text, n):
    lines = text.split('\n')
    if len(lines) == 1:
        return text
    first = lines.pop(0)
    return first + '\n' + '\n'.join(' ' * n + line for line in lines)


_TABLES = '_parameters', '_buffers', '_modules'
_set = object.__setattr__


class _TypeOfDestination:
    """Module.T_destination, which needs typing: made when it is asked for."""

    @functools.cached_property
    def variable(self):
        import typing
        return typing.TypeVar('T_destination', bound=typing.Dict[str, typing.Any])

    def __get__(self, module, cls):
        return self.variable


class Module:
    """Base class for all neural network modules. Assign Parameters, Tensors through register_buffer, and
    other Modules to attributes; write forward()."""
    # Nothing here asks for __dict__: an object whose dict has been seen finds its attributes more slowly.

    dump_patches = False
    _version = 1
    training = True
    T_destination = _TypeOfDestination()
    _is_full_backward_hook = None

    def __init__(self):
        _set(self, 'training', True)
        _set(self, '_parameters', OrderedDict())
        _set(self, '_buffers', OrderedDict())
        _set(self, '_non_persistent_buffers_set', set())
        _set(self, '_backward_hooks', OrderedDict())
        _set(self, '_is_full_backward_hook', None)
        _set(self, '_forward_hooks', OrderedDict())
        _set(self, '_forward_pre_hooks', OrderedDict())
        _set(self, '_state_dict_hooks', OrderedDict())
        _set(self, '_load_state_dict_pre_hooks', OrderedDict())
        _set(self, '_load_state_dict_post_hooks', OrderedDict())
        _set(self, '_modules', OrderedDict())

    def __setstate__(self, state):
        """Files of other versions may lack some of the tables."""
        for name, value in state.items():
            _set(self, name, value)
        for name in ('_forward_hooks', '_forward_pre_hooks', '_backward_hooks', '_state_dict_hooks',
                     '_load_state_dict_pre_hooks', '_load_state_dict_post_hooks'):
            if name not in state:
                _set(self, name, OrderedDict())
        if '_non_persistent_buffers_set' not in state:
            _set(self, '_non_persistent_buffers_set', set())

    def forward(self, *args, **kwargs):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        if not (self._backward_hooks or self._forward_hooks or self._forward_pre_hooks or _everywhere):
            return self.forward(*args, **kwargs)
        return self._call_with_hooks(args, kwargs)

    def _call_with_hooks(self, args, kwargs):
        for hook in [*_borders.forward_pre.values(), *self._forward_pre_hooks.values()]:
            result = hook(self, args)
            if result is not None:
                args = result if isinstance(result, tuple) else (result,)
        at_node, watching = _borders.backward_hooks(self)
        border = _borders.Border(self, watching) if watching else None
        if border:
            args = border.inputs(args)
        result = self.forward(*args, **kwargs)
        for hook in [*_borders.forward.values(), *self._forward_hooks.values()]:
            changed = hook(self, args, result)
            if changed is not None:
                result = changed
        if border:
            result = border.outputs(result)
        if at_node:
            _borders.watch_node(self, at_node, args, result)
        return result

    def _add_hook(self, table, hook):
        handle = RemovableHandle(table)
        table[handle.id] = hook
        return handle

    def register_forward_hook(self, hook):
        return self._add_hook(self._forward_hooks, hook)

    def register_forward_pre_hook(self, hook):
        return self._add_hook(self._forward_pre_hooks, hook)

    def _choose_backward_hooks(self, full):
        if self._is_full_backward_hook is (not full):
            raise RuntimeError('Cannot use both regular backward hooks and full backward hooks on a single Module. Please use only one of them.')
        _set(self, '_is_full_backward_hook', full)

    def register_full_backward_hook(self, hook):
        self._choose_backward_hooks(True)
        return self._add_hook(self._backward_hooks, hook)

    def register_backward_hook(self, hook):
        self._choose_backward_hooks(False)
        return self._add_hook(self._backward_hooks, hook)

    def _register_state_dict_hook(self, hook):
        return self._add_hook(self._state_dict_hooks, hook)

    def _register_load_state_dict_pre_hook(self, hook, with_module=False):
        return self._add_hook(self._load_state_dict_pre_hooks, functools.partial(hook, self) if with_module else hook)

    # --- registration ---

    def _check_name(self, kind, name, table):
        if self._table('_parameters') is None:
            raise AttributeError(f'cannot assign {kind} before Module.__init__() call')
        if not isinstance(name, str):
            raise TypeError(f'{kind} name should be a string. Got {torch.typename(name)}')
        if '.' in name:
            raise KeyError(f'{kind} name can\'t contain ".", got: {name}' if kind == 'module' else f'{kind} name can\'t contain "."')
        if name == '':
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if hasattr(self, name) and name not in table:
            raise KeyError(f"attribute '{name}' already exists")

    def register_parameter(self, name, param):
        self._check_name('parameter', name, self._table('_parameters') or ())
        if param is not None:
            if not isinstance(param, Parameter):
                raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (torch.nn.Parameter or None required)")
            if param.grad_fn is not None:
                raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created explicitly. "
                                 f"To express '{name}' as a function of another Tensor, compute the value in the forward() method.")
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        self._check_name('buffer', name, self._table('_buffers') or ())
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}' (torch Tensor or None required)")
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        if not isinstance(module, Module) and module is not None:
            raise TypeError(f'{torch.typename(module)} is not a Module subclass')
        self._check_name('module', name, self._table('_modules') or ())
        self._modules[name] = module

    def register_module(self, name, module):
        self.add_module(name, module)

    def _table(self, name):
        """One of the tables; None before __init__."""
        try:
            return getattr(self, name)
        except AttributeError:
            return None

    def __getattr__(self, name):
        if name not in _TABLES:  # they are asked for only before __init__
            try:
                if name in self._parameters:
                    return self._parameters[name]
                if name in self._buffers:
                    return self._buffers[name]
                if name in self._modules:
                    return self._modules[name]
            except AttributeError:
                pass
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        params = self._table('_parameters')
        if isinstance(value, Tensor) and isinstance(value, Parameter):
            if params is None:
                raise AttributeError('cannot assign parameters before Module.__init__() call')
            self._forget(name, '_buffers', '_modules')
            self.register_parameter(name, value)
            return
        if params is not None and name in params:
            if value is not None:
                raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)")
            params[name] = None
            return
        modules = self._table('_modules')
        if isinstance(value, Module):
            if modules is None:
                raise AttributeError('cannot assign module before Module.__init__() call')
            self._forget(name, '_parameters', '_buffers')
            modules[name] = value
            return
        if modules is not None and name in modules:
            if value is not None:
                raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}' (torch.nn.Module or None expected)")
            modules[name] = None
            return
        buffers = self._table('_buffers')
        if buffers is not None and name in buffers:
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(f"cannot assign '{torch.typename(value)}' as buffer '{name}' (torch.Tensor or None expected)")
            buffers[name] = value
            return
        _set(self, name, value)

    def _forget(self, name, *tables):
        if isinstance(name, str):
            _forget_own(self, name)
        for t in tables:
            getattr(self, t).pop(name, None)

    def __delattr__(self, name):
        for table in (self._parameters, self._buffers, self._modules):
            if name in table:
                del table[name]
                self._non_persistent_buffers_set.discard(name)
                return
        object.__delattr__(self, name)

    def __dir__(self):
        names = set(dir(type(self))) | set(self.__dict__) | set(self._parameters) | set(self._buffers) | set(self._modules)
        return sorted(n for n in names if not n[0].isdigit())

    # --- walking ---

    def _named_members(self, members, prefix='', recurse=True):
        seen = set()
        for module_prefix, module in self.named_modules(prefix=prefix) if recurse else [(prefix, self)]:
            for k, v in members(module):
                if v is None or id(v) in seen:
                    continue
                seen.add(id(v))
                yield module_prefix + ('.' if module_prefix else '') + k, v

    def parameters(self, recurse=True):
        for _, p in self.named_parameters(recurse=recurse):
            yield p

    def named_parameters(self, prefix='', recurse=True):
        yield from self._named_members(lambda m: m._parameters.items(), prefix, recurse)

    def buffers(self, recurse=True):
        for _, b in self.named_buffers(recurse=recurse):
            yield b

    def named_buffers(self, prefix='', recurse=True):
        yield from self._named_members(lambda m: m._buffers.items(), prefix, recurse)

    def children(self):
        for _, m in self.named_children():
            yield m

    def named_children(self):
        seen = set()
        for name, m in self._modules.items():
            if m is not None and id(m) not in seen:
                seen.add(id(m))
                yield name, m

    def modules(self):
        for _, m in self.named_modules():
            yield m

    def named_modules(self, memo=None, prefix='', remove_duplicate=True):
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, m in self._modules.items():
            if m is not None:
                yield from m.named_modules(memo, prefix + ('.' if prefix else '') + name, remove_duplicate)

    def get_submodule(self, target):
        mod = self
        for item in target.split('.') if target != '' else []:
            if not hasattr(mod, item):
                raise AttributeError(f'{mod._get_name()} has no attribute `{item}`')
            mod = getattr(mod, item)
            if not isinstance(mod, Module):
                raise AttributeError(f'`{item}` is not an nn.Module')
        return mod

    def _get_named(self, target, kind, fits):
        path, _, name = target.rpartition('.')
        mod = self.get_submodule(path)
        if not hasattr(mod, name):
            raise AttributeError(f'{mod._get_name()} has no attribute `{name}`')
        found = getattr(mod, name)
        if not fits(mod, name, found):
            raise AttributeError(f'`{name}` is not {kind}')
        return found

    def get_parameter(self, target):
        return self._get_named(target, 'an nn.Parameter', lambda mod, name, found: isinstance(found, Parameter))

    def get_buffer(self, target):
        return self._get_named(target, 'a buffer', lambda mod, name, found: name in mod._buffers)

    # --- changing everything at once ---

    def apply(self, fn):
        for m in self.children():
            m.apply(fn)
        fn(self)
        return self

    def _apply(self, fn):
        for m in self.children():
            m._apply(fn)
        for p in self._parameters.values():
            if p is not None:
                with torch.no_grad():
                    p.data = fn(p.data)
                    if p.grad is not None:
                        g = fn(p.grad.data)
                        p.grad = None
                        p.grad = g
        for k, b in self._buffers.items():
            if b is not None:
                self._buffers[k] = fn(b)
        return self

    def to(self, *args, **kwargs):
        made = torch.empty(0).to(*args, **{k: v for k, v in kwargs.items() if k != 'memory_format'})   # looks at the arguments
        kinds = torch.dtype, Tensor, type, bool, float, complex
        typed = args and isinstance(args[0], kinds) or len(args) > 1 and isinstance(args[1], (torch.dtype, type)) or 'tensor' in kwargs
        dtype = made.dtype if typed or kwargs.get('dtype') is not None else None
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(f'nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}')
        if dtype is not None and dtype.is_complex:
            warnings.warn('Complex modules are a new feature under active development whose design may change, and some modules might not work as '
                          'expected when using complex tensors as parameters or buffers. Please file an issue at '
                          'https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml if a complex module does not work as expected.')
        where = [a for a in args if not isinstance(a, kinds)]
        where = where[0] if where else kwargs.get('device')
        memory_format = kwargs.get('memory_format')

        def convert(t):
            if dtype is not None and (t.is_floating_point() or t.is_complex()):
                t = t.to(dtype)
            if memory_format is not None and t.dim() in (4, 5):
                t = t.to(memory_format=memory_format)
            return t.to(where) if where is not None else t
        return self._apply(convert)

    def type(self, dst_type):
        return self._apply(lambda t: t.type(dst_type))

    def float(self):
        return self._apply(lambda t: t.float() if t.is_floating_point() else t)

    def double(self):
        return self._apply(lambda t: t.double() if t.is_floating_point() else t)

    def half(self):
        return self._apply(lambda t: t.half() if t.is_floating_point() else t)

    def bfloat16(self):
        return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

    def cpu(self):
        return self._apply(lambda t: t.cpu())

    def cuda(self, device=None):
        return self._apply(lambda t: t.cuda(device))

    def ipu(self, device=None):
        return self._apply(lambda t: t.ipu(device))

    def xpu(self, device=None):
        return self._apply(lambda t: t.xpu(device))

    def register_load_state_dict_post_hook(self, hook):
        """hook(module, incompatible_keys) after the module's state has been loaded."""
        return self._add_hook(self._load_state_dict_post_hooks, hook)

    def to_empty(self, *, device):
        return self._apply(lambda t: torch.empty_like(t, device=device))

    def get_extra_state(self):
        raise RuntimeError('Reached a code path in Module.get_extra_state() that should never be called. Please file an issue at '
                           'https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug.')

    def set_extra_state(self, state):
        raise RuntimeError('Reached a code path in Module.set_extra_state() that should never be called. Please file an issue at '
                           'https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug.')

    def share_memory(self):
        return self._apply(lambda t: t.share_memory_())

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError('training mode is expected to be boolean')
        self.training = mode
        for m in self.children():
            m.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for p in self.parameters():
            if requires_grad is None:
                must_be(bool, 'bool', None, 'requires_grad_', 'requires_grad', 1)
            p.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=False):
        for p in self.parameters():
            if p.grad is not None:
                if set_to_none:
                    p.grad = None
                else:
                    p.grad.detach_()
                    p.grad.zero_()

    # --- state ---

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, p in self._parameters.items():
            if p is not None:
                destination[prefix + name] = p if keep_vars else p.detach()
        for name, b in self._buffers.items():
            if b is not None and name not in self._non_persistent_buffers_set:
                destination[prefix + name] = b if keep_vars else b.detach()
        if type(self).get_extra_state is not Module.get_extra_state:
            destination[prefix + _EXTRA_STATE] = self.get_extra_state()

    def state_dict(self, *args, destination=None, prefix='', keep_vars=False):
        if args:
            warnings.warn('Positional args are being deprecated, use kwargs instead. Refer to https://pytorch.org/docs/master/generated/torch.nn.'
                          'Module.html#torch.nn.Module.state_dict for details.')
            destination = args[0] if destination is None else destination
            prefix = args[1] if len(args) > 1 and prefix == '' else prefix
            keep_vars = args[2] if len(args) > 2 and keep_vars is False else keep_vars
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        local_metadata = dict(version=self._version)
        if hasattr(destination, '_metadata'):
            destination._metadata[prefix[:-1]] = local_metadata
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, m in self._modules.items():
            if m is not None:
                m.state_dict(destination=destination, prefix=prefix + name + '.', keep_vars=keep_vars)
        for hook in self._state_dict_hooks.values():
            result = hook(self, destination, prefix, local_metadata)
            if result is not None:
                destination = result
        return destination

    def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing, unexpected, errors):
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, local_metadata, strict, missing, unexpected, errors)
        own = [(n, p) for n, p in self._parameters.items() if p is not None]
        own += [(n, b) for n, b in self._buffers.items() if b is not None and n not in self._non_persistent_buffers_set]
        for name, target in own:
            key = prefix + name
            if key not in state_dict:
                if strict:
                    missing.append(key)
                continue
            value = state_dict[key]
            if not isinstance(value, Tensor):
                errors.append(f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint but received {type(value)}')
                continue
            lazy = is_lazy(target)
            if not lazy and target.dim() == 0 and value.dim() == 1:
                value = value[0]
            if not lazy and value.shape != target.shape:
                errors.append(f'size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, '
                              f'the shape in current model is {target.shape}.')
                continue
            try:
                with torch.no_grad():
                    target.copy_(value)
            except Exception as e:
                errors.append(f'While copying the parameter named "{key}", whose dimensions in the model are {target.size()} and whose '
                              f'dimensions in the checkpoint are {value.size()}, an exception occurred : {e.args}.')
        extra = prefix + _EXTRA_STATE
        if type(self).set_extra_state is not Module.set_extra_state:
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing.append(extra)
        elif strict and extra in state_dict:
            unexpected.append(extra)
        if strict:
            names = {n for n, _ in own} | {_EXTRA_STATE}
            for key in state_dict:
                if key.startswith(prefix):
                    head = key[len(prefix):].split('.', 1)[0]
                    if head not in self._modules and head not in names:
                        unexpected.append(key)

    def load_state_dict(self, state_dict, strict=True):
        if not hasattr(state_dict, 'keys'):
            raise TypeError(f'Expected state_dict to be dict-like, got {type(state_dict)}.')
        missing, unexpected, errors = [], [], []
        state = OrderedDict(state_dict)

        metadata = getattr(state_dict, '_metadata', None) or {}

        def load(module, prefix):
            module._load_from_state_dict(state, prefix, metadata.get(prefix[:-1], {}), True, missing, unexpected, errors)
            for name, child in module._modules.items():
                if child is not None:
                    load(child, prefix + name + '.')
            found = _IncompatibleKeys(missing, unexpected)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, found) is not None:
                    raise AssertionError('Hooks registered with ``register_load_state_dict_post_hook`` are notexpected to return new '
                                         'values, if incompatible_keys need to be modified,it should be done inplace.')
        load(self, '')
        if strict:
            if unexpected:
                errors.insert(0, 'Unexpected key(s) in state_dict: {}. '.format(', '.join(f'"{k}"' for k in unexpected)))
            if missing:
                errors.insert(0, 'Missing key(s) in state_dict: {}. '.format(', '.join(f'"{k}"' for k in missing)))
        if errors:
            raise RuntimeError('Error(s) in loading state_dict for {}:\n\t{}'.format(type(self).__name__, '\n\t'.join(errors)))
        return _IncompatibleKeys(missing, unexpected)

    # --- text ---

    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        return ''

    def __repr__(self):
        extra = self.extra_repr()
        extra_lines = extra.split('\n') if extra else []
        child_lines = [f'({name}): ' + _addindent(repr(m), 2) for name, m in self._modules.items()]
        lines = extra_lines + child_lines
        text = self._get_name() + '('
        if lines:
            if len(extra_lines) == 1 and not child_lines:
                text += extra_lines[0]
            else:
                text += '\n  ' + '\n  '.join(lines) + '\n'
        return text + ')'
