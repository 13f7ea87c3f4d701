print(list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
m = map(int, ['1', 'x', '3'])
print(next(m))
try: next(m)
except ValueError as e: print(e)
print(next(m), list(m))
for f, a in ((map, (int,)), (map, ()), (filter, (None,)), (map, (5, [1])), (map, (int, 5)), (filter, (5, [1]))):
    try: print(list(f(*a)))
    except TypeError as e: print(e)
