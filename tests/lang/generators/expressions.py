n = 3
g = (n * i for i in range(n)); n = 10; print(list(g))
print(sum(i * j for i in range(3) for j in range(i)), [*(x for x in 'ab')], tuple(x for x in (1, 2) if x > 1))
try: (x for x in 5)
except TypeError as e: print(e)
g = (1 / x for x in (1, 0, 2)); print(next(g))
try: next(g)
except ZeroDivisionError as e: print(e)
print(list(g))
def f(*a): return a
print(f(*(i for i in range(3))), len([1 for _ in (x for x in 'abc')]))
class C:
    k = 5
    try: l = list(k for _ in range(2))
    except NameError as e: print(e)
    m = list(x for x in range(k))
print(C.m)
