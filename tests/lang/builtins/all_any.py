print(all([]), all([1, 'a']), all([1, 0]), any([]), any([0, '']), any([0, 2]))
seen = []
def gen(vs):
    for v in vs: seen.append(v); yield v
print(all(gen([1, 0, 5])), any(gen([0, 3, 9])), seen)
class NoBool:
    def __bool__(self): raise ValueError('no truth')
for f in all, any:
    try: f([NoBool()])
    except ValueError as e: print(e)
    try: f(3)
    except TypeError as e: print(e)
    try: f()
    except TypeError as e: print(e)
