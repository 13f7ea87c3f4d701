import sys
def trace_lines(f, *a):
    out=[]
    def tr(fr, ev, arg):
        if fr.f_code is f.__code__: out.append((ev, fr.f_lineno - f.__code__.co_firstlineno))
        return tr
    sys.settrace(tr)
    try: f(*a)
    except Exception as e: out.append(type(e).__name__)
    finally: sys.settrace(None)
    print(f.__name__, out)
def a(x):
    try:
        pass
    finally:
        pass
def b(x):
    if x:
        pass
    else:
        pass
    x = 1
def c(x):
    for i in range(2):
        pass
    while x:
        x -= 1
        pass
def d(x):
    match x:
        case 1: pass
        case _:
            pass
def e(x):
    try:
        1/0
    except ZeroDivisionError:
        pass
    else:
        pass
    try:
        try:
            x.foo
        except TypeError:
            pass
    except AttributeError as e:
        pass
def f(x): pass
def g(x):
    with open('/dev/null') as f:
        pass
    while True:
        pass
        break
    class A:
        pass
    def h(): pass
    try: h()
    except* ValueError:
        pass
    match x:
        case y if y > 5:
            pass
        case y:
            return y
def h(x):
    try:
        return x
    finally:
        pass
def i(x):
    for k in (1,2):
        try:
            if k: continue
        finally:
            pass
    global zz
    pass
for fn in (a,b,c,d,e,f,g,h,i):
    for v in (0, 1, 2): trace_lines(fn, v)
