"""Arrayterator: going over a big array in blocks that fit a buffer."""
from operator import mul
from functools import reduce

__all__ = ['Arrayterator']


class Arrayterator:
    """An array of which slices can be taken without reading it; going over it gives blocks of at most buf_size elements."""

    def __init__(self, var, buf_size=None):
        self.var = var
        self.buf_size = buf_size
        self.start = [0] * var.ndim
        self.stop = list(var.shape)
        self.step = [1] * var.ndim

    def __getattr__(self, name):
        return getattr(self.var, name)

    def __getitem__(self, index):
        if not isinstance(index, tuple):
            index = (index,)
        wanted = []
        for s in index:  # an ellipsis stands for what is missing
            wanted += [slice(None)] * (self.var.ndim - len(index) + 1) if s is Ellipsis else \
                [slice(s, s + 1, 1)] if isinstance(s, int) else [s]
        wanted += [slice(None)] * (self.var.ndim - len(wanted))
        out = type(self)(self.var, self.buf_size)
        for i, s in enumerate(wanted):
            first, last, step = self.start[i], self.stop[i], self.step[i]
            out.start[i] = first + (s.start or 0)
            out.step[i] = step * (s.step or 1)
            out.stop[i] = min(last, first + (s.stop or last - first))
        return out

    def __array__(self):
        return self.var[tuple(map(slice, self.start, self.stop, self.step))]

    @property
    def flat(self):
        for block in self:
            yield from block.flat

    @property
    def shape(self):
        return tuple((stop - start - 1) // step + 1 for start, stop, step in zip(self.start, self.stop, self.step))

    def __iter__(self):
        if not self.shape or any(n <= 0 for n in self.shape):
            return
        size = self.buf_size or reduce(mul, self.shape)
        widths = list(self.shape)  # of a block: the last dimensions whole, one split, those before by single places
        room = max(size, 1)
        for k in reversed(range(len(widths))):
            widths[k] = min(widths[k], room) or 1
            room = room // widths[k] if widths[k] == self.shape[k] else 1
        starts = self.start[:]
        while True:
            stops = [min(a + w * s, end) for a, w, s, end in zip(starts, widths, self.step, self.stop)]
            yield self.var[tuple(map(slice, starts, stops, self.step))]
            for k in reversed(range(len(starts))):
                starts[k] += widths[k] * self.step[k]
                if starts[k] < self.stop[k]:
                    break
                starts[k] = self.start[k]
            else:
                return
