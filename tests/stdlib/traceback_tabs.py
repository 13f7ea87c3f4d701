"""Syntax errors in lines with tabs, as the module traceback shows them; addresses of sockets that are no pairs."""
import socket, traceback
for text in ('\tif 1:\n  x', 'if 1:\n\tx = (1,\n', 'if 1:\n\t\tx y\n', 'if 1:\n \tx y\n', 'if 1:\n    x y\n', 'if 1:\n\tdef f(:\n\t\tpass'):
    try: compile(text, 's.py', 'exec')
    except SyntaxError as e: print(repr(text), e.args, *traceback.format_exception_only(e), sep='\n')
for args in (('m', ('f', 1, 3, '\tab cd', 1, 5)), ('m', ('f', 1, 0, '\tab', 1, 0)), ('m', ('f', 1, None, '\tab')), ('m', ('f', 1, 9, '  \t ab\n', 1, 2))):
    print(*traceback.format_exception_only(SyntaxError(*args)))
for family in (socket.AF_INET, socket.AF_INET6):
    with socket.socket(family) as s:
        for address in (('x', 1, 2, 3, 4), (), ('x',), 5, 'x', ['x', 1]):
            try: s.bind(address)
            except Exception as e: print(type(e).__name__, e)
