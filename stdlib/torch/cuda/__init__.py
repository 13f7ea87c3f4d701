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


def set_device(device):
    """There is none to set but that of a negative index, which leaves all as it is."""
    d = torch.device(device) if isinstance(device, str) else device
    if isinstance(d, torch.device) and d.type != 'cuda':
        raise ValueError(f'Expected a cuda device, but got: {device}')
    index = int(d) if isinstance(d, int) else d.index if isinstance(d, torch.device) else None
    if index is None:
        raise ValueError(f'Expected a torch.device with a specified index or an integer, but got:{device}')
    if index >= 0:
        torch._C._cuda_setDevice(index)     # which only builds with CUDA have


def manual_seed(seed):
    int(seed)


def manual_seed_all(seed):
    int(seed)


def seed():
    pass


def seed_all():
    pass


def empty_cache():
    pass


def reset_peak_memory_stats(device=None):
    pass


def reset_max_memory_allocated(device=None):
    pass


def reset_max_memory_cached(device=None):
    pass


def reset_accumulated_memory_stats(device=None):
    pass


def memory_allocated(device=None):
    return 0


def memory_reserved(device=None):
    return 0


def max_memory_allocated(device=None):
    return 0


def max_memory_reserved(device=None):
    return 0


def current_device():
    _missing()


def get_device_name(device=None):
    _missing()


def get_device_capability(device=None):
    _missing()


def synchronize(device=None):
    _missing()


def current_stream(device=None):
    _missing()


def default_stream(device=None):
    _missing()


def is_bf16_supported():
    _missing()


def mem_get_info(device=None):
    _missing()


def ipc_collect():
    _missing()


def get_rng_state(device='cuda'):
    _missing()


def initial_seed():
    _missing()


def current_blas_handle():
    _missing()


def can_device_access_peer(device, peer_device):
    _missing()


def set_rng_state(new_state, device='cuda'):
    _missing()


def set_stream(stream):
    _missing()


def cudart():
    _missing()


def check_error(res):
    _missing()


def set_per_process_memory_fraction(fraction, device=None):
    _missing()


def memory_snapshot():
    _missing()


def get_sync_debug_mode():
    _missing()


def set_sync_debug_mode(debug_mode):
    _missing()


def caching_allocator_alloc(size, device=None, stream=None):
    _missing()


def caching_allocator_delete(mem_ptr):
    _missing()


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
        device = torch.device(device) if isinstance(device, str) else device
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


class Stream:
    def __new__(cls, device=None, priority=0, **kwargs):
        return super().__new__(cls, device=device, priority=priority, **kwargs)     # which object does not take


class ExternalStream(_Needs):
    pass


class Event:
    def __new__(cls, enable_timing=False, blocking=False, interprocess=False):
        return super().__new__(cls, enable_timing=enable_timing, blocking=blocking, interprocess=interprocess)


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
