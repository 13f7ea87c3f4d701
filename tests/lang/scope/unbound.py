# Locals without a value, and what brings one.
def f(flag):
    if flag:
        v = 1
    return v
print(f(True))
for k in (False,):
    try:
        f(k)
    except UnboundLocalError as e:
        print(e)

def g():
    for i in []:
        pass
    return i
try:
    g()
except UnboundLocalError as e:
    print(e)

def h():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
    try:
        del x
    except UnboundLocalError as e:
        print(e)
    x = 2
    return x
print(h())

def loop():
    for k in range(3):
        if k:
            try:
                print(k, y)
            except UnboundLocalError as e:
                print(k, e)
        y = k
        if k == 1:
            del y
loop()

def exc():
    e = 'before'
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    try:
        return e
    except UnboundLocalError as err:
        return str(err)
print(exc())

def w():
    while (n := 3) < 2:
        pass
    return n
print(w())

def w2(it):
    it = iter(it)
    out = []
    while (n := next(it, None)) is not None:
        out.append(n)
    return out, n
print(w2([1, 2, 3]))

def aug():
    z += 1
try:
    aug()
except UnboundLocalError as e:
    print(e)

try:
    undefined_name
except NameError as e:
    print(e, e.name)

def after_try(n):
    try:
        if n == 0:
            raise ValueError
        res = 'ok'
    except ValueError:
        if n:
            res = 'never'
    finally:
        pass
    return res
print(after_try(1))
try:
    print(after_try(0))
except UnboundLocalError as e:
    print(e)

def branches(a):
    if a == 1:
        r = 'one'
    elif a == 2:
        r = 'two'
    else:
        raise KeyError(a)
    return r
print(branches(1), branches(2))
def deleted_global():
    global gg
    gg = 1
    del gg
    try:
        gg
    except NameError as e:
        print(e)
deleted_global()
