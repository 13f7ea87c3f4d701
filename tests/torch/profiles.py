# Profiles: which parts are named and counted, the shape of the table, schedules (times are the machine's own).
import re
import warnings

import torch
from torch import nn
from torch.autograd import profiler
from torch.profiler import ProfilerActivity, profile, record_function, schedule

warnings.simplefilter('ignore')


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:100])


x = torch.randn(5, 4)
with profiler.profile() as p:
    with profiler.record_function('outer part'):
        with record_function('inner'):
            torch.exp(x)
        torch.exp(x)
    x.tanh()
    y = x @ x.t()
averages = p.key_averages()
counts = {a.key: a.count for a in averages}
print({k: counts[k] for k in ('outer part', 'inner', 'aten::exp', 'aten::tanh', 'aten::matmul', 'aten::t')})
outer = next(e for e in p.function_events if e.name == 'outer part')
inner = next(e for e in p.function_events if e.name == 'inner')
print(inner.cpu_parent.name, outer.cpu_time_total >= inner.cpu_time_total >= 0, 'aten::exp' in [e.name for e in inner.cpu_children])
print(outer.count, outer.is_async, outer.node_id, outer.time_range.elapsed_us() == outer.cpu_time_total, outer.cpu_parent)
print(p.self_cpu_time_total > 0, p.self_cpu_time_total == sum(e.self_cpu_time_total for e in p.function_events))
table = averages.table(sort_by='cpu_time_total', row_limit=1)
print(re.sub(r'\d+\.\d+%', 'N%', re.sub(r'[\d.]+(us|ms|s)\b', 'T', table)).replace('-', '').split('\n')[1].split())
print(len(table.split('\n')), table.split('\n')[-2].startswith('Self CPU time total: '))
print(re.sub(r'[\d.]+(us|ms)', 'T', repr(next(a for a in averages if a.key == 'inner'))))
print(type(averages).__name__, type(averages[0]).__name__, p.total_average().key, p.total_average().count == len(p.function_events))
tried(lambda: averages.table(sort_by='foo'))
with profiler.profile(record_shapes=True) as p:
    torch.exp(x)
    torch.exp(x[0])
shapes = [(a.key, a.input_shapes, a.count) for a in p.key_averages(group_by_input_shape=True) if a.key == 'aten::exp']
print(shapes)
print([e.input_shapes for e in p.function_events if e.name == 'aten::exp'])


@record_function('decorated')
def f(a):
    return a.sin()


with profile(activities=[ProfilerActivity.CPU]) as prof:
    f(x)
    f(x)
print({k.key: k.count for k in prof.key_averages() if k.key in ('decorated', 'aten::sin')}, f.__name__)
print([e.name for e in prof.events() if e.name == 'decorated'])
f(x)
with profiler.profile(enabled=False) as q:
    print(q)
q = profiler.profile()
print(q, repr(q))
tried(q.key_averages)
tried(lambda: q.self_cpu_time_total)


def twice():
    a = profiler.profile()
    with a:
        pass
    with a:
        pass


def nested():
    with profiler.profile():
        with profiler.profile():
            pass


tried(twice)
tried(nested)
ready = []
with profile(schedule=schedule(wait=1, warmup=1, active=2, repeat=2), on_trace_ready=lambda p: ready.append(
        (p.step_num, [e.name for e in p.events() if 'Profiler' in e.name]))) as pr:
    for i in range(9):
        x.exp()
        pr.step()
print([step for step, names in ready])
for arguments in (dict(wait=1, warmup=1, active=2), dict(wait=0, warmup=1, active=1, repeat=2, skip_first=2)):
    print([str(schedule(**arguments)(i)) for i in range(8)])
tried(lambda: schedule(wait=-1, warmup=1, active=2))
tried(lambda: schedule(wait=0, warmup=0, active=0))
print(ProfilerActivity.CPU, torch.profiler.supported_activities(), list(ProfilerActivity.__members__))
print(record_function('a', 'b').name, record_function('a', 'b').args)
