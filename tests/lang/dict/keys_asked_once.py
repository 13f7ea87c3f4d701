"""A key is hashed and compared once for each operation, also when it is missing."""
class Key:
    def __hash__(self):
        print('hash', end=' ')
        return 1
    def __eq__(self, other):
        print('eq', end=' ')
        return False

def item(d, k):
    try:
        return d[k]
    except KeyError:
        print('KeyError')
class Sub(dict):
    pass
for d in {1: 2, 'a': 3}, Sub({1: 2}):
    for k in Key(), 'a', 1, Key(), Key():
        item(d, k)
k = Key()
print({k}.isdisjoint({k, 1}), {k}.isdisjoint([k]), {k}.isdisjoint({2, 3}))
