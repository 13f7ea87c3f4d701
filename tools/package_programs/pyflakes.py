import io
import pyflakes
import pyflakes.api
import pyflakes.checker
from pyflakes.reporter import Reporter

out = io.StringIO()
for name, text in ('t.py', 'import os, sys\ndef f(a):\n  x = 1\n  return nobody + a\nfrom m import *\nprint(f"{y}")\n'), ('u.py', 'def (:\n'):
    pyflakes.api.check(text, name, Reporter(out, out))
for module in pyflakes.api, pyflakes.checker:
    pyflakes.api.check(open(module.__file__).read(), module.__name__, Reporter(out, out))
print(out.getvalue())
