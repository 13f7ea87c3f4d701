"""Line events of cases that fail: dropping what a pattern took apart is on the line of its case."""
import sys
class P:
    __match_args__ = ('x','y')
    def __init__(s,x,y): s.x=x; s.y=y
def run(f, *a):
    ev=[]
    def tr(fr, e, arg):
        if fr.f_code is f.__code__: ev.append((e, fr.f_lineno - f.__code__.co_firstlineno)) 
        return tr
    sys.settrace(tr)
    try: f(*a)
    except Exception as e: ev.append(repr(e))
    finally: sys.settrace(None)
    print(f.__name__, type(a[0]).__name__, ev)
def a(v):
    match v:
        case [x, 1]:
            return 1
        case [x, y]:
            return 2
    return 3
def b(v):
    match v:
        case P(x, 5):
            pass
        case P(x=1):
            pass
def c(v):
    match v:
        case P(x, 5):
            z = 1
        case {'k': q, 'l': 2}:
            z = 2
    return 5
def d(v):
    for v in [v]:
        match v:
            case (x, y) | (x, 1, y) if x == y:
                pass
            case P():
                pass
def e(v):
    match v:
        case P(x=x):
            z = 1
    z = 3
def f(v):
    match v:
        case [1, *r]:
            z = 1
        case int(x) | str(x):
            z = 2
        case int():
            z = 1
def g(v):
    match v:
        case 1:
            z = 1
        case P(x, y):
            z = 1
    if v:
        return 4
def h(v):
    while True:
        match v:
            case P(x, 5):
                break
            case [x, 9]:
                break
        v = P(1, 5)
def i(v):
    match v:
        case [x,
              1]:
            return 1
        case P(x,
               y=4):
            return 2
def j(v):
    match v:
        case str(x):
            return 1
        case (str() as x), y:
            return 2
def k(v):
    match v:
        case P(P(x, 1), y):
            return 1
        case [[x, 1], y]:
            return 2
def l(v):
    match v:
        case {'a': x, **r}:
            return 1
        case {'a': 1, 'b': x}: return 1
for fn in (a,b,c,d,e,f,g,h,i,j,k,l):
    for v in ([1,1],[1,2],[1,2,3],P(1,2),P(1,5),P(7,7),{'k':1,'l':2},{'k':1,'l':3},{'k':1}, 'a', 5, (2,2),(2,1,2), P(P(1,1),1), P(P(1,2),1), [[1,2],3], {'a':1}, {'a': 2, 'b': 3}, ('a','b')):
        run(fn, v)
