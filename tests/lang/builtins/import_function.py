m = __import__('os.path'); print(m.__name__, __import__('os.path', fromlist=['join']).join('a', 'b'))
for f in (lambda: __import__('nope_nope'), lambda: __import__(''), lambda: __import__(5), lambda: __import__('os.nope'), lambda: __import__('x', level=1), lambda: __import__('math', level=-1)):
    try: f()
    except (ImportError, ValueError, TypeError, KeyError) as e: print(type(e).__name__, e)
import builtins
old = builtins.__import__
def hook(name, *a): print('import', name, a[2]); return old(name, *a)
builtins.__import__ = hook
import math
from math import pi, e as E
builtins.__import__ = old
