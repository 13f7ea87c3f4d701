"""The loader of __main__, which is made when it is asked for: in a file, in -c, from standard input."""
import subprocess, sys
import __main__
print('__loader__' in dir(), '__loader__' in globals(), list(globals())[:7])
print(type(__loader__), [c.__name__ for c in type(__loader__).__mro__])
print(__loader__.path == __file__, __loader__.name, __loader__.get_source('__main__')[:14], __loader__.is_package('__main__'))
print(vars()['__loader__'] is __loader__ is globals().get('__loader__') is __main__.__loader__ is __main__.__dict__['__loader__'])
print(dict(globals())['__loader__'] is __loader__, {**globals()}['__loader__'] is __loader__, __spec__)
for code in ('print(__loader__, __spec__, list(vars()))', 'print(vars())', 'print(list(vars().values())[3])',
             'print(globals().copy()["__loader__"])', 'print([v for k, v in vars().copy().items()][3])',
             'print(globals().pop("__loader__"), "__loader__" in vars())', 'del __loader__; print(vars().get("__loader__", 0))',
             'print(globals().setdefault("__loader__", 3))', '__loader__ = 7; print(vars()["__loader__"])',
             'print(dict(vars()) == vars())', 'print(eval("__loader__"), [__loader__ for i in (1, 2)])',
             'import __main__; print(getattr(__main__, "__loader__"), hasattr(__main__, "__loader__"))',
             'def f(): return __loader__\nprint(f(), f())', 'import sys; print(type(sys.__interactivehook__))',
             'from builtins import *; print(exit, quit, help)', 'import builtins; print(list(vars(builtins))[-6:])',
             'import builtins; print([repr(v) for v in vars(builtins).values()][-6:-4])', 'del __builtins__.exit\nexit',
             'exit("bye")', 'quit(3)', 'import sys; exit.__call__.__func__(exit, sys.stdin.closed)'):
    p = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    print(code, '->', p.stdout.strip(), p.stderr.splitlines()[-1:], p.returncode)
for code in ('print(__loader__, __file__)', 'print(list(vars()))'):
    p = subprocess.run([sys.executable, '-'], input=code, capture_output=True, text=True)
    print(code, '->', p.stdout.strip(), p.stderr, p.returncode)
