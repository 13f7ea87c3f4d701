def f(): raise StopIteration(1); yield
try: next(f())
except RuntimeError as e: print(e, repr(e.__cause__))
def g(): yield next(iter([]))
try: list(g())
except RuntimeError as e: print(e)
def h(): return 5; yield
try: next(h())
except StopIteration as e: print(e.value, e.args)
def t(): return (1, 2); yield
try: next(t())
except StopIteration as e: print(e.value, e.args)
print(list(h()), [*h()], sum(x for x in ()), max((x for x in (1, 3, 2))), any(x > 2 for x in (1, 3)))
def early():
    for i in range(10):
        if i == 3: return
        yield i
print(list(early()), 2 in early(), dict(zip('ab', early())))
