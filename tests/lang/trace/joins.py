"""What stands behind places where several ways meet: values dropped, ends of handlers, the return; and where a frame is
that an exception has left by a handler that only tidied up."""
import sys
def f1(x=1):
    try:
        fail(1)
    except Exception as e:
        c = 1
        if a:
            fail() if 4 == x else 0
    else:
        c = locals()
def f2(x=1):
        if a:
            fail() if 4 == 2 else 0
def f3(x=1):
    fail() if x == 2 else 0
def f4(x=1):
    try:
        fail(1)
    except Exception as e:
        fail() if 4 == x else 0
def f5(x=1):
    for i in range(1):
        fail() if 4 == x else 0
    fail() if 4 == x else 0
def f6(x=1):
    if a: pass
    else: fail() if 4 == x else 0
def f7(x=1):
    try:
        if a:
            1 if 4 == x else 0
    finally:
        if a:
            1 if 4 == x else 0
def f8(x=1):
    with open('/dev/null'):
        if a:
            1 if 4 == x else 0
def f9(x=1):
    try:
        1/0
    except* ZeroDivisionError as e:
        if a:
            1 if 4 == x else 0
def f10(x=1):
    if x:
        try: fail(1)
        except Exception as e:
            (x
             or
             a
            )
def f11(x=1):
    for i in range(2):
        a and (x if 4 == x else
         0)
    else:
        a and (x if 4 == x else
         0)


def f12(x=1):
    try:
        1 / 0
    finally:
        try:
            1 / (x - 4)
        finally:
            x - fail(
                4) if a else 0
            a = 3


def f13(x=1):
    try:
        try:
            None.missing
        finally:
            try:
                [][x]
            finally:
                1 / (x - 2)
                a = x
    except LookupError as e:
        a = 5
    except AttributeError as e:
        return 1


def f14(x=1):
    class K:
        try:
            1 / x
        finally:
            try:
                [][1]
            finally:
                1 / (x - 2)
                a = x


def f15(x=1):
    if x:
        a and (x if 4 == x else
               0)


a = 1


def tr(f, e, arg):
    if f.f_code.co_name[0] in 'fK':
        print(e[0], f.f_lineno - f.f_code.co_firstlineno, end=' ')
        return tr


for f in f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15:
    for a in 0, 1:
        for n in 2, 4, 0:
            print('\n', f.__name__, a, n, end=': ')
            sys.settrace(tr)
            try:
                f(n)
            except Exception as e:
                sys.settrace(None)
                print(type(e).__name__, e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno, end=' ')
            sys.settrace(None)
