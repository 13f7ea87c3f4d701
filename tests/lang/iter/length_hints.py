"""Length hints that fail, or of a list that shrank."""
class B:
    def __init__(s,e): s.e=e
    def __iter__(s): return iter([1])
    def __length_hint__(s): raise s.e
    
class L:
    def __iter__(s): return iter([1])
    def __len__(s): raise RuntimeError
for o in (B(RuntimeError('x')),B(TypeError('x')),L()):
    b=bytearray()
    for f in (b.extend,):
        try: f(o); print(b)
        except Exception as e: print(type(e).__name__, e)
l=list(range(5)); it=reversed(l); next(it)
import operator
print(operator.length_hint(it)); l[1:]=[]; print(operator.length_hint(it)); l+=[1]*6;print(operator.length_hint(it)); print(it.__length_hint__(), list(it))


# hints of more items than there can be
import operator


class Hints:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


for hint in 2 ** 63, 2 ** 70, -1, -2 ** 70, True, 2 ** 62, 2 ** 63 - 1, 5:
    for f in operator.length_hint, list, tuple, sorted, lambda x: [0, 1].extend(x):
        try:
            print(hint, f(Hints(hint)))
        except (OverflowError, ValueError, MemoryError) as e:
            print(hint, type(e).__name__, e)
for f in list, tuple, bytes, operator.length_hint:
    try:
        f(iter(range(2 ** 62, 2 ** 71, 4)))
    except OverflowError as e:
        print(e)


class Hinting:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter([1])


for hint in 2**62, 2**63 - 1, 2**63, 2**31, -1:
    for made in bytes, bytearray:
        try:
            print(hint, made(Hinting(hint)))
        except Exception as e:
            print(hint, type(e).__name__, e)
