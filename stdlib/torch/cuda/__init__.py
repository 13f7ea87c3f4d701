"""torch.cuda on a machine without a GPU: nothing is available, and what needs one says so."""
import _not_built
import contextlib
import warnings
from collections import OrderedDict

import torch

has_magma = False
has_half = True
default_generators = ()


def _missing():
    raise AssertionError('Torch not compiled with CUDA enabled')


_lazy_init = init = _missing


class CudaError(RuntimeError):
    pass


class OutOfMemoryError(RuntimeError):
    pass


def is_available():
    return False


def device_count():
    return 0


def is_initialized():
    return False


def _nothing(name, value=None):
    def function(*args, **kwargs):
        return value
    function.__name__ = function.__qualname__ = name
    return function


def _needs_gpu(name):
    def function(*args, **kwargs):
        _missing()
    function.__name__ = function.__qualname__ = name
    return function


def set_device(device):
    """There is none to set but that of a negative index, which leaves all as it is."""
    d = torch.device(device) if isinstance(device, str) else device
    index = d if type(d) is int else d.index if isinstance(d, torch.device) else None
    if index is None:
        raise ValueError(f'Expected a torch.device with a specified index or an integer, but got:{device}')
    if index >= 0:
        _missing()


def manual_seed(seed):
    int(seed)


def manual_seed_all(seed):
    int(seed)


for _name in ('seed', 'seed_all', 'empty_cache', 'reset_peak_memory_stats', 'reset_max_memory_allocated',
              'reset_max_memory_cached', 'reset_accumulated_memory_stats'):
    globals()[_name] = _nothing(_name)
for _name in ('memory_allocated', 'memory_reserved', 'max_memory_allocated', 'max_memory_reserved'):
    globals()[_name] = _nothing(_name, 0)
for _name in ('current_device', 'get_device_name', 'get_device_capability', 'synchronize', 'current_stream', 'default_stream',
              'is_bf16_supported', 'mem_get_info', 'ipc_collect', 'get_rng_state', 'initial_seed', 'current_blas_handle',
              'can_device_access_peer', 'set_rng_state', 'set_stream', 'cudart', 'check_error', 'set_per_process_memory_fraction',
              'memory_snapshot', 'get_sync_debug_mode', 'set_sync_debug_mode', 'caching_allocator_alloc', 'caching_allocator_delete'):
    globals()[_name] = _needs_gpu(_name)


def get_device_properties(device):
    _missing()


def memory_stats(device=None):
    return OrderedDict()


def memory_stats_as_nested_dict(device=None):
    return {}


def memory_summary(device=None, abbreviated=False):
    raise KeyError('allocated_bytes.all.current')


def memory_cached(device=None):
    warnings.warn('torch.cuda.memory_cached has been renamed to torch.cuda.memory_reserved', FutureWarning)
    return 0


def max_memory_cached(device=None):
    warnings.warn('torch.cuda.max_memory_cached has been renamed to torch.cuda.max_memory_reserved', FutureWarning)
    return 0


def get_arch_list():
    return []


def get_gencode_flags():
    return ''


def get_rng_state_all():
    return []


def set_rng_state_all(new_states):
    pass


def is_current_stream_capturing():
    raise RuntimeError('Tried to instantiate dummy base class _cuda_isCurrentStreamCapturing')


def list_gpu_processes(device=None):
    return 'pynvml module not found, please install pynvml'


def utilization(device=None):
    raise ModuleNotFoundError('pynvml module not found, please install pynvml')


memory_usage = utilization


class device:
    """A context manager that chooses a GPU; entering it needs one (index -1 is none)."""

    def __init__(self, device):
        self.idx = -1 if device is None else getattr(device, 'index', device)
        self.prev_idx = -1

    def __enter__(self):
        if self.idx != -1:
            _missing()

    def __exit__(self, *exc):
        return False


class device_of(device):
    def __init__(self, obj):
        super().__init__(-1)


class _Needs:
    def __new__(cls, *args, **kwargs):
        _missing()


class Stream(_Needs):
    pass


class ExternalStream(_Needs):
    pass


class Event(_Needs):
    pass


class CUDAGraph(_Needs):
    pass


class StreamContext:
    def __init__(self, stream):
        self.stream = stream

    def __enter__(self):
        if self.stream is not None:
            _missing()

    def __exit__(self, *exc):
        return False


def stream(stream):
    return StreamContext(stream)


def _dummy_tensor(name):
    class Missing:
        def __new__(cls, *args, **kwargs):
            raise TypeError(f'type torch.cuda.{name} not available. Torch not compiled with CUDA enabled.')
    Missing.__name__ = Missing.__qualname__ = name
    return Missing


for _name in ('Byte', 'Char', 'Short', 'Int', 'Long', 'Half', 'Float', 'Double', 'Bool', 'BFloat16'):
    globals()[_name + 'Tensor'] = _dummy_tensor(_name + 'Tensor')
del _name


__getattr__ = _not_built.of(__name__, {'amp', 'nvtx', 'profiler'})
