print(sorted([3, 1, 2]), sorted('hello', reverse=True), sorted(['bb', 'a', 'ccc'], key=len), sorted({'b': 1, 'a': 2}), sorted([(1, 'b'), (1, 'a')]), sorted([1, 1.0, True]))
print(sorted([2, 1, 3], key=lambda x: -x), sorted(['a', 'B', 'c'], key=str.lower, reverse=1), sorted([3, 3.5, True, 2]))
for a, k in (((5,), {}), (([1, 'a'],), {}), (([1],), {'cmp': 1}), (([1, 2], 1), {}), (([1, 2],), {'key': 5}), (([None, 1],), {}), ((), {}), (([1j, 2j],), {})):
    try: sorted(*a, **k)
    except TypeError as e: print(e)
l = [1, 2, 3]
def key(x): l.append(x); return x
try: l.sort(key=key)
except ValueError as e: print(e, len(l))
