"""Jumps out of try statements get to the names of their last clauses first."""
import sys
def f1(a):
    try:
        b = 1
        if a: return a
        c = 2
    except E as x:
        d = 1
    finally:
        def inner(q=e, *, r: g = h) -> i: j = 1
        k = [l for l in m for n in o]
        p = lambda u=v: w
        class K(x1, y1=z1): z = 1
        import aa.bb, cc as dd
    ee = 1
def f2(a):
    for b in a:
        try:
            c = 1
            if c: continue
            d = 1
        finally: e = f = 1; g: int = 3; (h := 4)
        i = 1
    else: j = 1
def f3(a):
    try:
        while a:
            try:
                try: break
                finally: b = 1
                c = 1
            finally: d = 1
        e = 1
        return e
    finally:
        f = 2
        try: return 5
        finally: g = 1
    h = 1
def f4(a):
    try:
        b = 1
        return [x for x in c]
        e = 1
    finally:
        match a:
            case [y, *z]: v = 1
            case {'q': q, **r}: pass
            case K(t) as u if w: pass
        with s as ss: tt = 1
        for m in n: oo = 1
        else: pp = 1
        try: qq = 1
        except E as ex: rr = 1
        del b
    bb = 1
def f5(a):
    global gg
    try:
        try: return 1
        finally:
            try: return 2
            finally: gg = 1; b = 1
        c = 1
    finally: d = 2; e = lambda: d
def f6(a):
    def g():
        nonlocal b
        try: return 1
        finally: b = 1; c = 2
    try:
        x = 1
        def h():
            try: return 1
            finally: y = 3; z = x
        return x
    finally:
        y = 1; b = 2
    return g, h
def f7(a):
    try:
        b = 1
        while a: return
        c = 1
    except* E as e: d = 1
    finally:
        (yield) ; h = 1
        async def k(): pass
for f in f1, f2, f3, f4, f5, f6, f7:
    c = f.__code__
    print(c.co_varnames, c.co_cellvars, c.co_freevars, c.co_flags)
