import traceback, sys
def f(): g()
def g(): raise ValueError('deep')
try: f()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb: names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
    print(names); print(traceback.format_exception_only(e)); print(traceback.format_exc().splitlines()[-1]); print([x.name for x in traceback.extract_tb(e.__traceback__)], [x.line for x in traceback.extract_tb(e.__traceback__)])
    print(sys.exc_info()[0].__name__, sys.exception() is e)
print(sys.exc_info(), sys.exception())
import types
t = types.TracebackType(None, sys._getframe(), 0, 5); print(t.tb_lineno, t.tb_next)
try: raise KeyError('x').with_traceback(t)
except KeyError as e: print(e.__traceback__.tb_lineno, e.__traceback__.tb_next.tb_lineno)
try: t.tb_next = t
except ValueError as e: print(e)
te = traceback.TracebackException.from_exception(ValueError('v')); print(str(te), list(te.format_exception_only()))
