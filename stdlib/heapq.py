"""Heaps in lists: heap[k] <= heap[2k+1] and heap[2k+2], so that heap[0] is the smallest item."""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def _up(heap, start, pos):
    """Moves the item at pos towards the root until its parent is not larger."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def _down(heap, pos):
    """Sinks the item at pos to a leaf along the smaller children, then moves it up to its place: fewer
    comparisons than stopping early, since items near the root are mostly small (Knuth 5.2.3, ex. 16)."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _up(heap, start, pos)


def heappush(heap, item, /):
    heap.append(item)
    _up(heap, 0, len(heap) - 1)


def heappop(heap, /):
    last = heap.pop()
    if heap:
        smallest = heap[0]
        heap[0] = last
        _down(heap, 0)
        return smallest
    return last


def heapreplace(heap, item, /):
    """Pops the smallest, then pushes item."""
    smallest = heap[0]
    heap[0] = item
    _down(heap, 0)
    return smallest


def heappushpop(heap, item, /):
    """Pushes item, then pops the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def heapify(heap, /):
    for i in reversed(range(len(heap) // 2)):
        _down(heap, i)


class _Reversed:
    """An item that compares the other way round."""
    __slots__ = ('key', 'order', 'item')

    def __init__(self, key, order, item):
        self.key, self.order, self.item = key, order, item

    def __lt__(self, other):
        return other.key < self.key


def merge(*iterables, key=None, reverse=False):
    """One sorted stream from several sorted ones."""
    entries = []
    for order, it in enumerate(map(iter, iterables)):
        for item in it:
            entries.append([item if key is None else key(item), order, item, it])
            break
    less = (lambda a, b: b[0] < a[0]) if reverse else (lambda a, b: a[0] < b[0])
    while entries:
        best = entries[0]
        for e in entries[1:]:
            if less(e, best):
                best = e
        yield best[2]
        for item in best[3]:
            best[0], best[2] = item if key is None else key(item), item
            break
        else:
            entries.remove(best)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
