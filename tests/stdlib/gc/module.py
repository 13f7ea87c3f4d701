"""gc: generations, callbacks, debug flags, freeze, what objects refer to."""
import gc
import weakref


class Node:
    def __init__(self):
        self.me = self


gc.disable()
gc.collect()
print(gc.get_threshold(), gc.get_debug(), gc.isenabled())
gc.set_threshold(500, 5)
print(gc.get_threshold())
gc.set_threshold(700, 10, 10)
for bad in ((), (1, 2, 3, 4), ('x',)):
    try:
        gc.set_threshold(*bad)
    except TypeError as e:
        print(e)

a = []
where = lambda: [g for g in range(3) if any(a is x for x in gc.get_objects(generation=g))]
print(where())
for g in 0, 1, 2:
    gc.collect(g)
    print(where(), gc.get_count()[1:])
for bad in 3, -1, 'x':
    try:
        gc.get_objects(bad)
    except (TypeError, ValueError) as e:
        print(e)
try:
    gc.collect(3)
except ValueError as e:
    print(e)

phases = []
gc.callbacks.append(lambda phase, info: phases.append((phase, sorted(info.items()))))
Node()
print(gc.collect())
print(phases)
gc.callbacks.clear()

before = gc.get_stats()
Node(), Node()
print(gc.collect(0), gc.collect(1), gc.collect())
after = gc.get_stats()
print([(b['collections'] - a['collections'], b['collected'] - a['collected']) for a, b in zip(before, after)])

kept = []


class Lazarus(Node):
    def __del__(self):
        kept.append(self)


Lazarus()
print(gc.collect(), len(kept), gc.is_finalized(kept[0]))
kept.clear()
print(gc.collect(), kept)

gc.set_debug(gc.DEBUG_SAVEALL)
l = []
l.append(l)
del l
print(gc.collect(), [type(x) for x in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect(), gc.DEBUG_LEAK == gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE | gc.DEBUG_SAVEALL)

n = Node()
w = weakref.ref(n)
gc.freeze()
print(gc.get_freeze_count() > 0)
del n
gc.collect()
print(w() is None)
gc.unfreeze()
print(gc.get_freeze_count())
gc.collect()
print(w() is None)

print(sorted(gc.get_referents([1, 2], {3: 4}, (0, 5))), gc.get_referents(1, 'a', 2j))
x = object()
holder, pair = [x], (x, 1)
print([r is holder or r is pair for r in gc.get_referrers(x) if type(r) is not dict])
print([gc.is_tracked(v) for v in (0, 'a', [], (), {}, {'a': 1}, {'a': []}, object(), int, Node, Node(), len, bytearray())])

f = lambda: None
f.__doc__ = [f]
g = lambda: None
g.__module__ = (g,)
del f, g
print(gc.collect(), gc.collect())
import io
for cls in io.BytesIO, io.StringIO:
    b = cls()
    b.x = (b,)
    w = weakref.ref(b)
    del b
    gc.collect()
    print(w() is None)
print(float(memoryview(b'1.5')))
