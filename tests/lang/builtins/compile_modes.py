c = compile('1 + 2', 'f', 'eval'); print(eval(c), c.co_filename, c.co_name)
c = compile('x = 5\nprint(x)', 'f', 'exec'); print(exec(c))
c = compile('3 * 4', 'f', 'single'); print(exec(c))
for args in (('1 +', 'f', 'eval'), ('x = 1', 'f', 'eval'), ('x', 'f', 'nope'), ('a\nb', 'f', 'single'), ('x\0y', 'f', 'exec'), (5, 'f', 'exec'), ('1', 'f', 'exec', 2**20)):
    try: compile(*args)
    except (SyntaxError, ValueError, TypeError) as e: print(type(e).__name__, e)
print(eval(compile(b'"\xc3\xa9"', 'f', 'eval')), compile('1', 'f', mode='eval', flags=0, dont_inherit=True, optimize=-1).co_consts)
exec(compile('assert 0', 'f', 'exec', optimize=1)); print(eval(compile('__debug__', 'f', 'eval', optimize=1)))
