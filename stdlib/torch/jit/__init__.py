"""TorchScript is not there: what only marks code is harmless, what compiles or loads it says so."""
import _not_built
import contextlib

from _not_built import function as _missing


script, trace, trace_module, save, freeze = (_missing('torch.jit.' + n) for n in ('script', 'trace', 'trace_module', 'save', 'freeze'))
optimize_for_inference, script_if_tracing, fork, wait = (_missing('torch.jit.' + n) for n in ('optimize_for_inference', 'script_if_tracing', 'fork', 'wait'))


def load(f, map_location=None, _extra_files=None):
    """Looks whether f is an archive of TorchScript; the programs in it cannot be run."""
    import os
    from torch.serialization import _Reader
    if type(f) is str or hasattr(f, '__fspath__'):
        if not os.path.exists(f):
            raise ValueError(f'The provided filename {f} does not exist')
        if os.path.isdir(f):
            raise ValueError(f'The provided filename {f} is a directory')
    archive = _Reader(f)
    archive.get_record('constants.pkl')
    raise NotImplementedError('torch.jit.load: the archive holds a program of TorchScript, and neither its compiler nor its interpreter is built '
                              'in Kukri')


load.not_built = True


class ScriptModule:
    not_built = True

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('torch.jit.ScriptModule')


class ScriptFunction(ScriptModule):
    pass


def is_scripting():
    return False


def is_tracing():
    return False


def ignore(drop=False, **kwargs):
    return drop if callable(drop) else lambda f: f


def unused(fn):
    return fn


def export(fn):
    return fn


def interface(obj):
    return obj


def _script_if_tracing(fn):
    return fn


def _overload_method(fn):
    return fn


def annotate(the_type, the_value):
    return the_value


def isinstance(obj, target_type):
    import builtins
    return builtins.isinstance(obj, target_type)


class Final:
    def __class_getitem__(cls, item):
        return item


class Attribute:
    def __init__(self, value, type):
        self.value, self.type = value, type


@contextlib.contextmanager
def optimized_execution(should_optimize):
    yield


def set_fusion_strategy(strategy):
    return []


__getattr__ = _not_built.of(__name__)
