"""Carets of the module traceback under lines with blanks behind them, which the original counts to the indentation."""
import traceback
def tb(src, **k):
    import linecache
    linecache.cache['F'] = (len(src), None, src.splitlines(True), 'F')
    try: exec(compile(src, 'F', 'exec'), {})
    except Exception as e: print(''.join(traceback.format_exception(type(e), e, e.__traceback__.tb_next)), end='')
    print('--')
tb('x = 1; [].index(3)    \n'); tb('if 1:\n    [].index(3)  \n'); tb('if 1:\n    ([].index(3) + \n   2)  \n'); tb('a = 1\nb = a + [1]   \n'); tb('a = {}\nz = a["x"]   # c \t \n'); tb('if 1:\n  x = ([].index(\n    3))   \n')
tb('x = 1;  [].index(3)    ')
tb('é = 1; (é +  [].index(3))   \n')
tb('[].index(3)                                  \n')
tb('   \n[].index(3)          \n')
tb('if 1:\n    1 + [].index(3)          \n')
