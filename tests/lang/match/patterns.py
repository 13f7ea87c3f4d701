# The match statement, every kind of pattern.
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y=0): self.x, self.y = x, y
class Color:
    RED = 1
    BLUE = 'b'
def m(v):
    match v:
        case None: return 'none'
        case True | False: return 'bool'
        case Color.RED: return 'red'
        case 2 | 3 as n if n != 3: return f'two {n}'
        case -1: return 'minus'
        case 1.5 | 2+3j: return 'num'
        case 'a' 'b': return 'ab'
        case b'x': return 'bytes'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, *rest]: return f'1+{rest}'
        case (x, [y, z]): return f'nest {x} {y} {z}'
        case [first, *_, last] if first == last: return f'ends {first}'
        case [_, _, *_, 9]: return 'nine'
        case {'k': 1, 'z': [p, q]}: return f'map {p} {q}'
        case {'k': k, **rest}: return f'k {k} {rest}'
        case {Color.BLUE: w}: return f'blue {w}'
        case {}: return 'dict'
        case P(0, y): return f'P0 {y}'
        case P(x=1, y=(2 | 3) as yy): return f'P1 {yy}'
        case P(x, y=5) | P(x, y=6): return f'P56 {x}'
        case P(): return 'P'
        case int(i): return f'int {i}'
        case str() as s: return f'str {s}'
        case (float() | complex()) as f: return f'float {f}'
        case _: return 'other'
for v in (None, True, 1, 2, 3, -1, 1.5, 2+3j, 'ab', b'x', [], [7], [1, 2, 3], (1, (2, 3)), ['e', 1, 'e'], [4, 5, 6, 9],
          {'k': 1, 'z': (8, 9)}, {'k': 2, 'm': 3}, {'b': 4}, {'q': 1}, P(0, 4), P(1, 3), P(9, 5), P(9, 6), P(9), 77, 'text', 2.5, {1}, range(1), 'x'):
    print(m(v))
def star(v):
    match v:
        case [a, *b, c]: return a, b, c
        case [*only]: return only
print(star([1, 2]), star('no'), star(range(5)), star([1]), star(()))
def guard(v):
    match v:
        case x if x > 10: return 'big'
        case x: return 'small', x
print(guard(11), guard(3))
def noname(v):
    match v:
        case {'a': {'b': [x, *_]}}: return x
        case {'a': _, **r}: return r
    return 'none'
print(noname({'a': {'b': [5, 6]}}), noname({'a': 1, 'c': 2}), noname(3))
def unbound(v):
    try:
        match v:
            case [x, 1]: return 'yes'
        return x
    except UnboundLocalError as e: return str(e)
print(unbound([1, 1]), unbound([2, 2]))
match (1, 2), 3:
    case (a, b), c: print(a, b, c)
match = 3; case = 4; print(match + case)
class Bad:
    __match_args__ = 'x'
for fn in ('P(1, 2, 3)', 'Bad(1)', 'int(1, 2)', 'Color.RED()', 'P(1, x=2)'):
    try:
        exec(f'match P(1, 2) if {fn!r}[0] in "PC" else (Bad() if {fn!r}[0] == "B" else 1):\n  case {fn}: pass')
        print(fn, 'ok')
    except TypeError as e: print(fn, e)
def dictdef():
    from collections import defaultdict, OrderedDict
    d = defaultdict(list)
    match d:
        case {'x': v}: return 'no'
        case {}: return 'empty', dict(d)
print(dictdef())
