import sys
def f(x):
    y = 2
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_globals is globals(), fr.f_back.f_code.co_name, fr.f_builtins is __builtins__.__dict__
print(f(1))
def g():
    try: 1 / 0
    except ZeroDivisionError as e: return e.__traceback__
tb = g(); print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next, tb.tb_lasti >= 0)
try: sys._getframe(100)
except ValueError as e: print(e)
def gen():
    yield sys._getframe().f_back.f_code.co_name
    yield
x = gen(); print(next(x), x.gi_frame.f_lineno, x.gi_running, x.gi_code.co_name, x.gi_yieldfrom); list(x); print(x.gi_frame)
fr = tb.tb_frame; fr.clear(); print(fr.f_locals)
