"""What no except* takes leaves its frame from code without a line."""
import sys, traceback
def a():
    try:
        raise ExceptionGroup("e", [ValueError(1)])
    except* TypeError:
        pass
def k():
    try:
        raise ExceptionGroup("e", [ValueError(1), TypeError(2)])
    except* TypeError as e:
        pass
def k2():
    try:
        raise ExceptionGroup("e", [ValueError(1), TypeError(2)])
    except* TypeError as e:
        raise OSError(3)
    except* ValueError:
        x = 1
def a3():
    try:
        raise ExceptionGroup("e", [ValueError(1)])
    except* TypeError:
        pass
    finally:
        z = 2
def a4():
    try:
        raise ExceptionGroup("e", [ValueError(1)])
    except* TypeError:
        pass
    except* OSError:
        pass
    else:
        y = 1
def tr(f, ev, arg):
    if f.f_code.co_filename == __file__: print(f.f_code.co_name, ev, f.f_lineno, type(arg).__name__)
    return tr
for f in a, k, k2, a3, a4:
    sys.settrace(tr)
    try: f()
    except BaseException as e:
        sys.settrace(None)
        t = e.__traceback__.tb_next
        if t: print(t.tb_lineno, t.tb_frame.f_lineno, t.tb_next)
    sys.settrace(None)
