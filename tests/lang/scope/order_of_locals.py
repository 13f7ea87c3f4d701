# co_varnames, which is the order of locals(): parameters, then names as the code gets to them, values before targets.
def names(source):
    space = {}
    exec('def f(x):\n' + ''.join(f'    {line}\n' for line in source.split('\n')), space)
    print(repr(source), space['f'].__code__.co_varnames)


for source in [
    'c = b; b = 1',
    'c = (b := 1)',
    'c = [(b := 1)]',
    'a = b = (c := 1)',
    'a, b = (c := 1), (d := 2)',
    'a[(b := 1)] = (c := 2); a = 1',
    'a += (b := 1)',
    'for i in (j := [1]): k = 1',
    'with (m := x) as n: pass',
    'a: int = (b := 1)',
    'try: pass\nexcept (E := x) as e: y = 1',
    'print(a := 1, (b := 2))',
    'c = lambda: (d := 1)',
    'c = (a := 1) if (b := 2) else (d := 3)',
    'del a; a = 1',
    'import a.b as c, d',
    'while (a := x): b = a',
    'if (a := x) and (b := a): c = (d := b)',
    'match x:\n    case [a, *b]: c = 1\n    case {"k": d, **e}: pass\n    case (int(f) | f) as g: pass',
    'a.b = (c := 1); a = 2',
    'x[(y := 1)] += (z := 2)',
    'return (a := b), (b := 1)',
    'a = yield (b := 1)',
    'def g(q=(a := 1)): pass\nh = 1',
    'class C((B := object), m=(M := type)): pass',
    'assert (a := 1), (b := 2)',
    'raise (a := x) from (b := x)',
    'a = f"{(b := 1)}"',
    '(a := (b := 1))',
    'a = {(k := 1): (v := 2)}',
    'a = {**(b := {}), "c": (d := 1)}',
    'a = x[(b := 1):(c := 2)]',
    'a = x.m((b := 1), *(c := ()), k=(d := 1), **(e := {}))',
    'a = (b := 1) < (c := 2) < (d := 3)',
    'for a, b in (c := x): pass\nelse: d = 1',
    'with x as (a, b), (c := x) as d: pass',
    'global gg; gg = (a := 1); b = 2',
    'async_ = (a := 1)',
    'try:\n    a = 1\nfinally:\n    b = (c := 2)\nd = 1',
    'try:\n    return (a := 1)\nfinally:\n    b = 1',
    'for i in x:\n    try: continue\n    finally: a = (b := 1)\n    c = 1',
    'if 0: a = 1\nb = 2',
    'while 0: a = 1\nb = (c := 2)',
    'if __debug__: a = 1\nelse: b = 2\nc = 3',
    'return 1; a = 2',
    'a = 1 if 1 else (b := 2); c = 3',
    'True and (a := 1); b = 1',
    'try:\n    a = 1\nexcept x: b = (c := 2)\nelse: d = (e := 3)\nfinally: f = (g := 4)',
]:
    names(source)


def f(x):
    b = [c := a for a in x]
    d, e = (g := 1), 2
    for h in (i := [1]):
        j = (k := 2)
    return locals()


print(f([1]))


# cells that are no parameters come last, by name
def g(x, w):
    y = 1
    z = 2
    b = 3
    h = lambda: (y, w, b)
    return locals()


print(list(g(1, 2)), g.__code__.co_varnames, g.__code__.co_cellvars)
