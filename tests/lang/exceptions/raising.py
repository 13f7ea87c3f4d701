# raise forms, chaining, finally, else, re-raise.
def attempt(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


def f1():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('v')


def f2():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('v') from e


def f3():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('v') from None


def f4():
    raise ValueError from KeyError


def f5():
    raise 5


def f6():
    raise int


def f7():
    raise ValueError from 5


def f8():
    try:
        raise KeyError('k')
    except KeyError:
        raise


def f9():
    raise


class BadNew(Exception):
    def __new__(cls):
        return 5


def f10():
    raise BadNew


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10):
    attempt(f)


def order():
    try:
        print('try')
        return 'from try'
    finally:
        print('finally')


def override():
    try:
        raise ValueError
    finally:
        return 'swallowed'


def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            print('body', i)
        except Exception:
            print('never')
        else:
            print('else', i)
        finally:
            print('fin', i)


print(order(), override())
loop()
try:
    try:
        raise ValueError(1)
    except TypeError:
        print('no')
    finally:
        print('inner finally')
except (KeyError, ValueError) as e:
    print('outer', e)
try:
    e
except NameError as x:
    print(x)
try:
    try:
        raise KeyError
    except 5:
        pass
except TypeError as x:
    print(x, repr(x.__context__))
try:
    try:
        raise KeyError
    except (ValueError, 'x'):
        pass
except TypeError as x:
    print(x)


class CM:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print('exit', t and t.__name__, v, tb is not None)
        return self.swallow


with CM(True):
    raise ValueError('swallowed')
try:
    with CM(False) as c:
        raise ValueError('passed')
except ValueError as e:
    print('got', e)
with CM(False), CM(True):
    raise KeyError('k')
try:
    with 5:
        pass
except TypeError as e:
    print(e)


def gen():
    try:
        yield 1
    except ValueError as e:
        print('in gen', e)
        yield 2
    finally:
        print('gen finally')


g = gen()
print(next(g), g.throw(ValueError('thrown')))
g.close()
import sys
try:
    raise ValueError('outer')
except ValueError:
    try:
        raise KeyError('inner')
    except KeyError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())


def deep(n):
    return deep(n + 1)


try:
    deep(0)
except RecursionError as e:
    print(e)
try:
    assert 1 == 2, 'message'
except AssertionError as e:
    print(e, e.args)
try:
    assert False
except AssertionError as e:
    print(e.args)
a = ValueError('a')
b = KeyError('b')
try:
    try:
        raise a
    except ValueError:
        raise b
except KeyError:
    try:
        raise a
    except ValueError as e:
        print(repr(e.__context__), repr(b.__context__))
