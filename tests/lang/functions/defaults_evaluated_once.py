def f(x=[]): x.append(1); return x
print(f(), f(), f.__defaults__)
n = 5
def g(a=n, *, b=n * 2): return a, b
n = 6; print(g())
def order():
    def show(x): print('eval', x if isinstance(x, int) else 'function'); return x
    def h(a=show(1), *, b=show(2)) -> show(4): pass
    @show
    def k(x: show(5) = show(6)): pass
order()
