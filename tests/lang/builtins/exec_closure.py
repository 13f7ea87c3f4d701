def make():
    v = 0
    def inner():
        nonlocal v
        v += 1
        return v
    return inner, lambda: v
inner, get = make()
exec(inner.__code__, closure=inner.__closure__); print(get())
for c in (None, (), (1,), inner.__closure__ * 2):
    try: exec(inner.__code__, closure=c)
    except TypeError as e: print(e)
try: exec('1', closure=inner.__closure__)
except TypeError as e: print(e)
