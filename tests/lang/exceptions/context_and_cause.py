def chain(e):
    out = []
    while e: out.append((repr(e), e.__suppress_context__)); e = e.__cause__ or e.__context__
    return out
try:
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('k')
except KeyError as e: print(chain(e))
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise KeyError('k') from z
except KeyError as e: print(chain(e))
try:
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('k') from None
except KeyError as e: print(chain(e), e.__context__ is not None)
try:
    try: raise ValueError
    finally: {}['f']
except KeyError as e: print(chain(e))
e = ValueError(); e.__cause__ = KeyError(); print(e.__suppress_context__)
for v in 5, 'a', int:
    try: e.__cause__ = v
    except TypeError as t: print(t)
    try: e.__context__ = v
    except TypeError as t: print(t)
try: e.__traceback__ = 5
except TypeError as t: print(t)
try: raise e.with_traceback(None)
except ValueError as x: print(x.__traceback__.tb_lineno)
def g():
    try: yield
    except GeneratorExit: raise ValueError('in close')
i = g(); next(i)
try: i.close()
except ValueError as e: print(chain(e))
