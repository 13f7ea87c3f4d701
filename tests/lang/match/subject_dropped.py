"""When the subject of a match goes: before the guard of the last case that looks at it."""
class D:
    def __init__(s, n): s.n = n
    def __eq__(s, o): print('eq', o); return s.n == o
    def __del__(s): print('del', s.n)
    __match_args__ = ('n',)
def f(n):
    match D(n):
        case 1 if print('g1'): print('b1')
        case 2 if print('g2') is None: print('b2')
        case D(3) if print('g3') is None: print('b3')
        case D(4 | 5 as x) if print('g4') is None: print('b4', x)
        case 6 if print('g6'): print('b6')
    print('end')
def g(n):
    match D(n):
        case 1: print('b1')
        case _ if print('g2'): print('b2')
        case _: print('b3')
    print('end')
def h(n):
    match D(n):
        case x if print('g2'): print('b2')
    print('end')
def i(n):
    match D(n):
        case x: print('b2')
    print('end')
def j(n):
    match D(n):
        case _: print('b2')
    print('end')
def k(n):
    match D(n), D(n):
        case (1, x): print('b2')
        case (x, y) if print('g'): print('b2')
    print('end')
def l(n):
    match D(n), D(n):
        case (1, *x) if print('g'): print('b2')
    print('end')
def m(n):
    match D(n):
        case D(n=3) as z if print('g'): print('b2')
    print('end')
for n in range(1, 8): print('f', n); f(n)
for q in g, h, i, j, k, l, m: print(q.__name__); q(1); q(3)
def n1(n):
    match D(n):
        case 1: print('b1')
        case _ if print('g2'): print('b2')
    print('end')
def n2(n):
    match D(n):
        case _ if print('g2'): print('b2')
    print('end')
def n3(n):
    match D(n):
        case 1 if print('g'): print('b1')
        case _ if not print('g2'): print('b2')
    print('end')
def n4(n):
    match D(n):
        case 1 if print('g'): print('b1')
        case _: print('b2')
    print('end')
def n5(n):
    match D(n):
        case D(1) as q if print('g'): print('b1')
        case _: print('b2')
    return n
def n6(n):
    for i in 1, 2:
        match D(n):
            case 1 if i == 2: break
            case 1: continue
            case x if x.n == 3: return 5
for q in n1, n2, n3, n4, n5, n6: print(q.__name__); q(1); q(3)
