# traceback.extract_stack() of a frame that has returned; a limit, also sys.tracebacklimit, keeps the innermost entries.
import sys
import traceback


def f1():
    return sys._getframe()


def f2():
    return f1()


def f3():
    return f2()


def names(**kwargs):
    return [(e.name, e.lineno, e.line) for e in traceback.extract_stack(frame, **kwargs)]


frame = f3()
whole = names()
print(whole)
for limit in (2, 100, -2, 0, 1):
    print(limit, names(limit=limit))
for limit in (2, 0, -1, 1):
    sys.tracebacklimit = limit
    print('sys', limit, names(), names(limit=3) == whole[-3:], len(traceback.format_stack(frame)))
del sys.tracebacklimit
while frame:
    print(frame.f_code.co_name, frame.f_lineno)
    frame = frame.f_back
