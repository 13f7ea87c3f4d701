# The frame of a function that caught an exception shows its locals as they were at the end, for as long as
# somebody has the exception, its traceback or a frame that was called from there.
import asyncio
import sys
def show(t, *a):
    d = t.f_locals
    print(*a, t.f_code.co_name, {k: (v if isinstance(v,(int,str,list,type(None))) else type(v).__name__) for k,v in sorted(d.items())})
def inner():
    z = 9
    1/0
def f():
    x = 1
    try: inner()
    except ZeroDivisionError as e:
        y = 2
        r = e.__traceback__
    w = 4
    return r
t = f(); show(t.tb_frame, 1); show(t.tb_next.tb_frame, 1); print(t.tb_next.tb_frame.f_back is t.tb_frame)
def f2():
    x = 1
    try: inner()
    except ZeroDivisionError as e:
        return e.__traceback__
t = f2(); show(t.tb_frame, 2)
def f3(keep):
    x = 1
    try: inner()
    except ZeroDivisionError as e:
        keep.append(e)
    x = 2
k=[]; f3(k); show(k[0].__traceback__.tb_frame, 3)
f3(k); 
t2 = k[1].__traceback__.tb_frame
print(t2 is k[0].__traceback__.tb_frame)
def f4():
    x = 1
    class C:
        y = 2
        try: inner()
        except Exception as e: err = e
    return C.err
e = f4(); show(e.__traceback__.tb_frame, 4); show(e.__traceback__.tb_next.tb_frame,4)
class Keep:
    def __enter__(self): return self
    def __exit__(self, *a):
        self.a = a
        return True
def f5():
    x = 5
    with Keep() as k:
        q = 1
        inner()
    z = 3
    return k
k = f5(); show(k.a[2].tb_frame, 5)
def g():
    x = 1
    try: inner()
    except Exception as e:
        yield e.__traceback__
    yield 2
it = g(); t = next(it); show(t.tb_frame, 6); print(t.tb_frame is it.gi_frame); next(it); show(t.tb_frame, 6); list(it); show(t.tb_frame, 6)
def g7():
    x = 1
    try: inner()
    except Exception as e:
        tb = e.__traceback__
    yield tb
    x = 2
it = g7(); t = next(it); show(t.tb_frame, 7); print(t.tb_frame is it.gi_frame); list(it); show(t.tb_frame, 7)
def f8():
    x = 1
    try:
        try: inner()
        except ZeroDivisionError as e: raise KeyError(x)
    except KeyError as e: 
        return e
e = f8(); show(e.__traceback__.tb_frame, 8); show(e.__context__.__traceback__.tb_frame, 8); print(e.__context__.__traceback__.tb_frame is e.__traceback__.tb_frame)
def f9():
    x = 1
    while True:
        try: inner()
        except Exception as e: 
            k.append(e); break
        finally: x += 1
    return 1
k=[]; f9(); show(k[0].__traceback__.tb_frame, 9)
def f10():
    x = 1
    try: inner()
    finally: return sys.exc_info()[2]
show(f10().tb_frame, 10)
def f11():
    a = 1
    fr = sys._getframe()
    return fr
fr = f11(); show(fr, 11); fr.clear(); show(fr, 11)
def f12(n):
    a = n
    if n: return f12(n-1)
    return sys._getframe(1)
fr = f12(3); show(fr,12); show(fr.f_back, 12); print(fr.f_back.f_back.f_locals)
def g13():
    a = 1
    yield sys._getframe()
    a = 2
    yield
it = g13(); fr = next(it); show(fr, 13); next(it); show(fr,13); it.close(); show(fr, 13)
it = g13(); fr = next(it); del it; show(fr, 13)
it = g13(); fr = it.gi_frame; show(fr,13); fr.clear(); show(fr,13); print(list(it))
async def c14():
    x = 1
    try: inner()
    except Exception as e: 
        await asyncio.sleep(0)
        return e
e = asyncio.run(c14()); show(e.__traceback__.tb_frame, 14)
async def c15():
    x = 1
    try: await c16()
    except Exception as e: r = e
    return r
async def c16():
    y = 2
    await asyncio.sleep(0)
    inner()
e = asyncio.run(c15()); show(e.__traceback__.tb_frame, 15);show(e.__traceback__.tb_next.tb_frame, 15)
def f17():
    x = 1
    def h(): return x
    try: inner()
    except* ZeroDivisionError as e:
        r = e
    x = 2
    return r
e = f17(); print(e, e.__traceback__); show(e.exceptions[0].__traceback__.tb_frame, 17)
def f18():
    try: int('a')
    except ValueError as e: t = e.__traceback__
    del e
def f19():
    try: f18()
    except UnboundLocalError as e: return e
show(f19().__traceback__.tb_next.tb_frame, 18)


# a frame reached from the one that it called
def f20():
    x = 20
    try:
        inner()
    except ZeroDivisionError as e:
        fr = e.__traceback__.tb_next.tb_frame
    return fr


fr = f20()
show(fr.f_back, 20)


# what nobody has goes at once
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone', self.name)


def f21():
    a = Loud('a')
    try:
        inner()
    except ZeroDivisionError:
        pass
    print('end')


def f22():
    b = Loud('b')
    try:
        inner()
    except ZeroDivisionError as e:
        return e.with_traceback(None)


def f23():
    c = Loud('c')
    try:
        inner()
    except ZeroDivisionError as e:
        return e


f21()
e = f22()
print('kept')
e = f23()
print('still there')
e.__traceback__.tb_frame.clear()
print('cleared')
show(e.__traceback__.tb_frame, 23)
del e
