"""Calling a module with other parameters than its own."""
import contextlib

import _not_built


def _each_owner(module, tensors, change):
    """change(owner, name, full name) for each of the tensors."""
    for full, _ in tensors.items():
        owner = module
        *homes, name = full.split('.')
        for home in homes:
            owner = getattr(owner, home)
        change(owner, name, full)


def _replacer(cls, places, tensors):
    """A subclass whose instances have the tensors where `places` has their attributes' names."""
    def __getattribute__(self, name):
        return tensors[places[name]] if name in places else cls.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name in places:
            tensors[places[name]] = value
        else:
            cls.__setattr__(self, name, value)
    return type('StatelessReplacer' + cls.__name__, (cls,), {'__getattribute__': __getattribute__, '__setattr__': __setattr__})


@contextlib.contextmanager
def _exchanged(module, tensors):
    def take(owner, name, full):
        if not hasattr(owner, '_attr_to_path'):
            owner._attr_to_path = places = {}
            owner._orig_class = owner.__class__
            owner.__class__ = _replacer(owner.__class__, places, tensors)
        owner._attr_to_path[name] = full

    def give_back(owner, name, full):
        if hasattr(owner, '_attr_to_path'):
            owner.__class__ = owner._orig_class
            del owner._orig_class, owner._attr_to_path
    _each_owner(module, tensors, take)
    try:
        yield
    finally:
        _each_owner(module, tensors, give_back)


def functional_call(module, parameters_and_buffers, args, kwargs=None):
    """module(*args, **kwargs) computed with these parameters and buffers in place of the module's own."""
    args = args if isinstance(args, tuple) else (args,)
    kwargs = {} if kwargs is None else kwargs
    with _exchanged(module, parameters_and_buffers):
        return module(*args, **kwargs)


__getattr__ = _not_built.of(__name__)
