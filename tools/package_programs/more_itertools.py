import more_itertools as mi

print(list(mi.chunked(range(7), 3)), list(mi.windowed([1, 2, 3, 4], 2)), list(mi.collapse([1, [2, [3]]])), mi.one([5]))
print(list(mi.interleave([1, 2], [3, 4])), mi.nth_permutation('abc', 2, 4), list(mi.split_at('abcdc', lambda c: c == 'c')))
print(list(mi.distinct_permutations([1, 1, 2])), mi.first_true([0, 3]), list(mi.roundrobin('AB', 'C')), list(mi.substrings('abc')))
print(mi.spy([1, 2, 3])[0], list(mi.set_partitions([1, 2, 3], 2)), list(mi.powerset([1, 2])))
try:
    mi.one([1, 2])
except ValueError as e:
    print(e)
