import sys
def tr(frame, event, arg):
    if frame.f_code.co_name.startswith('_') : return None
    if event == 'exception': arg = arg[0].__name__, str(arg[1])
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg)
    return tr
def f(x):
    y = 0
    for i in range(x):
        y += i
    while y > 2:
        y -= 2
        if y == 1:
            continue
    return y
def g(n):
    a = yield n
    b = yield a
    return 5
def h():
    r = yield from k(3)
    return r
def k(n):
    a = yield n
def e():
    try: raise ValueError('x')
    except ValueError as v:
        z = 1
    finally:
        z = 2
    return d()
def d():
    return 1 / 0
class A:
    def __init__(self, v):
        self.v = v
    def __add__(self, o):
        return A(self.v + o.v)
    @property
    def p(self):
        return self.v
def cls():
    a = A(1)
    b = a + a
    c = b.p
    class B:
        q = 1
        def m(self): pass
    B().m()
    s = sorted([3, 1, 2], key=lambda k: -k)
    with open('/dev/null') as fh:
        t = [k for k in s]
    return (
        c,
        s,
    )
def jumpless():
    x = (1 if sys else
         2)
    assert x
    del x
    return None
sys.settrace(tr)
f(4)
list(h())
for v in g(1):
    pass
try:
    e()
except ZeroDivisionError:
    pass
cls()
jumpless()
sys.settrace(None)
f(2)
print('done', sys.gettrace())
