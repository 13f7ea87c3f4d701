"""classmethod and staticmethod objects whose __init__() did not run."""
def told(f):
    try:
        print(f())
    except RuntimeError as e:
        print(e)
for make in classmethod, staticmethod:
    c = make.__new__(make)
    class X:
        m = c
    for f in lambda: c, lambda: c.__func__, lambda: c.__isabstractmethod__, lambda: c.__dict__, lambda: c.__get__(None, int), lambda: c.__get__(1), lambda: X.m, lambda: X().m:
        told(f)
        told(f)
    c.__init__(len)
    told(lambda: c)
