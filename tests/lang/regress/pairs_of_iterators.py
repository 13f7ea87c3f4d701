"""dict(pairs): a pair's iterator is taken first, and it alone is asked for a length hint."""


class Noted:
    def __init__(self, *items):
        self.items = items

    def __length_hint__(self):
        print('hint of the pair')
        return -1

    def __getitem__(self, i):
        print('item', i)
        return self.items[i]


class Iterated(Noted):
    def __iter__(self):
        print('iter')
        return Iterator(self.items)


class Iterator:
    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        print('iter of the iterator')
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return self.items.pop(0)

    def __length_hint__(self):
        print('hint of the iterator')
        return len(self.items)


class Wrong:
    def __iter__(self):
        raise TypeError('mine')


class Other:
    def __iter__(self):
        raise KeyError('mine')


for pair in Noted(1, 2), Iterated(1, 2), Noted(1), Iterated(1, 2, 3), Wrong(), Other(), 5, 'ab', {1: 2, 3: 4}, [1, 2], (1, 2):
    try:
        print(dict([pair]))
    except Exception as e:
        print(type(e).__name__, e)
