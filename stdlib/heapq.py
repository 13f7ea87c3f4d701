"""Heaps in lists: heap[k] <= heap[2k+1] and heap[2k+2], so that heap[0] is the smallest item."""

from _heapq import (heapify, heappop, heappush, heappushpop, heapreplace, _heapify_max, _heappop_max,
                    _heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


# What the native functions do, a step at a time, for programs that keep the order themselves.

def _siftdown(heap, startpos, pos):
    """Moves the item at pos up, past parents that are greater, as far as startpos."""
    item = heap[pos]
    while pos > startpos and item < heap[parent := (pos - 1) // 2]:
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _siftup(heap, pos):
    """Moves lesser children up from pos down to a leaf, and the item from pos up again to its place there."""
    item, start = heap[pos], pos
    while (child := 2 * pos + 1) < len(heap):
        if child + 1 < len(heap) and not heap[child] < heap[child + 1]:
            child += 1
        heap[pos] = heap[child]
        pos = child
    heap[pos] = item
    _siftdown(heap, start, pos)


def _siftdown_max(heap, startpos, pos):
    """_siftdown() of a heap with the greatest item first."""
    item = heap[pos]
    while pos > startpos and heap[parent := (pos - 1) // 2] < item:
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _siftup_max(heap, pos):
    """_siftup() of a heap with the greatest item first."""
    item, start = heap[pos], pos
    while (child := 2 * pos + 1) < len(heap):
        if child + 1 < len(heap) and not heap[child + 1] < heap[child]:
            child += 1
        heap[pos] = heap[child]
        pos = child
    heap[pos] = item
    _siftdown_max(heap, start, pos)


def merge(*iterables, key=None, reverse=False):
    """One sorted stream from several sorted ones; items that compare equal in the order of the arguments."""
    if reverse:
        order, pop, replace, step = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        order, pop, replace, step = heapify, heappop, heapreplace, 1
    heads = [] # [key, place among the arguments, item, iterator]
    for place, it in enumerate(map(iter, iterables)):
        for item in it:
            heads.append([item if key is None else key(item), place * step, item, it])
            break
    order(heads)
    while len(heads) > 1:
        head = heads[0]
        yield head[2]
        for item in head[3]:
            head[0], head[2] = item if key is None else key(item), item
            replace(heads, head)
            break
        else:
            pop(heads)
    for _, _, item, it in heads: # the last stream needs no comparing
        yield item
        yield from it


def _select(n, iterable, key, order, replace, step):
    """The n best of the items as a heap of (key, place, item) with the worst of them first: of equal ones the last."""
    kept, place = [], 0
    for item in iterable:
        k = item if key is None else key(item)
        if place < n:
            kept.append((k, step * place, item))
            if place == n - 1:
                order(kept)
                worst = kept[0][0]
        elif k < worst if step > 0 else worst < k:
            replace(kept, (k, step * place, item))
            worst = kept[0][0]
        place += 1
    return kept


_absent = object()


def _holds_few(n, iterable):
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        return False
    return n >= size


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first: sorted(iterable, key=key)[:n], but it holds only n items."""
    if n == 1:
        best = min(iterable, default=_absent, key=key)
        return [] if best is _absent else [best]
    if _holds_few(n, iterable):
        return sorted(iterable, key=key)[:n]
    items = iter(iterable)
    if not range(n):
        return []
    kept = _select(n, items, key, _heapify_max, _heapreplace_max, 1)
    kept.sort()
    return [item for _, _, item in kept]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first: sorted(iterable, key=key, reverse=True)[:n] of only n items held."""
    if n == 1:
        best = max(iterable, default=_absent, key=key)
        return [] if best is _absent else [best]
    if _holds_few(n, iterable):
        return sorted(iterable, key=key, reverse=True)[:n]
    items = iter(iterable)
    if not range(0, -n, -1):
        return []
    kept = _select(n, items, key, heapify, heapreplace, -1)
    kept.sort(reverse=True)
    return [item for _, _, item in kept]
