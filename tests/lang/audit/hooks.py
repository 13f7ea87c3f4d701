"""sys.addaudithook and sys.audit: who is called with what, who may refuse, and what is traced."""
import re
import sys


def first(event, args):
    if not event.startswith(('import', 'object', 'compile', 'exec', 'os.', 'open')):
        print('first', event, re.sub('0x[0-9a-f]+', '0x', repr(args)))


class Refused(RuntimeError):
    pass


def second(event, args):
    if event == 'sys.addaudithook':
        raise Refused('no')
    if event == 'stop':
        raise ValueError('stop')


def third(event, args):
    print('third', event)


sys.audit('unheard', 1)
print(sys.addaudithook(first))
print(sys.addaudithook(second))
print(sys.addaudithook(third))  # second refuses it in silence
for args in ((), (1,), ('a\0b', 1), ('a\ud800b', 1), ('stop', 1, [2]), ('named',)):
    try:
        print(sys.audit(*args))
    except Exception as e:
        print(type(e).__name__, e)
for args, kwargs in (((), {'event': 'x'}), (('x',), {'y': 1})):
    try:
        sys.audit(*args, **kwargs)
    except TypeError as e:
        print(e)
try:
    sys.addaudithook()
except TypeError as e:
    print(e)


def traced(event, args):
    here = 1
    return here


traced.__cantrace__ = True
seen = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ('traced', 'first', 'second'):
        seen.append((frame.f_code.co_name, event))
    return tracer


second.__code__ = (lambda event, args: None).__code__
sys.addaudithook(traced)
sys.settrace(tracer)
sys.audit('with tracing')
sys.settrace(None)
print(seen)
try:
    1 / 0
except ZeroDivisionError:
    sys.audit('while handling')
    print(sys.exc_info()[0])


class Dies:
    def __del__(self):
        raise KeyError('in a finaliser')


sys.unraisablehook = lambda u: print('unraisable', u.exc_type)
x = Dies()
del x
sys.excepthook = lambda *a: print('excepthook', a[:2])
sys.stdout.flush()
raise KeyError('at the end')
