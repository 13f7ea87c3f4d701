"""The lines that tracing tells of in statements over several lines: what is loaded or stored on a line of its own."""
import sys
CASES = r'''
def f():
    return g(1,
             2,
             h(3),
             k=4)
---
def f():
    x = [1,
         2,
         g(3)]
    return (x,
            x)
---
def f():
    with cm(1) as a, \
         cm(2) as b:
        x = 1
    return x
---
def f():
    with (cm(1) as a,
          cm(2) as b,
          ):
        x = 1
    return x
---
def f():
    with cm(1):
        with cm(2):
            return g(
                1)
---
def f():
    for i in range(2):
        with cm(i):
            if i: break
            continue
    return 1
---
def f():
    @deco
    @deco2(
        1)
    def inner(a=g(1),
              b=2):
        return 1
    return inner()
---
def f():
    @deco
    class C(
        Base,
        metaclass=type):
        x = 1
        y = [1,
             2]
        def m(self):
            pass
    return C
---
def f():
    return [x
            for x in range(3)
            if x
            if g(x)]
---
def f():
    return {x:
            y
            for x in range(2)
            for y in
            range(2)}
---
def f():
    return list(x
                for x
                in range(2))
---
def f():
    a = 1
    return (a
            < 2
            < 3
            > g(1))
---
def f():
    a = 5
    if (a
        < 2
        < 3):
        return 1
    elif (a > 2
          and a < 10
          or a):
        return 2
---
def f():
    try:
        return 1
    finally:
        x = 2
---
def f():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            x = i
    return x
---
def f():
    try:
        try:
            raise ValueError(
                1)
        finally:
            y = 1
    except (TypeError,
            ValueError) as e:
        z = 1
    else:
        z = 2
    return z
---
def f():
    try:
        g(1)
    except ValueError:
        pass
    except TypeError:
        pass
    else:
        x = 1
    finally:
        y = 1
---
def f():
    try:
        1 / 0
    except ValueError:
        pass
    except ZeroDivisionError:
        return 5
    finally:
        y = 1
---
def f():
    try:
        raise KeyError
    except ValueError:
        x = 1
    except (
        KeyError
    ):
        pass
---
def f():
    x = (1, 2)
    match x:
        case [1]:
            y = 1
        case [1, 3]:
            y = 2
        case (1,
              2) if g(0) == 3:
            y = 3
        case [a, b] if a:
            y = 4
        case _:
            y = 5
    return y
---
def f():
    match {'a': 1, 'b': [1, 2]}:
        case {'a': 2}:
            pass
        case {'a': 1,
              'b': [x,
                    *y]}:
            z = 1
---
def f():
    match 5:
        case int(
            real=4):
            pass
        case 1 | 2 \
            | 5 as q:
            return q
---
def f():
    while g(0) == 0 \
          or False:
        x = 1
        if x:
            break
    else:
        x = 2
    return x
---
def f():
    i = 0
    while i < 2:
        i += 1
    else:
        i = 7
---
def f():
    i = 0
    while True:
        i += 1
        if i > 2:
            return
        else:
            continue
---
def f():
    while 1:
        if g(1):
            break
---
def f():
    x = {
        'a': 1,
        'b': g(2),
        **{'c': 3},
    }
    y = {1,
         *[2],
         3}
    return f"""{x}
    {g(
    y)}"""
---
def f():
    d = {}
    d[
        g(1)
    ] = g(
        2)
    d[1] += \
        3
    del d[
        1]
    return d
---
def f():
    global GG
    GG = 1
    def inner():
        nonlocal x
        x = 2
    x = 1
    inner()
    return x
---
def f():
    assert g(1), \
        g(2)
    try:
        assert not g(1), (
            "x")
    except AssertionError:
        pass
---
def f():
    raise ValueError(
        1
    ) from TypeError(
        2)
---
def f():
    yield 1
    yield (
        2)
    x = yield \
        3
    try:
        yield from [
            4,
            5]
    finally:
        x = 1
---
def f():
    lam = lambda: (
        1,
        g(2))
    return lam()
---
def f():
    pass
---
def f():
    if 0:
        x = 1
    if 1:
        x = 2
    if __debug__:
        x = 3
    while 0:
        x = 4
    return None
---
def f():
    x = 1
    if x:
        if not x:
            y = 1
    else:
        y = 2
---
def f():
    x = 0
    if x: y = 1
    elif not x: y = 2
    else: y = 3
---
def f():
    for i in range(2):
        for j in range(2):
            if j: continue
            pass
        else:
            continue
    else:
        pass
---
def f():
    for i in range(2):
        if i:
            try:
                g(i)
            except ValueError:
                pass
---
def f():
    try:
        for i in range(2):
            try:
                raise ValueError
            except ValueError:
                continue
            finally:
                g(1)
    finally:
        pass
---
def f():
    try:
        with cm(1):
            raise ValueError(1)
    except ValueError as e:
        pass
---
def f():
    with suppress(ValueError):
        raise ValueError(1)
    return 2
---
def f():
    with suppress(
        ValueError
    ):
        x = 1
        raise ValueError(1)
    x = 2
---
def f():
    import os, \
        sys
    from os import (
        path,
        sep)
    return path
---
def f():
    return g(1) and \
        g(2) and \
        g(0) or \
        g(3)
---
def f():
    x = [1, 2, 3]
    return x[
        g(0):
        g(2):
        None
    ]
---
def f():
    return (1 +
            g(2) +
            g(3) *
            4)
---
def f():
    a = 1; b = 2
    if a: b = 3; c = 4
    return a; b
---
def f():
    try:
        try:
            g(1)
        except* ValueError:
            pass
        try:
            raise ExceptionGroup('a', [ValueError(1), TypeError(2)])
        except* ValueError as e:
            x = 1
        except* TypeError:
            x = 2
        else:
            x = 3
    finally:
        y = 1
---
def f():
    if (y := g(1)) and (
        z := g(2)):
        return y
---
def f():
    for x in (i
              for i in range(2)):
        pass
---
def f():
    n = 3
    while n:
        n -= 1
        if n == 1:
            continue
        x = n
    return x
---
def f():
    n = 3
    while n > 0 and (
            n < 10):
        n -= 1
---
def f():
    try: pass
    finally: pass
    try:
        pass
    except ValueError:
        pass
    with cm(1): pass
    if g(1): pass
    for i in (): pass
    else: x = 1
---
def f():
    try:
        return g(1)
    except ValueError:
        return 2
    finally:
        return 3
---
async def f():
    try:
        await coro(1)
        return 1
    finally:
        await coro(2)
'''
def g(x=0, *a, **k): return x
def h(x): return x
class cm:
    def __init__(self, x): pass
    def __enter__(self): return 1
    def __exit__(self, *a): return None
class suppress(cm):
    def __exit__(self, *a): return True
class acm:
    def __init__(self, x): pass
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): return None
async def coro(x): return x
class aiter_:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return self.n
def deco(f): return f
def deco2(x): return deco
class Base: pass
out = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != '<case>': return None
    out.append(f'{event[0]}{frame.f_lineno}')
    return tracer
for n, case in enumerate(CASES.split('---\n')):
    case = case.strip('\n')
    ns = dict(globals())
    try:
        exec(compile(case, '<case>', 'exec'), ns)
    except SyntaxError as e:
        print(n, 'syntax', e); continue
    out.clear()
    def run():
        r = ns['f']()
        if hasattr(r, '__next__'): list(r)
        if hasattr(r, 'send') and not hasattr(r, '__next__'):
            try:
                while 1: r.send(None)
            except StopIteration: pass
    sys.settrace(tracer)
    try: run()
    except Exception as e: out.append(type(e).__name__)
    finally: sys.settrace(None)
    print(n, ' '.join(out))
