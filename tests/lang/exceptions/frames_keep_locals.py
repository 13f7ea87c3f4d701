# What the functions that an exception has left keep alive, and what their frames show.
import gc, sys, traceback, weakref


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)

    def __repr__(self):
        return f'D({self.n})'


def f(x):
    d = D(x)
    raise ValueError(x)


def catch(g, *a):
    try:
        g(*a)
    except Exception as e:
        print('caught', type(e).__name__)
    print('left')


catch(f, 'plain')


def nested(x):
    outer = D(x + ' outer')
    f(x)


catch(nested, 'nested')


def changed(x):
    d = D(x + ' own')
    try:
        f(x)
    except ValueError:
        raise KeyError(x)


catch(changed, 'context')


def cause(x):
    d = D(x + ' own')
    try:
        f(x)
    except ValueError as e:
        raise KeyError(x) from e


catch(cause, 'cause')


def none(x):
    d = D(x + ' own')
    try:
        f(x)
    except ValueError:
        raise KeyError(x) from None


catch(none, 'none')


def again(x):
    d = D(x + ' own')
    try:
        f(x)
    except ValueError as e:
        raise


catch(again, 'again')


def same(x):
    d = D(x + ' own')
    try:
        f(x)
    except ValueError as e:
        raise e


catch(same, 'same')


def final(x):
    d = D(x + ' own')
    try:
        f(x)
    finally:
        print('finally')


catch(final, 'finally')


def swallowed(x):
    try:
        f(x)
    finally:
        return 1


print(swallowed('swallowed'))


def gen(x):
    d = D(x)
    yield 1
    raise ValueError


def use(x):
    for i in gen(x):
        pass


catch(use, 'generator')


def thrown(x):
    d = D(x)
    try:
        yield
    finally:
        print('cleanup')


def throw(x):
    g = thrown(x)
    next(g)
    g.throw(KeyError)


catch(throw, 'thrown')


def body(x):
    class C:
        d = D(x)
        f(x + ' in body')


catch(body, 'class body')


class Init:
    def __init__(self, x):
        self.d = D(x)
        raise ValueError


catch(Init, 'init')
catch(lambda x: [f(i) for i in [x]], 'comprehension')
catch(lambda x: list(map(f, [x])), 'map')
catch(lambda x: sorted([1], key=lambda k: f(x)), 'sorted')


class M:
    def __enter__(self):
        return D('entered')

    def __exit__(self, *a):
        print('exit', a[0].__name__)


def managed(x):
    with M() as m:
        f(x)


catch(managed, 'with')


def suppressed(x):
    with M():
        try:
            f(x)
        except KeyError:
            pass


catch(suppressed, 'not matching')


def closure(x):
    d = D(x)

    def inner():
        print(d)
        raise ValueError
    inner()


catch(closure, 'cell')


def kept(x):
    try:
        f(x)
    except ValueError as e:
        return e


e = kept('kept')
print('still there')
print(e.__traceback__.tb_next.tb_frame.f_locals)
e.__traceback__ = None
print('traceback dropped')
e = kept('with_traceback')
e = e.with_traceback(None)
e = kept('cleared')
traceback.clear_frames(e.__traceback__)
print('frames cleared', e.__traceback__.tb_next.tb_frame.f_locals)


def temporary(x):
    return [D(x + ' temporary'), f(x)]


catch(temporary, 'temporaries')


def argument(d):
    raise ValueError


catch(lambda x: argument(D(x)), 'argument')


def rebound(d):
    d = None
    raise ValueError


catch(lambda x: rebound(D(x)), 'rebound')


def deleted(x):
    d = D(x)
    del d
    raise ValueError


catch(deleted, 'deleted')


def recurse(n):
    d = D(n)
    if n == 0:
        raise ValueError
    recurse(n - 1)


catch(recurse, 3)


def look(n):
    a = n
    b = [n]
    if n == 0:
        1 / 0
    look(n - 1)


try:
    look(2)
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
    first = tb.tb_frame
    while tb:
        print(tb.tb_frame.f_locals, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno, tb.tb_frame is tb.tb_frame)
        if tb.tb_next:
            print(tb.tb_next.tb_frame.f_back is tb.tb_frame)
        tb = tb.tb_next
    for line in traceback.TracebackException(type(e), e, e.__traceback__.tb_next, capture_locals=True).format():
        print(line.rstrip() if 'File' not in line else 'entry' + line.split('\n', 1)[1].rstrip())
del tb, first


def referred():
    d = D('weak')
    global r
    r = weakref.ref(d)
    raise ValueError


try:
    referred()
except ValueError:
    print(r() is not None)
print(r())


class Cycle:
    def run(self):
        try:
            self.fail()
        except ValueError as e:
            self.error = e

    def fail(self):
        d = D('in a cycle')
        raise ValueError


c = Cycle()
c.run()
del c
print('collect')
gc.collect()
print('collected')


def unstarted():
    d = D('arguments')
    f(1, 2, 3)


catch(unstarted)


def info():
    try:
        f('exc_info')
    except ValueError:
        t = sys.exc_info()[2]
        print(t.tb_frame is sys._getframe(), t.tb_next.tb_frame.f_locals)
        del t
    print('end of info')


info()


def early(x):
    frame = sys._getframe()
    d = D(x)
    raise ValueError


try:
    early('own frame')
except ValueError as e:
    fr = e.__traceback__.tb_next.tb_frame
    print(fr.f_locals['frame'] is fr, fr.f_locals['d'])
    fr.clear()
    print('cleared')
del fr


def group(x):
    try:
        raise ExceptionGroup('g', [kept(x + ' 1'), kept(x + ' 2')])
    except* ValueError as e:
        print('star', len(e.exceptions))
    print('after star')


group('group')
try:
    next(iter(lambda: f('callable iterator'), None))
except ValueError:
    print('caught')


class It:
    def __iter__(self):
        return self

    def __next__(self):
        d = D('stop')
        raise StopIteration


for x in It():
    pass
else:
    print('else')
print(next(It(), 'default'))


class G:
    def __getattr__(self, name):
        d = D(name)
        raise AttributeError(name)


print(hasattr(G(), 'missing'), getattr(G(), 'other', 'default'))
print('end')
