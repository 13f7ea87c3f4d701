# __setstate__() of iterators with states that do not fit.
from itertools import *
for c, states in ((cycle([]), [(1,), 3, (1,2,3), ([],), (3, 4), ([], 'x'), ([], 1), ((), 1), ([1], True), ([1], None), ([], 1.5), [[], 1]]),):
    for s in states:
        try: print(s, c.__setstate__(s), list(islice(c, 4)))
        except Exception as e: print(s, type(e).__name__, e)
for mk in (lambda: accumulate([1,2]), lambda: islice([1,2,3], 3), lambda: takewhile(bool,[1]), lambda: dropwhile(bool,[1]), lambda: permutations([1,2,3]), lambda: combinations([1,2,3],2), lambda: combinations_with_replacement([1,2],2), lambda: product([1,2],[3]), lambda: chain([1],[2]), lambda: zip_longest([1],[2]), lambda: groupby([1]), lambda: count(), lambda: repeat(1), lambda: starmap(pow,[]), lambda: filterfalse(None,[1]), lambda: compress([1],[1]), lambda: tee([1])[0], lambda: iter([1,2]), lambda: iter((1,2)), lambda: iter('ab'), lambda: iter(b'ab'), lambda: iter(range(3)), lambda: reversed([1,2]), lambda: zip([1],strict=True), lambda: map(str,[1]), lambda: filter(None,[1]), lambda: enumerate([1]), lambda: iter(int, 1), lambda: iter({1:2}), lambda: iter({1}), lambda: iter(bytearray(b'ab')), lambda: iter(memoryview(b'ab'))):
    for s in ((1,), 3, (1,2,3), ([],), (3, 4), 'x', None, -5, 10**30, (0,0), (0,1), ((0,),), ((0,),1), [1], 1.5, True, (), {}):
        it = mk()
        if not hasattr(it, '__setstate__'): print(type(it), 'none'); break
        try: print(type(it).__name__, s, it.__setstate__(s), list(islice(it, 3)) if not isinstance(it, type(groupby([]))) else '')
        except Exception as e: print(type(it).__name__, s, type(e).__name__, e)
