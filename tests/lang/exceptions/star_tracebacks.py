"""Tracebacks of what except* raises again, wraps and leaves over; exceptions raised again without a traceback."""
import traceback
def g():
    try:
        raise ExceptionGroup('x', [ValueError(1)])
    except* ValueError:
        raise KeyError('new')
def h():
    try: g()
    except Exception as e: raise
def n():
    try: raise ValueError(1)
    except* ValueError as e:
        print(e.__traceback__, repr(e), e.exceptions[0].__traceback__.tb_lineno)
        raise
def m():
    try: raise ValueError(1)
    except* ValueError as e:
        raise e
def q():
    try: raise ValueError(1)
    except* ValueError as e:
        raise KeyError(2) from e
def r():
    try: raise ExceptionGroup('1', [ValueError(1), ExceptionGroup('2', [KeyError(2), TypeError(3)])])
    except* (ValueError, TypeError) as e:
        1/0
    except* KeyError: raise OSError(1)
import sys
for f in g, h, n, m, q, r:
    print(f.__name__)
    try: f()
    except BaseException as e: sys.stderr = sys.stdout; sys.excepthook(type(e), e, e.__traceback__); traceback.print_exc()
def a():
    try: 1/0
    except Exception as e:
        e.__traceback__ = None
        raise
def b():
    try: 1/0
    except Exception as e:
        e.__traceback__ = None
        raise e
def c():
    try:
        try: 1/0
        except ZeroDivisionError as e: e.__traceback__ = None; raise
        finally: pass
    finally: pass
def d():
    raise
def f():
    try: 1/0
    except ValueError: pass
    except ZeroDivisionError as e:
        with open("/dev/null"):
            raise
def g():
    with open("/dev/null"):
        e = ValueError(1)
        raise e
class CM:
    def __enter__(s): pass
    def __exit__(s, t, v, tb): v.__traceback__ = None
def h():
    with CM(): 1/0
def i():
    try:
        with CM(): 1/0
    finally: pass
def j():
    def gen():
        try: yield
        finally: pass
    g = gen(); next(g)
    g.throw(ValueError(3))
def k():
    try: [][1]
    except IndexError as e: e.with_traceback(None)
    raise
def l():
    try: [][1]
    except* IndexError as e:
        e.__traceback__ = None
        raise
for x in a, b, c, d, f, g, h, i, j, k, l:
    try: x()
    except Exception as e:
        tb = e.__traceback__
        while tb:
            print(x.__name__, tb.tb_lineno, tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        traceback.print_exc(file=sys.stdout)
