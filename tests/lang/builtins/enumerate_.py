print(list(enumerate('abc')), list(enumerate('ab', 5)), list(enumerate(start=-1, iterable='x')), list(enumerate([], 3)))
e = enumerate('ab', 2**63); print(next(e), next(e)); print(next(e, 'end'))
for a, k in (((), {}), ((5,), {}), (('a', 'b'), {}), (('a', 1, 2), {}), (('a',), {'st': 1})):
    try: enumerate(*a, **k)
    except TypeError as e: print(e)
