# Lines and returns that a trace function hears of where managers and clauses pass exceptions on.
import sys
def run(f):
    ev = []
    base = f.__code__.co_firstlineno
    def tr(fr, e, a):
        if fr.f_code is not f.__code__: return None
        ev.append((e[0], fr.f_lineno - base)); return tr
    sys.settrace(tr)
    try: f()
    except BaseException as e: x = type(e).__name__
    else: x = ''
    finally: sys.settrace(None)
    print(f.__name__, ev, x)
class CM:
    def __init__(s, sup): s.sup = sup
    def __enter__(s): return s
    def __exit__(s, *a): return s.sup
def w1():
    with CM(False):
        x = 1
        raise ValueError
    y = 2
def w2():
    with CM(True):
        x = 1
        raise ValueError
    y = 2
def w3():
    try:
        with CM(False):
            x = 1
            raise ValueError
        y = 2
    except ValueError:
        z = 1
    return 1
def w4():
    with CM(False), CM(False):
        x = 1
        raise ValueError
    y = 2
def w5():
    with CM(False) as a, \
         CM(True) as b:
        x = 1
        raise ValueError
    y = 2
def w6():
    try:
        with CM(False):
            with CM(False):
                x = 1
                raise ValueError
            y = 2
    finally:
        z = 2
def w7():
    for i in range(2):
        with CM(True):
            if i:
                1/0
            continue
        y = 3
def e1():
    try:
        raise ExceptionGroup('', [ValueError()])
    except* ValueError:
        x = 1
    y = 2
def e2():
    try:
        raise ExceptionGroup('', [ValueError(), TypeError()])
    except* ValueError as e:
        x = 1
    except* TypeError:
        x = 2
    y = 2
def e3():
    try:
        raise ExceptionGroup('', [ValueError(), TypeError()])
    except* ValueError as e:
        x = 1
        x = 2
def e4():
    try:
        x = 1
    except* ValueError as e:
        x = 1
    else:
        y = 1
    finally:
        z = 1
def e5():
    try:
        raise ExceptionGroup('', [ValueError()])
    except* ValueError as e:
        x = 1
        raise KeyError
    y = 2
def c1(v=1):
    match v:
        case 1:
            with CM(False):
                x = 1
        case 2:
            x = 2
    y = 1
def c2(v=1):
    match v:
        case 1:
            try:
                x = 1
            finally:
                y = 1
        case 2:
            x = 2
    y = 1
def c3(v=1):
    match v:
        case 1:
            try:
                x = 1
            except ValueError:
                y = 1
        case _:
            x = 2
    y = 1
def c4(v=1):
    match v:
        case 1:
            try:
                1/0
            except ZeroDivisionError:
                y = 1
        case _:
            x = 2
    y = 1
def c5(v=1):
    match v:
        case 1:
            try:
                1/0
            except ZeroDivisionError as e:
                y = 1
            else:
                y = 3
            finally:
                z = 3
        case _:
            x = 2
def c6(v=1):
    for i in range(2):
        match i:
            case 1:
                with CM(True):
                    1/0
            case 0:
                while v:
                    v = 0
def t1():
    try:
        1/0
    except ValueError:
        x = 1
    except KeyError as e:
        x = 2
    y = 1
def t2():
    try:
        try:
            1/0
        finally:
            y = 1
    except ZeroDivisionError:
        z = 1
def t3():
    try:
        1/0
    except ZeroDivisionError as e:
        raise
    z = 3
def t4():
    for i in range(2):
        try:
            if i: raise KeyError
        except KeyError:
            pass
        finally:
            q = 1
def i1(v=1):
    if v:
        with CM(False):
            x = 1
    else:
        x = 2
    y = 1
def i2(v=1):
    if v:
        try:
            x = 1
        except* ValueError:
            x = 2
    else:
        x = 2
def t5():
    try:
        with CM(False) as q:
            1/0
    except ZeroDivisionError as e:
        x = 1
    else:
        x = 2
for f in (w1,w2,w3,w4,w5,w6,w7,e1,e2,e3,e4,e5,c1,c2,c3,c4,c5,c6,t1,t2,t3,t4,t5,i1,i2): run(f)
