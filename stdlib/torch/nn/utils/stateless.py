"""Calling a module with other parameters than its own."""
import contextlib

import _not_built


def _places(module, names):
    for full, _ in names.items():
        home, _, name = full.rpartition('.')
        try:
            owner = module.get_submodule(home)
        except AttributeError:
            continue
        yield owner, name, full


@contextlib.contextmanager
def _exchanged(module, tensors):
    kept = []
    try:
        for owner, name, full in _places(module, tensors):
            for table in (owner._parameters, owner._buffers):
                if name in table:
                    kept.append((table, name, table[name]))
                    table[name] = tensors[full]
                    break
        yield
    finally:
        for table, name, old in reversed(kept):
            if name in table and table[name] is not old:
                table[name] = old


def functional_call(module, parameters_and_buffers, args, kwargs=None):
    """module(*args, **kwargs) computed with these parameters and buffers in place of the module's own."""
    args = args if isinstance(args, tuple) else (args,)
    with _exchanged(module, parameters_and_buffers):
        return module(*args, **(kwargs or {}))


__getattr__ = _not_built.of(__name__)
