# except*.
def run(exc, *kinds):
    try:
        try: raise exc
        except* ValueError as e: print('V', e.exceptions)
        except* (TypeError, KeyError) as e: print('TK', e.exceptions); 
        else: print('else')
        finally: print('fin')
    except BaseException as e:
        print('left', repr(e))
run(ExceptionGroup('g', [ValueError(1), TypeError(2), ExceptionGroup('h', [ValueError(3), OSError(4)])]))
run(ValueError('plain'))
run(ExceptionGroup('g', [KeyError('k')]))
run(OSError('x'))
def raises():
    try:
        try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
        except* ValueError: raise KeyError('new')
        except* TypeError: print('type')
    except ExceptionGroup as e: print(repr(e), repr(e.exceptions[0].__context__))
raises()
def reraise():
    try:
        try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
        except* ValueError: raise
    except ExceptionGroup as e: print(repr(e))
reraise()
try:
    try: pass
    except* ValueError: print('no')
    else: print('else')
except Exception: print('no')
def name():
    e = 1
    try: raise ValueError
    except* ValueError as e: pass
    try: return e
    except UnboundLocalError as u: return str(u)
print(name())
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as e: print(e)
import sys
try: raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
except* KeyError: print(sys.exc_info()[1])
except* ValueError: print(repr(sys.exc_info()[1]))
print(sys.exc_info())
