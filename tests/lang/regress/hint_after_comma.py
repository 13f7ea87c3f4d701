"""Hints of the second pass about calls behind a comma: what a rule reads again is read with hints."""
P = '''x.y, dict(lr=lr, (=w, f=f))
dict(lr=lr, (=w, f=f))
x, dict(lr=lr, (=w))
dict(lr=lr, (=w))
dict(lr=lr, )=w)
dict(lr=lr, [=w)
dict(lr=lr, {=w)
dict(lr=lr, (w, f=f))
x, dict(lr=lr, (w, f=f))
dict(lr=lr, =w)
x, dict(lr=lr, =w)
x, dict(lr=lr =w)
f(a=b, (c=d))
f(a=b, (c=d, e))
f(a=b, (c, d=e))
x.y, f(a=b, (c, d=e))
x = f(a=b, (=c))
x = f(a=b, (=c
f(a=b, [c=d])
f(a=b, c d)
x, f(a=b, c d)
f(a=b, 1=d)
f(a=b, (1=d))
f(a=b, *)
f(a=b, x for)
x.y, f(a=b, x for)
x.y, f(a=b, %)
x.y, f(a=b, (%))
x.y, f(a=b, (c.d=e))
x.y, f(a.b=b, (=e))
f(a.b=b, (=e))
f(a=b.c, (=e))
f(a=1, (=e))
f(a=b(), (=e))
f(a=b, lambda: (=e))
f(a=b, c=d, (=e))
f(a=1, c=d, (=e))
f(a=b, c=1, (=e))
f(g, a=b, (=e))
f(*g, a=b, (=e))
f(**g, a=b, (=e))
f(a=b)(=e)
f(a=b) (=
return f(a=b, (=e))
print(f(a=b, (=e)))
if f(a=b, (=e)): pass
[f(a=b, (=e))]
(f(a=b, (=e)))
f(a=b, (=e)).x
f(a=b, (=e)) = 3
y = x, f(a=b, (=e))
y += f(a=b, (=e))
assert f(a=b, (=e))
del f(a=b, (=e))
x: f(a=b, (=e))
lambda: f(a=b, (=e))
@f(a=b, (=e))
class A(a=b, (=e)): pass
class A(f(a=b, (=e))): pass
for i in f(a=b, (=e)): pass
f(a=b, (=e) for
with f(a=b, (=e)): pass
f"{g(a=b, (=e))}"
f(a=b, (x y))
f(a=b, ((=e)))
f(a=b, g((=e)))
f(a=b, g(c=d, (=e)))
f(a=b, g(c d))
f(a=b, g(=e))
x[f(a=b, (=e))]
x[a=b, (=e)]
(a=b, (=e))
[a=b, (=e)]
{a=b, (=e)}
{a:f(a=b, (=e))}
(x, a=b, (=e))
a=b, (=e)
await f(a=b, (=e))
f(a=True, (=e))
f(True=a, (=e))
f(a=b=c, (=e))
f(a=b if c else d, (=e))
f(a=b or c, (=e))
f(a=b or c)d
f(a=b)d
x.y, f(a=b)d
x.y, f(a=b, (=))
x.y, f(a=b, (,))
x.y, f(a=b, (.))
x.y, f(a=b, ())
x.y, f(a=b, (+))
x.y, f(a=b, +)
x.y, f(a=b, (
x.y, f(a=b, (=
x.y, f(a=b, [
x.y, f(a=b, (1
x.y, f(a=b, (1]
x.y, f(a=b, c=)
x.y, f(a=b, c=, d)
f(a=b, c=, (=d))
f(c=, a=b)
f(a=b, c=(=d))
f(a=b, c=(d=e))
f(a=b, c=(d e))
f(a=b, c=d e)
f(a=b, c=d=e)
f(a=b c=d)
f(a=b c)
f(a b=c)
f(a b)
f(a, b c=d)
f(a=b, 'x'=c)
f(a=b, x.y=c)
f(a=b, x[0]=c)
f(a=b, x()=c)
f(a=b, -x=c)
f(a=b, None=c)
f(a=b, not x=c)
f(a=b, **x=c)
f(a=b, *x=c)
f(a=b, x:=c=d)
f(a=b, (x:=c)=d)
f(a=b, (x)=d)
f(a=b, ((x)=d))
f(a=b, ((x)=d
f(a=b, [x]=d)
f(a=b, {x}=d)
x.y, f(a=b, (=w, c=d), e=f)'''.split('\n')
for s in P:
    for pre in ('', 'q.r, ','q + ', 'q = '):
        try:
            compile(pre+s, 'f', 'exec'); r='ok'
        except SyntaxError as e:
            r=(e.msg,e.lineno,e.offset,e.end_lineno,e.end_offset)
        print(repr(pre+s), r)
