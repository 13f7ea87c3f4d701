"""Finalisers of objects in cycles run in the order in which the objects were made."""
import gc

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


class Other(Node):
    __slots__ = ('extra',)


def ring(names, make=Node):
    nodes = [make(n) for n in names]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.next = b


for _ in range(4):
    ring(range(6))
    print(gc.collect() > 0)
nodes = [Node(i) for i in range(9)]
for i in (3, 1, 7):
    nodes[i].me = nodes[i]
nodes = None
print()
gc.collect()
print()
for i in range(5):  # two kinds of blocks, taken in turn
    x, y = Node(('n', i)), Other(('o', i))
    x.y, y.x, y.extra, x.more = y, x, i, [i]
    x.a = x.b = x.c = x.d = x.e = x.f = 1
x = y = None
gc.collect()
print()
for i in range(3):  # objects of several collections
    ring([f'{i}{c}' for c in 'abc'])
    gc.collect(0)
    print()
ring('pqr', Other)
print(gc.collect() > 0)
