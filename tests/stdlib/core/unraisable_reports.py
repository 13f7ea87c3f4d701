# sys.unraisablehook: its argument, its default, hooks that fail; threading.excepthook and its argument.
import io, re, sys, threading


class D:
    def __del__(self):
        raise ValueError('in del')

    def __repr__(self):
        return 'D'


def shown(f, *args):
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        f(*args)
        text = sys.stderr.getvalue()
    except Exception as e:
        text = f'raised {e!r}\n'
    finally:
        sys.stderr = old
    text = re.sub(r'.*threading.py".*\n.*\n|.*frozen threading.*\n', '', text)
    print(re.sub('0x[0-9a-f]+', '0x', re.sub('".*unraisable_reports.py"', 'this', text)))


shown(D)
kept = []
sys.unraisablehook = lambda a: kept.append((type(a), a.exc_type, str(a.exc_value), a.exc_traceback is None, a.err_msg,
                                            len(a)))
D()
print(kept)
Args = kept[0][0]


def bad(a):
    raise IndexError('hook fails')


sys.unraisablehook = bad
shown(D)
sys.unraisablehook = None
shown(D)
sys.unraisablehook = sys.__unraisablehook__
v = ValueError('v')
v.__cause__ = KeyError('cause')
v.add_note('note')
for args in ((ValueError, v, None, None, None), (ValueError, v, None, 'My message', None),
             (ValueError, v, None, 'My message', [1]), (ValueError, None, None, None, [1]), (ValueError, v, None, 5, int)):
    print(args[3:])
    shown(sys.unraisablehook, Args(args))
for f in (lambda: sys.unraisablehook(3), lambda: Args((1,)), lambda: threading.excepthook(3),
          lambda: threading.ExceptHookArgs((1, 2))):
    try:
        f()
    except TypeError as e:
        print(e)


class NoText(Exception):
    def __str__(self):
        raise ValueError


class E:
    def __del__(self):
        raise NoText


class F:
    def __repr__(self):
        raise RuntimeError

    def __del__(self):
        raise type('Q', (Exception,), {'__module__': 'qq', '__qualname__': 'Z.Q'})('x')


shown(E)
shown(F)


class Broken:
    def write(self, text):
        raise OSError('no')

    def flush(self):
        pass


old = sys.stderr
for stream in Broken(), None:
    sys.stderr = stream
    D()
    sys.stderr = old


def run(exc):
    def g():
        raise exc
    t = threading.Thread(target=g, name='T')
    t.start()
    t.join()


shown(run, ValueError('in thread'))
shown(run, SystemExit(3))
threading.excepthook = lambda a: print('hook', type(a), a.exc_type, a.exc_value, a.thread.name, len(a))
run(KeyError(1))
threading.excepthook = bad
shown(run, KeyError(2))
threading.excepthook = threading.__excepthook__
shown(threading.excepthook, threading.ExceptHookArgs((ValueError, ValueError(1), None, threading.main_thread())))
print(threading.ExceptHookArgs((1, 2, 3, 4)))
shown(sys.excepthook, None, None, None)
shown(sys.excepthook, ValueError, 'x', None)
