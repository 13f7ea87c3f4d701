def g(a):
    b = 1
    yield b
i = g(5); print(i.gi_running, i.gi_suspended, i.gi_frame.f_locals, i.gi_code is g.__code__, i.__name__, i.__qualname__, i.gi_yieldfrom)
next(i); print(i.gi_suspended, i.gi_frame.f_lineno, sorted(i.gi_frame.f_locals)); i.__name__ = 'n'; print(i.__name__, repr(i).split(' at ')[0])
try: i.__name__ = 5
except TypeError as e: print(e)
list(i); print(i.gi_frame, i.gi_suspended)
import inspect
j = g(1); print(inspect.getgeneratorstate(j)); next(j); print(inspect.getgeneratorstate(j)); j.close(); print(inspect.getgeneratorstate(j), inspect.isgeneratorfunction(g))
e = (x for x in 'ab'); print(e.gi_code.co_name, e.__qualname__, next(e))
