# The call event of a module comes before its first line; c_call of methods without their object.
import sys

events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


for src, mode in (('x = 1\ny = 2\n', 'exec'), ('\n\n1 + 2', 'eval'), ('class C:\n    z = 1\n', 'exec'), ('def f():\n    return 1\nf()', 'exec')):
    code = compile(src, 'text', mode)
    sys.settrace(tracer)
    exec(code, {'__name__': 'm'})
    sys.settrace(None)
    print(events)
    events.clear()


def profiler(frame, event, arg):
    events.append((event, frame.f_code.co_name, getattr(arg, '__name__', arg) if event.startswith('c_') else None))


def unbound():
    dict.get()


def unbound_keywords(kw):
    dict.get(**kw)


def bound():
    {}.get()


for f, args in (unbound, ()), (unbound_keywords, ({},)), (bound, ()):
    sys.setprofile(profiler)
    try:
        f(*args)
    except TypeError as e:
        error = e
    sys.setprofile(None)
    print(error, events)
    events.clear()
