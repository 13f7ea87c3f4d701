"""Profiles in steps, by a schedule (torch.autograd.profiler measures)."""
import _not_built
import enum

from _not_built import function as _missing
from torch.autograd import profiler as _profiler
from torch.autograd.profiler import record_function


class ProfilerActivity(enum.Enum):
    CPU = 0
    CUDA = 2

    def __str__(self):
        return f'ProfilerActivity.{self.name}'

    def __repr__(self):
        return f'<ProfilerActivity.{self.name}: {self.value}>'


class ProfilerAction(enum.Enum):
    """What the profiler does in a step."""
    NONE = 0
    WARMUP = 1
    RECORD = 2
    RECORD_AND_SAVE = 3


def supported_activities():
    return {ProfilerActivity.CPU}


def schedule(*, wait, warmup, active, repeat=0, skip_first=0):
    """A function from the number of a step to its action: cycles of waiting, warming up and recording."""
    assert wait >= 0 and warmup >= 0 and active > 0 and repeat >= 0 and skip_first >= 0, 'Invalid profiler schedule arguments'
    if warmup == 0:
        import warnings
        warnings.warn("Profiler won't be using warmup, this can skew profiler results")

    def action(step):
        assert step >= 0
        step -= skip_first
        if step < 0:
            return ProfilerAction.NONE
        cycle, place = divmod(step, wait + warmup + active)
        if repeat > 0 and cycle >= repeat or place < wait:
            return ProfilerAction.NONE
        if place < wait + warmup:
            return ProfilerAction.WARMUP
        return ProfilerAction.RECORD_AND_SAVE if place == wait + warmup + active - 1 else ProfilerAction.RECORD
    return action


def _always(step):
    return ProfilerAction.RECORD


class profile:
    """with profile(...) as p: ...; p.step() at the end of each step where there is a schedule."""

    def __init__(self, *, activities=None, schedule=None, on_trace_ready=None, record_shapes=False, profile_memory=False, with_stack=False,
                 with_flops=False, with_modules=False, experimental_config=None, use_cuda=None):
        self.activities = set(activities) if activities else supported_activities()
        assert self.activities, 'No valid profiler activities found'
        _profiler._not_recorded(profile_memory=profile_memory, with_stack=with_stack, with_flops=with_flops, with_modules=with_modules)
        self.record_shapes, self.on_trace_ready = record_shapes, on_trace_ready
        self.profile_memory = self.with_stack = self.with_flops = self.with_modules = False
        self.schedule = schedule or _always
        self.record_steps = schedule is not None
        self.profiler = None
        self.step_num = 0
        self.current_action = self.schedule(0)
        self.step_rec_fn = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.stop()

    def _recording(self):
        return self.current_action in (ProfilerAction.RECORD, ProfilerAction.RECORD_AND_SAVE)

    def _begin_step(self):
        if self.record_steps:
            self.step_rec_fn = record_function(f'ProfilerStep#{self.step_num}')
            self.step_rec_fn.__enter__()

    def _end_step(self):
        if self.step_rec_fn is not None:
            self.step_rec_fn.__exit__(None, None, None)
            self.step_rec_fn = None

    def start(self):
        if self._recording():
            self.start_trace()
        self._begin_step()

    def stop(self):
        self._end_step()
        if self._recording() and self.profiler is not None:
            self.stop_trace()
            self._ready()

    def step(self):
        """The next step begins."""
        self._end_step()
        before = self.current_action
        self.step_num += 1
        self.current_action = self.schedule(self.step_num)
        was = before in (ProfilerAction.RECORD, ProfilerAction.RECORD_AND_SAVE)
        if was and (before is ProfilerAction.RECORD_AND_SAVE or not self._recording()):
            self.stop_trace()
            self._ready()
        if self._recording() and (not was or before is ProfilerAction.RECORD_AND_SAVE):
            self.start_trace()
        self._begin_step()

    def _ready(self):
        if self.on_trace_ready:
            self.on_trace_ready(self)

    def prepare_trace(self):
        pass

    def start_trace(self):
        self.profiler = _profiler.profile(record_shapes=self.record_shapes)
        self.profiler.__enter__()

    def stop_trace(self):
        assert self.profiler is not None
        self.profiler.__exit__(None, None, None)

    def export_chrome_trace(self, path):
        assert self.profiler
        return self.profiler.export_chrome_trace(path)

    def export_stacks(self, path, metric='self_cpu_time_total'):
        assert self.profiler
        return self.profiler.export_stacks(path, metric)

    def key_averages(self, group_by_input_shape=False, group_by_stack_n=0):
        assert self.profiler
        return self.profiler.key_averages(group_by_input_shape, group_by_stack_n)

    def events(self):
        assert self.profiler
        return self.profiler.function_events

    def add_metadata(self, key, value):
        raise NotImplementedError('torch.profiler.profile.add_metadata')

    def add_metadata_json(self, key, value):
        raise NotImplementedError('torch.profiler.profile.add_metadata_json')


tensorboard_trace_handler = _missing('torch.profiler.tensorboard_trace_handler')


__getattr__ = _not_built.of(__name__)
