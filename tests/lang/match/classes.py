class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Q(P): pass
class N: a = 1
def f(v):
    match v:
        case P(0, 0): return 'origin'
        case P(x, y=0): return 'on axis', x
        case Q(): return 'a Q'
        case P(x=x, y=y): return x, y
        case int(n) | float(n): return 'number', n
        case str(): return 'text'
        case N(a=1): return 'N'
        case list([a, b]): return 'pair', a, b
        case dict(d): return 'dict', d
        case bool(): return 'never'
        case _: return 'other'
for v in P(0, 0), P(3, 0), Q(1, 1), P(1, 2), 5, 2.5, True, 'a', N(), [1, 2], [1], {1: 2}, None: print(f(v))
def err(v):
    match v:
        case P(1, 2, 3): pass
def err2(v):
    match v:
        case N(1): pass
def err3(v):
    match v:
        case P(1, x=2): pass
def err4(v):
    match v:
        case int(1, 2): pass
def err5(v):
    match v:
        case len(): pass
for g, v in ((err, P(1, 2)), (err2, N()), (err3, P(1, 2)), (err4, 1), (err5, 1)):
    try: g(v)
    except TypeError as e: print(e)
class B: __match_args__ = 5
try:
    match B():
        case B(1): pass
except TypeError as e: print(e)
class B2: __match_args__ = (1,)
try:
    match B2():
        case B2(1): pass
except TypeError as e: print(e)
