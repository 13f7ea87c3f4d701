g = 1
def f(a, b=2):
    c = 3
    print(sorted(locals().items()), vars() == locals(), 'g' in globals())
    locals()['d'] = 4
    try: d
    except NameError as e: print(e)
f(1)
class C:
    x = 1
    print(sorted(k for k in locals() if k[0] != '_'))
    locals()['y'] = 2
print(C.y, vars(C())); c = C(); c.q = 1; print(vars(c), sorted(k for k in vars(C) if k[0] != '_'))
for v in 5, [], object():
    try: vars(v)
    except TypeError as e: print(e)
globals()['new'] = 'n'; print(new, locals() is globals())
print([locals() for i in range(1)][0].keys())
