def f():
    exec('zz=5'); a=locals(); exec('yy=zz+1'); print(sorted(locals())); return eval('yy')
print(f())
def g(x):
    d=locals(); d['q']=1; print(sorted(locals())); x=3; print(d['x'], locals()['x'], d['x'])
g(1)
def h(n):
    exec('k=1')
    if n: h(n-1)
    print(sorted(locals()), 'k' in dir(), vars()['n'])
h(2)
def e():
    try:
        exec('a=1/0')
    except ZeroDivisionError: print(sorted(locals()))
    raise ValueError(len(locals()))
try: e()
except ValueError as x: print(x)
class D:
    def __del__(self): print('del')
def i():
    d=D(); locals(); del d; print('x')
i(); print('end')
def cl():
    v=1
    def inner(): exec('v2=v' if 0 else 'v2=2'); return sorted(locals()), v
    return inner()
print(cl())
print({3,1,2,10,50,8,-1}, range(10**20)[5:10**19:3], range(10)[::-1], range(0,10**30,7)[-3:], range(5)[10:20])
