"""What a profile has measured: events, their averages and the table that is printed of them."""
import _not_built
from collections import defaultdict
from operator import attrgetter

_ABOVE_ALL = 'aten::'


def _format_time(us):
    if us >= 1e6:
        return f'{us / 1e6:.3f}s'
    if us >= 1e3:
        return f'{us / 1e3:.3f}ms'
    return f'{us:.3f}us'


def _format_time_share(part, whole):
    if whole == 0:
        assert part == 0, f'Expected time_us == 0 but got {part}'
        return 'NaN'
    return f'{part * 100.0 / whole:.2f}%'


class Interval:
    def __init__(self, start, end):
        self.start, self.end = start, end

    def elapsed_us(self):
        return self.end - self.start


class FormattedTimesMixin:
    """Times as text, and averages over the calls."""

    @property
    def cpu_time(self):
        return 0.0 if self.count == 0 else 1.0 * self.cpu_time_total / self.count

    @property
    def cuda_time(self):
        return 0.0 if self.count == 0 else 1.0 * self.cuda_time_total / self.count

    cpu_time_str = property(lambda self: _format_time(self.cpu_time))
    cuda_time_str = property(lambda self: _format_time(self.cuda_time))
    cpu_time_total_str = property(lambda self: _format_time(self.cpu_time_total))
    cuda_time_total_str = property(lambda self: _format_time(self.cuda_time_total))
    self_cpu_time_total_str = property(lambda self: _format_time(self.self_cpu_time_total))
    self_cuda_time_total_str = property(lambda self: _format_time(self.self_cuda_time_total))
    cuda_time_total = self_cuda_time_total = 0
    cpu_memory_usage = self_cpu_memory_usage = cuda_memory_usage = self_cuda_memory_usage = 0


class FunctionEvent(FormattedTimesMixin):
    """One call, or one labelled part."""
    count = 1
    node_id = -1
    is_async = is_legacy = is_remote = False

    def __init__(self, id, name, thread, start_us, end_us, input_shapes=None, user=False):
        self.id, self.name, self.trace_name, self.thread = id, name, name, thread
        self.time_range = Interval(start_us, end_us)
        self.input_shapes = input_shapes if input_shapes is not None else []
        self.is_user_annotation = user
        self.cpu_children, self.cpu_parent, self.kernels, self.stack = [], None, [], []

    @property
    def key(self):
        return self.name

    @property
    def cpu_time_total(self):
        return self.time_range.elapsed_us()

    @property
    def self_cpu_time_total(self):
        return self.cpu_time_total - sum(child.cpu_time_total for child in self.cpu_children)

    def append_cpu_child(self, child):
        self.cpu_children.append(child)
        child.cpu_parent = self

    def __repr__(self):
        return (f'<FunctionEvent id={self.id} name={self.name} device_type=DeviceType.CPU node_id={self.node_id} cpu_time={self.cpu_time_str} '
                f'start_us={self.time_range.start} end_us={self.time_range.end} cpu_children={[child.id for child in self.cpu_children]} '
                f'cuda_time={self.cuda_time_str} name={self.name} thread={self.thread} input_shapes={self.input_shapes} '
                f'cpu_memory_usage={self.cpu_memory_usage} cuda_memory_usage={self.cuda_memory_usage} is_async={self.is_async} '
                f'is_remote={self.is_remote} seq_nr=-1 is_legacy={self.is_legacy}>')


class FunctionEventAvg(FormattedTimesMixin):
    """All calls of one name, or of one name and the same sizes."""

    def __init__(self):
        self.key = None
        self.count = self.node_id = 0
        self.is_async = self.is_remote = self.is_legacy = False
        self.cpu_time_total = self.self_cpu_time_total = 0
        self.input_shapes = self.stack = self.cpu_children = self.cpu_parent = None

    def add(self, other):
        if self.key is None:
            self.key, self.node_id, self.input_shapes = other.key, other.node_id, other.input_shapes
            self.cpu_parent, self.cpu_children, self.stack = other.cpu_parent, other.cpu_children, other.stack
        self.cpu_time_total += other.cpu_time_total
        self.self_cpu_time_total += other.self_cpu_time_total
        self.count += other.count
        return self

    __iadd__ = add

    def __repr__(self):
        return (f'<FunctionEventAvg key={self.key or "None"} self_cpu_time={self.self_cpu_time_total_str} cpu_time={self.cpu_time_str}  '
                f'self_cuda_time={self.self_cuda_time_total_str} cuda_time={self.cuda_time_str} input_shapes={self.input_shapes} '
                f'cpu_memory_usage={self.cpu_memory_usage} cuda_memory_usage={self.cuda_memory_usage}>')


class EventList(list):
    """Events, or averages of them."""

    def __init__(self, *args, use_cuda=False, profile_memory=False, with_flops=False):
        super().__init__(*args)

    def __str__(self):
        return self.table()

    @property
    def self_cpu_time_total(self):
        return sum(event.self_cpu_time_total for event in self)

    def table(self, sort_by=None, row_limit=100, max_src_column_width=75, max_name_column_width=55, max_shapes_column_width=80, header=None,
              top_level_events_only=False):
        return _table(self, sort_by, row_limit, max_name_column_width, max_shapes_column_width, header, top_level_events_only)

    def key_averages(self, group_by_input_shapes=False, group_by_stack_n=0):
        if group_by_stack_n:
            raise NotImplementedError('group_by_stack_n: stacks of calls are not recorded')
        groups = defaultdict(FunctionEventAvg)
        for event in self:
            groups[(event.key, str(event.input_shapes) if group_by_input_shapes else '')].add(event)
        averages = EventList(groups.values())
        for average in averages:
            average.stack = []
            if not group_by_input_shapes:
                average.input_shapes = ''
        return averages

    def total_average(self):
        total = FunctionEventAvg()
        for event in self:
            total += event
            total.key = None
        total.key = 'Total'
        return total

    def export_chrome_trace(self, path):
        """The events as a trace that Chrome shows."""
        import json
        with open(path, 'w') as f:
            json.dump([{'name': e.name, 'ph': 'X', 'ts': e.time_range.start, 'dur': e.time_range.elapsed_us(), 'tid': e.thread,
                        'pid': 'CPU functions', 'args': {}} for e in self], f)

    def export_stacks(self, path, metric):
        raise NotImplementedError('export_stacks: stacks of calls are not recorded')


def _cut(text, width):
    return text[:width - 3] + '...' if len(text) > width > 0 else text


def _table(events, sort_by, row_limit, name_limit, shapes_limit, header, top_level_only):
    if not events:
        return ''
    if sort_by is not None:
        events = EventList(sorted(events, key=attrgetter(sort_by), reverse=True))
    shaped = any(event.input_shapes for event in events)
    name_width = max(len(event.key) for event in events) + 4
    if name_limit is not None:
        name_width = min(name_width, name_limit)
    widths = [name_width] + [12] * 6
    titles = ['Name', 'Self CPU %', 'Self CPU', 'CPU total %', 'CPU total', 'CPU time avg', '# of Calls']
    if shaped:
        longest = max(len(str(event.input_shapes)) for event in events) + 4
        widths.append(longest if shapes_limit is None else min(longest, shapes_limit))
        titles.append('Input Shapes')
    row = '  '.join(f'{{:>{w}}}' for w in widths) + '  '
    rule = '  '.join('-' * w for w in widths) + '  '
    whole = events.self_cpu_time_total
    out = []
    if header is not None:
        out += ['=' * len(rule), header]
    if top_level_only:
        out += ['=' * len(rule), 'This report only display top-level ops statistics']
    out += [rule, row.format(*titles), rule]
    shown = 0
    for event in events:
        if shown == row_limit:
            break
        if top_level_only and event.cpu_parent is not None:
            continue
        shown += 1
        name = event.key
        if name_limit is not None and len(name) >= name_limit - 3:
            name = name[:name_limit - 3] + '...'
        cells = [name, _format_time_share(event.self_cpu_time_total, whole), event.self_cpu_time_total_str,
                 _format_time_share(event.cpu_time_total, whole), event.cpu_time_total_str, event.cpu_time_str, event.count]
        if shaped:
            cells.append(_cut(str(event.input_shapes), widths[-1]))
        out.append(row.format(*cells))
    out += [rule, f'Self CPU time total: {_format_time(whole)}']
    return '\n'.join(out) + '\n'


def events_of(entries, start_ns, record_shapes, thread=1):
    """The events of what was written down, each with those that ran inside of it."""
    events, open_ones = EventList(), []
    for name, begun, ended, shapes in entries:
        if ended is None:       # its end came behind that of the profile
            continue
        user = name.startswith(_LABEL)
        name = name.removeprefix(_LABEL) if user else _ABOVE_ALL + name
        event = FunctionEvent(len(events) + 1, name, thread, (begun - start_ns) // 1000, (ended - start_ns) // 1000,
                              shapes if record_shapes and not user else None, user)
        while open_ones and open_ones[-1][0] <= begun:
            open_ones.pop()
        if open_ones:
            open_ones[-1][1].append_cpu_child(event)
        open_ones.append((ended, event))
        events.append(event)
    return events


_LABEL = '\1'   # in front of the names that are not of functions

__getattr__ = _not_built.of(__name__)
