"""Where frames are that end in code without a line, behind an except* in a finally: nowhere."""
import sys
def f0(a, b=2):
    try:
        yield 1
    finally:
        try:
            yield 5
        except* Exception as b:
            a = 1
def f1(a, b=2):
    try:
        1/0
    finally:
        try:
            2
        except* Exception as b:
            a = 1
def f2(a, b=2):
    try:
        1/0
    finally:
        try:
            [][1]
        except* Exception as b:
            a = 1
def f3(a, b=2):
    try:
        1/0
    finally:
        try:
            [][1]
        except* Exception as b:
            a = 1
        a = 2
def f4(a, b=2):
    try:
        1/0
    finally:
        if a:
          try:
            [][1]
          except* Exception as b:
            a = 1
def f5(a, b=2):
    try:
        1/0
    except Exception as e:
        try:
            [][1]
        except* Exception as b:
            a = 1
        raise
def f6(a, b=2):
    try:
        1/0
    finally:
        try:
            [][1]
        except* Exception as b:
            a = 1
        else: a = 3
def f7(a, b=2):
    try:
        1/0
    finally:
        try:
            [][1]
        except* Exception as b:
            a = 1
        finally: a = 3
def f8(a, b=2):
    try:
        1/0
    finally:
        try:
            [][1]
        except Exception as b:
            a = 1
def run(f):
    try:
        g = f(1)
        next(g); g.throw(ValueError); g.send(1); g.send(1)
    except Exception as e:
        while e:
            t = e.__traceback__
            while t:
                c = t.tb_frame.f_code.co_firstlineno
                l = t.tb_frame.f_lineno
                print(f.__name__, repr(e), t.tb_lineno - c, l and l - c); t = t.tb_next
            e = e.__context__
for f in f0, f1, f2, f3, f4, f5, f6, f7, f8: run(f)


class Dropped:
    def __del__(self):
        print(sys._getframe(1).f_lineno)


def drops(n):
    Dropped()
    (Dropped() if n
     else Dropped())
    n and Dropped()
    while Dropped():
        break


drops(0)
drops(1)
