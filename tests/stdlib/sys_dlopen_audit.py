"""sys.getdlopenflags(), sys.setdlopenflags() and the arguments of sys.audit()."""
import sys


def t(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


t(sys.getdlopenflags)
t(sys.setdlopenflags, sys.getdlopenflags() | 256)
t(sys.getdlopenflags)
for args in (), ('x',), (1.0,), (2 ** 40,), (1, 2):
    t(sys.setdlopenflags, *args)
t(sys.getdlopenflags, 1)
t(sys.audit)
t(sys.audit, 'a', 1)
t(sys.audit, event='a')
