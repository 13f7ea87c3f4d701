# The limit for the digits of ints holds for the literals of a text that is compiled, too.
import sys, ast
for n in (4300, 4301, 5000):
    try: print(len(str(compile('x = 1\ny = ' + '1'*n, 'f', 'exec').co_consts)))
    except (SyntaxError, ValueError) as e: print(type(e).__name__, e.args if not isinstance(e, SyntaxError) else (e.msg, e.lineno, e.offset, e.end_offset, e.text and len(e.text)))
sys.set_int_max_str_digits(1000)
for n in (999, 1000, 1001):
    for f in (compile, ):
        try: f('y = ' + '1'*n, 'f', 'exec'); print('ok')
        except (SyntaxError, ValueError) as e: print(type(e).__name__, str(e)[:150])
    try: ast.literal_eval('1'*n); print('ok')
    except (SyntaxError, ValueError) as e: print(type(e).__name__, str(e)[:150])
    try: ast.parse('a + ' + '1'*n); print('ok')
    except (SyntaxError, ValueError) as e: print(type(e).__name__, str(e)[:150])
sys.set_int_max_str_digits(0)
print(len(hex(eval('1'*6000))), eval('1'*6000)%10)
