"""Heaps: order of results, equal items, errors, and comparisons that fail or change the list."""
import heapq
import random

r = random.Random(7)
data = [r.randrange(40) for _ in range(60)]
heap = []
for i, x in enumerate(data):
    heapq.heappush(heap, (x, i))
print([heapq.heappop(heap) for _ in range(60)] == sorted((x, i) for i, x in enumerate(data)))
heap = data[:]
heapq.heapify(heap)
print(heap)
print(heapq.heapreplace(heap, 50), heapq.heappushpop(heap, -1), heapq.heappushpop(heap, 9), heap)
heap = data[:]
heapq._heapify_max(heap)
print(heap, heapq._heappop_max(heap), heapq._heapreplace_max(heap, 0), heap)
for n in (-1, 0, 1, 2, 5, 60, 100):
    print(heapq.nsmallest(n, data), heapq.nlargest(n, iter(data), key=lambda x: x % 7))
pairs = [(1, 'a'), (1, 'b'), (2, 'c'), (2, 'd')]
print(heapq.nsmallest(3, iter(pairs), key=lambda p: p[0]), heapq.nlargest(3, iter(pairs), key=lambda p: p[0]))
print(list(heapq.merge([1, 3, 5], [], [2, 3, 4], iter([3]))))
print(list(heapq.merge(pairs, pairs[::-1], key=lambda p: p[0] * 0)))
print(list(heapq.merge([5, 3, 1], [4, 3], reverse=True)), list(heapq.merge()))


class Item:
    def __init__(self, v, act=None):
        self.v, self.act = v, act

    def __lt__(self, other):
        print(self.v, '<', other.v)
        if self.act:
            self.act()
        return self.v < other.v

    def __repr__(self):
        return f'I{self.v}'


def fail():
    raise ValueError('no order')


heap = []
for v in (3, 1, 2, 0):
    heapq.heappush(heap, Item(v))
print(heap, heapq.heappop(heap), heap)
for f, args in ((heapq.heappush, (heap, Item(-1, fail))), (heapq.heappush, (heap, Item(-2, heap.clear))),
                (heapq.heappop, ([],)), (heapq.heapreplace, ([], 1)), (heapq.heappush, ((), 1)), (heapq.heapify, (None,)),
                (heapq.heappushpop, ([1, 2], 'x')), (heapq.heapify, ([1, 'x', 2],)), (heapq.heappop, (5,))):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
print(heap)
