# WeakSet: what cannot be referred to weakly is refused, whatever the operation.
import weakref


class C:
    def __init__(self, n):
        self.n = n


def told(label, call):
    try:
        print(label, call())
    except Exception as ex:
        print(label, type(ex).__name__, ex)


a, b, c = C(1), C(2), C(3)
numbers = lambda s: sorted(x.n for x in s)
w = weakref.WeakSet([a, b])
print(weakref.WeakSet.__module__, weakref.WeakSet.__qualname__)
told('difference', lambda: numbers(w - weakref.WeakSet([a])))
told('difference', lambda: numbers(w.difference([b, c])))
told('difference with text', lambda: w - 'x')
told('difference with list', lambda: w.difference([1]))
told('symmetric', lambda: numbers(w ^ weakref.WeakSet([b, c])))
told('symmetric with None', lambda: w.symmetric_difference(None))
told('symmetric update', lambda: (w.symmetric_difference_update([a, c]), numbers(w)))
told('generic', lambda: weakref.WeakSet[int])
p = weakref.proxy(a)
told('proxy', lambda: hash(p))
told('proxy', lambda: type(p).__hash__)
told('proxy', lambda: p.n)
