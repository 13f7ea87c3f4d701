"""f_back of frames that an exception has left, where the exception became the context of another."""
import sys


def fail(n):
    local = n
    raise (ValueError if n < 4 else LookupError)(n)


def inner():
    try:
        fail(3)
    finally:
        fail(4)


def outer():
    try:
        inner()
    except LookupError as e:
        try:
            try:
                raise KeyError(0)
            except Exception as e:
                fail(4)
            finally:
                fail(5)
        except LookupError as e:
            return e


def names(f):
    while f:
        yield f.f_code.co_name
        f = f.f_back


e = outer()
while e:
    t = e.__traceback__
    while t:
        print(repr(e), t.tb_lineno, *names(t.tb_frame))
        t = t.tb_next
    e = e.__context__
