# A dict whose keys were replaced by as many others while it is iterated; reversed list iterators through pickle.
import pickle


def attempt(make):
    d = {0: 0}
    seen = []
    try:
        for i in make(d):
            seen.append(i)
            del d[0]
            d[0] = 0
        print('end', seen)
    except RuntimeError as e:
        print(e, seen)


for make in iter, dict.keys, dict.values, dict.items:
    attempt(make)
d = {1: 1, 2: 2}
for k in d:
    d[k] = 3
print(d)
it = iter({1: 1, 2: 2})
print(next(it), it.__length_hint__(), list(it), list(it))
orig = [1, 2, 3]
it = reversed(orig)
for n in range(5):
    again, items = pickle.loads(pickle.dumps((it, orig)))
    items[:] = [7, 8, 9, 10]
    print(n, list(again))
    next(it, None)
