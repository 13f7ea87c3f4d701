def f(x):
    try:
        if x == 0: return 'try'
        if x == 1: raise ValueError
        if x == 2: 1 / 0
        print('body')
    except ValueError: return 'except'
    except ZeroDivisionError as e: print(e); raise KeyError('k') from e
    else: return 'else'
    finally:
        print('finally', x)
        if x == 4: return 'overrides'
for x in range(5):
    try: print(f(x))
    except KeyError as e: print(repr(e), repr(e.__cause__))
def g():
    for i in range(3):
        try: return i
        finally:
            if i < 2: continue
print(g())
def h():
    try: raise ValueError
    finally: return 'swallowed'
print(h())
try:
    try: raise ValueError(1)
    except ValueError: raise TypeError(2)
except TypeError as e: print(repr(e.__context__), e.__cause__)
try: e
except NameError as n: print(n)
