# Cells: late binding, per call, parameters that are cells, nonlocal, del, loop variables.
def counter(start):
    def step(n=1):
        nonlocal start
        start += n
        return start
    return step

a, b = counter(10), counter(100)
print(a(), a(5), b(), a())

fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])

def make():
    out = []
    for i in range(3):
        def g(i=i):
            return i
        out.append(g)
    return out
print([g() for g in make()])

def late():
    def inner():
        return x
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    x = 5
    r = inner()
    del x
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    return r
print(late())

def deep(x):
    def one():
        def two():
            def three():
                nonlocal x
                x *= 2
                return x
            return three()
        return two()
    return one(), x
print(deep(4))

def param_cell(n):
    def get():
        return n
    n += 1
    return get
print(param_cell(1)())

def share():
    v = 0
    def inc():
        nonlocal v
        v += 1
    def get():
        return v
    return inc, get
inc, get = share()
inc(); inc()
print(get())

def kw(*args, key, **rest):
    return lambda: (args, key, rest)
print(kw(1, 2, key=3, z=4)())

class C:
    x = 'class'
    def method(self):
        try:
            return x
        except NameError as e:
            return str(e)
    y = [x for _ in range(2)] if False else x
print(C().method(), C.y)

x = 'global'
class D:
    x = 'body'
    def f(self):
        return x
    def g(self):
        global x
        x = 'changed'
d = D()
print(d.f()); d.g(); print(d.f(), D.x)

def outer():
    y = 'outer'
    class E:
        a = y
        b = [y for _ in range(1)][0]
        def m(self):
            return y
    return E.a, E.b, E().m()
print(outer())

def gl():
    global made
    made = 1
    def h():
        return made
    return h()
print(gl(), made)
print(deep.__code__.co_cellvars, counter(1).__code__.co_freevars)
print([c.cell_contents for c in counter(7).__closure__])
