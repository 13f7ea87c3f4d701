"""Iterators copied and pickled in the middle of their work; pickles made by CPython."""
import copy, itertools, pickle
for name, it in [('count', itertools.count(5, 2)), ('cycle', itertools.cycle('abc')), ('rep', itertools.repeat(3, 4)), ('acc', itertools.accumulate([1, 2, 3])), ('chain', itertools.chain('ab', 'cd')), ('fromit', itertools.chain.from_iterable(['ab', 'cd'])), ('compress', itertools.compress('abc', [1, 0, 1])), ('dropw', itertools.dropwhile(bool, [1, 0, 2])), ('takew', itertools.takewhile(bool, [1, 2, 0])), ('ff', itertools.filterfalse(None, [0, 1, 0])), ('gb', itertools.groupby('aab')), ('isl', itertools.islice(range(10), 2, 8, 2)), ('star', itertools.starmap(pow, [(2, 3), (3, 2)])), ('zl', itertools.zip_longest('ab', 'c', fillvalue='-')), ('prod', itertools.product('ab', repeat=2)), ('perm', itertools.permutations('abc', 2)), ('comb', itertools.combinations('abcd', 2)), ('cwr', itertools.combinations_with_replacement('ab', 2)), ('range', iter(range(10))), ('longrange', iter(range(10**20, 10**20 + 5))), ('list', iter([1, 2, 3])), ('rlist', reversed([1, 2, 3])), ('tuple', iter((1, 2))), ('str', iter('abc')), ('bytes', iter(b'abc')), ('ba', iter(bytearray(b'abc'))), ('dict', iter({1: 2})), ('dv', iter({1: 2}.values())), ('di', iter({1: 2}.items())), ('set', iter({1})), ('enum', enumerate('ab', 3)), ('zip', zip('ab', 'cd')), ('map', map(abs, [-1, -2])), ('filter', filter(None, [0, 1])), ('rev', reversed(range(5))), ('revl', reversed(range(10**20, 10**20+3))), ('callable', iter(int, 1)), ('deque', iter(__import__('collections').deque([1, 2]))), ('arr', iter(__import__('array').array('i', [1, 2]))), ('revd', reversed({1: 2}))]:
    try:
        next(it) if name != 'callable' else None
        r = it.__reduce__()
        print(name, len(r))
    except Exception as e: print(name, 'reduce', type(e).__name__, e)
    for proto in 0, 2, 5:
        try:
            d = pickle.dumps(it, proto); x = pickle.loads(d); print(name, proto, list(itertools.islice(x, 5)) if name != 'gb' else [(k, list(v)) for k, v in x])
        except Exception as e: print(name, proto, type(e).__name__, e)
    try: print('copy', list(itertools.islice(copy.copy(it), 5)) if name != 'gb' else '')
    except Exception as e: print(name, 'copy', type(e).__name__, e)

# half-way and used up
def nothing(a, b): return None
def states(make, n):
    it = make(); out = []
    for _ in range(n):
        out.append(list(itertools.islice(pickle.loads(pickle.dumps(it)), 6)))
        if next(it, 'end') == 'end': break
    return out
print(states(lambda: itertools.product('ab', [1]), 4))
print(states(lambda: itertools.permutations('abc', 2), 8))
print(states(lambda: itertools.combinations('abc', 2), 5), states(lambda: itertools.combinations('ab', 3), 2))
print(states(lambda: itertools.combinations_with_replacement('ab', 2), 5))
print(states(lambda: itertools.cycle('abc'), 5), states(lambda: itertools.cycle(''), 2))
print(states(lambda: itertools.islice('abcdef', 1, None, 2), 5), states(lambda: itertools.islice('abcdef', 3), 5))
print(states(lambda: itertools.accumulate([1, 2, 3], initial=10), 5), states(lambda: itertools.accumulate([1, 2, 3], nothing), 3))
print(states(lambda: itertools.chain('ab', '', 'c'), 5), states(lambda: itertools.takewhile(bool, [1, 0, 1]), 3), states(lambda: itertools.dropwhile(bool, [1, 0, 1]), 4))
for it, state in (itertools.product('ab', 'cd'), (1,)), (itertools.product('ab', 'cd'), (9, -4)), (itertools.permutations('abc'), ((0, 1, 2), (3, 2))), (itertools.permutations('abc'), ((2, 1, 0), (3, 2, 1))), (itertools.combinations('abc', 2), (7, 7)), (itertools.chain(), ()), (itertools.chain(), (1,)), (itertools.chain(), 5), (itertools.cycle('a'), 5), (itertools.cycle('a'), (['z'], 1)), (itertools.groupby('a'), (1,)), (itertools.islice('abcdef', 2, 5), 4), (itertools.accumulate([1, 2]), 100), (itertools.zip_longest('a', 'bc'), '*'), (itertools.takewhile(bool, [1, 2]), True), (iter(range(10**20, 10**20 + 3)), 2), (iter(range(10**20, 10**20 + 3)), -2):
    try: it.__setstate__(state); print(type(it).__name__, state, list(itertools.islice(it, 4)))
    except Exception as e: print(type(it).__name__, state, type(e).__name__, e)
