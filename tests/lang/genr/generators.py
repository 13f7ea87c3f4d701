# Generators: send, throw, close, return values, delegation, StopIteration leaks.
def g():
    x = yield 1
    print('got', x)
    try:
        y = yield 2
    except ValueError as e:
        print('thrown', e)
        y = 'exc'
    print('y', y)
    return 'done'
it = g()
print(next(it), it.send('a'), end=' ')
try: it.throw(ValueError('v'))
except StopIteration as e: print(e.value)
try: next(it)
except StopIteration as e: print(repr(e.value))
def sub():
    r = []
    while True:
        v = yield len(r)
        if v is None: return r
        r.append(v)
def deleg():
    res = yield from sub()
    print('res', res)
    yield 'end'
it = deleg(); print(next(it), it.send('p'), it.send('q'), it.send(None))
def inner():
    try: yield 1
    except KeyError: yield 'handled'
    finally: print('cleanup')
def outer(): yield from inner()
it = outer(); print(next(it), it.throw(KeyError)); it.close()
def ignore():
    try: yield
    except GeneratorExit: yield 'bad'
it = ignore(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def leak():
    yield 1
    raise StopIteration('x')
it = leak(); next(it)
try: next(it)
except RuntimeError as e: print(e, repr(e.__cause__))
it = g()
try: it.send(1)
except TypeError as e: print(e)
def self_run():
    next(me)
    yield
me = self_run()
try: next(me)
except ValueError as e: print(e)
print(list(x * y for x in range(3) for y in range(x) if x != y))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 12)))
def tree(t):
    if isinstance(t, list):
        for s in t: yield from tree(s)
    else: yield t
print(list(tree([1, [2, [3, 4], 5], [[6]]])))
def empty():
    return
    yield
print(list(empty()), sum(i for i in range(10)), max((len(w) for w in ('a', 'bbb')), default=0))
def yf_list(): return (yield from [1, 2])
print(list(yf_list()))
def expr():
    r = (yield 1) + (yield 2)
    yield r
it = expr(); next(it); it.send(10); print(it.send(20))
lam = lambda: (yield 5)
print(list(lam()))
def with_state():
    try: raise KeyError('outer')
    except KeyError:
        import sys
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
it = with_state(); print(next(it))
try: raise ValueError
except ValueError:
    import sys
    print(next(it), sys.exc_info()[0].__name__)
def locs(a, *b, c=3, **d):
    e = a
    yield e, b, c, d
print(next(locs(1, 2, z=4)))
def throw_unstarted(): yield 1
it = throw_unstarted()
try: it.throw(IndexError('u'))
except IndexError as e: print(e)
print(list(it))
gen = (i for i in [1, 2, 3]); print(next(gen), gen.gi_frame is not None, gen.__name__, gen.__qualname__)
def ret_in_finally():
    try: yield 1
    finally: return 'r'
it = ret_in_finally(); next(it)
try: it.throw(ValueError)
except StopIteration as e: print(e.value)
def args_eval():
    print('started'); yield
x = args_eval(); print('not yet'); next(x)
