"""Locals that a tracer has seen once go on changing: each event sees them as they are, and what it writes counts."""
import sys

def numbers(items):
    for x in items:
        y = x * 2
        yield y

def count(n):
    total = 0
    for i in range(n):
        total += i
    return total

def looked_at_call(frame, event, arg):
    if event == 'call':
        seen.append(sorted(frame.f_locals))
    return looked_at_call

def writes(frame, event, arg):
    if event == 'line' and frame.f_code.co_name == 'count' and frame.f_locals.get('i') == 2:
        frame.f_locals['total'] = 100
    return writes

def silent(frame, event, arg):
    return silent

for tracer in silent, looked_at_call, writes:
    seen = []
    sys.settrace(tracer)
    result = (list(numbers('abc')), tuple(x for x in [1, 2, 3] if x), count(4), [x for x in numbers((1, 2))],
              list(numbers(iter([1, 2]))))
    sys.settrace(None)
    print(tracer.__name__, result, seen)

def events(frame, event, arg):
    if frame.f_code is numbers.__code__:
        print(event, frame.f_lineno - numbers.__code__.co_firstlineno, sorted(frame.f_locals.items()), arg)
    return events
sys.settrace(events)
print(*numbers([1, 2]))
sys.settrace(None)
