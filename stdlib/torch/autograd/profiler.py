"""Measures what the functions of torch, and parts of a script with a label, take.

Recorded are the native functions and operators that a script or torch itself calls; what one of them, or a backward pass, is made of
inside is not, nor memory, stacks or floating-point operations."""
import _not_built
import functools
import time

from torch import _C
from torch.autograd.profiler_util import EventList, FunctionEvent, FunctionEventAvg, FormattedTimesMixin, Interval, _LABEL, events_of

_running = []


class record_function:
    """A label for what runs under it: a context, or in front of a function."""

    def __init__(self, name, args=None):
        self.name, self.args = name, args
        self.run_callbacks_on_exit = True
        self._place = -1

    def __enter__(self):
        if not isinstance(self.name, str):
            raise RuntimeError("profiler::_record_function_enter() Expected a value of type 'str' for argument 'name' but instead found type "
                               f"'{type(self.name).__name__}'.")
        self._place = _C._profiler_begin(_LABEL + self.name) if _running else -1
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if self._place >= 0:
            _C._profiler_end(self._place)

    def __call__(self, f):
        @functools.wraps(f)
        def wrapped(*args, **kwargs):
            with record_function(self.name, self.args):
                return f(*args, **kwargs)
        return wrapped


def _not_recorded(**wanted):
    for name, given in wanted.items():
        if given:
            raise NotImplementedError(f'{name}=True of profiles')


class profile:
    """with profile() as p: ... ; then p.key_averages().table() and its like."""

    def __init__(self, enabled=True, *, use_cuda=False, record_shapes=False, with_flops=False, profile_memory=False, with_stack=False,
                 with_modules=False, use_kineto=False, use_cpu=True, experimental_config=None):
        self.enabled, self.use_cuda, self.record_shapes = enabled, use_cuda, record_shapes
        self.with_flops, self.profile_memory, self.with_stack, self.with_modules = with_flops, profile_memory, with_stack, with_modules
        self.use_cpu, self.experimental_config = use_cpu, experimental_config
        self.entered = False
        self.function_events = None
        if enabled:
            _not_recorded(with_flops=with_flops, profile_memory=profile_memory, with_stack=with_stack, with_modules=with_modules)
        if enabled and use_cuda:
            import warnings
            warnings.warn('CUDA is not available, disabling CUDA profiling')
            self.use_cuda = False

    def __enter__(self):
        if not self.enabled:
            return None
        if self.entered:
            raise RuntimeError('Profiler context manager is not reentrant')
        self._prepare_trace()
        self._start_trace()
        return self

    def _prepare_trace(self):
        self.entered = True

    def _start_trace(self):
        self.entered = True
        if _running:
            raise RuntimeError('Profiler is already enabled on this thread.')
        _running.append(self)
        self._entries = []
        self._start = time.monotonic_ns()
        _C._profiler_record(self._entries)

    def __exit__(self, exc_type, exc_value, traceback):
        if not self.enabled:
            return None
        _C._profiler_record(None)
        if self in _running:
            _running.remove(self)
        self.function_events = events_of(self._entries, self._start, self.record_shapes)
        self._entries = None
        return False

    def _finished(self):
        if self.function_events is None:
            raise RuntimeError("Profiler didn't finish running")

    def __repr__(self):
        return '<unfinished torch.autograd.profile>' if self.function_events is None else repr(self.function_events)

    def __str__(self):
        return '<unfinished torch.autograd.profile>' if self.function_events is None else str(self.function_events)

    def table(self, sort_by=None, row_limit=100, max_src_column_width=75, max_name_column_width=55, max_shapes_column_width=80, header=None,
              top_level_events_only=False):
        self._finished()
        return self.function_events.table(sort_by, row_limit, max_src_column_width, max_name_column_width, max_shapes_column_width, header,
                                          top_level_events_only)

    def key_averages(self, group_by_input_shape=False, group_by_stack_n=0):
        self._finished()
        return self.function_events.key_averages(group_by_input_shape, group_by_stack_n)

    def total_average(self):
        self._finished()
        return self.function_events.total_average()

    def export_chrome_trace(self, path):
        self._finished()
        return self.function_events.export_chrome_trace(path)

    def export_stacks(self, path, metric='self_cpu_time_total'):
        self._finished()
        return self.function_events.export_stacks(path, metric)

    @property
    def self_cpu_time_total(self):
        self._finished()
        return self.function_events.self_cpu_time_total


class _Emit:
    def __init__(self, enabled=True, record_shapes=False):
        self.enabled = enabled

    def __enter__(self):
        if not self.enabled:
            return None
        raise NotImplementedError(f'torch.autograd.profiler.{type(self).__name__}')

    def __exit__(self, exc_type, exc_value, traceback):
        return False


class emit_itt(_Emit):
    not_built = True


class emit_nvtx(_Emit):
    not_built = True

    def __enter__(self):
        if self.enabled:
            raise AssertionError('Torch not compiled with CUDA enabled')


__getattr__ = _not_built.of(__name__)
