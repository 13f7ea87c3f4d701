try: assert 1 == 2, 'message'
except AssertionError as e: print(e, e.args)
try: assert []
except AssertionError as e: print(repr(e))
assert (1, 2)
x = 1; del x
try: x
except NameError as e: print(e)
def f():
    y = 1; del y
    try: y
    except UnboundLocalError as e: print(e)
    try: del y
    except UnboundLocalError as e: print(e)
f()
def g():
    global z
    z = 5
    del z
    z = 6
g(); print(z)
l = [1, 2, 3, 4]; del l[0], l[-1], (l[0]); print(l)
class C: a = 1; del a
print(hasattr(C, 'a'))
try: del undefined
except NameError as e: print(e)
d = {'a': 1}; del d['a']; print(d)
try: del d['a']
except KeyError as e: print(e)
