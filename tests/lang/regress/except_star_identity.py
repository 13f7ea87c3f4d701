# A group that one clause does not match stays itself for the next; what raise and raise e give.
g = ExceptionGroup('h', [ValueError(1), ExceptionGroup('i', [KeyError(2)])])
print(g.split(ArithmeticError)[1] is g, g.split(Exception)[0] is g, g.subgroup(Exception) is g)
def t(*clauses):
    src = "try: raise g\n" + ''.join(f'except* {c}: {b}\n' for c, b in clauses)
    try: exec(src, {'g': ExceptionGroup('h', [ValueError(1), ExceptionGroup('i', [KeyError(2)])])})
    except BaseException as e: print(repr(e), repr(e.__context__), repr(e.__cause__))
    else: print('none')
t(('Exception as e', 'raise e')); t(('ArithmeticError', 'pass'), ('Exception as e', 'raise e')); t(('ValueError as e', 'raise e')); t(('ValueError as e', 'raise'), ('KeyError as e', 'raise e')); t(('ValueError', 'raise'), ('KeyError', 'raise')); t(('Exception', 'raise')); t(('ValueError', 'raise TypeError(3)')); t(('ValueError', 'raise TypeError(3)'), ('KeyError', 'raise')); t(('OSError', 'pass'))
t(('OSError', 'pass'), ('ArithmeticError as e', 'raise e'), ('Exception as e', 'raise e')); t(('OSError', 'pass'), ('ValueError as e', 'pass'), ('Exception as e', 'raise e'))
