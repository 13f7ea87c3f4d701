# Line events of for loops: the head is told once for each item, whatever the target is.
import sys

log = []


def trace(frame, event, arg):
    if frame.f_code.co_name.startswith('loop'):
        log.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace


def loop_pairs():
    for a, b in [(1, 2), (3, 4)]:
        x = a
    for a, (b, *c) in enumerate([(1, 2), (3, 4)]):
        if a:
            continue
        x = b
    else:
        y = 1


def loop_targets():
    o = loop_pairs
    for o.x in [1, 2]:
        pass
    l = [1]
    for l[0] in [1, 2]: l.append(1)
    for i in range(2): x = i
    for i in ():
        x = i
    for i in iter([1, 2]): pass
    return [a for a, b in [(1, 2), (3, 4)]]


def loop_nested():
    for i in range(2):
        for k, v in {1: 2, 3: 4}.items():
            if k == 3:
                break
    while i:
        i -= 1
    for a, b in zip('ab', 'cd'):
        yield a


for f in loop_pairs, loop_targets, lambda: list(loop_nested()):
    sys.settrace(trace)
    f()
    sys.settrace(None)
    print(log)
    log.clear()
