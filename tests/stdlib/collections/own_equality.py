"""A subclass with its own __eq__ keeps the __ne__ of its base; UserList's private comparison; what defaultdict and SimpleQueue can have."""
import collections
import queue
import weakref

for base, one, two in ((collections.OrderedDict, {'a': 1}, {}), (collections.defaultdict, {}, {}), (collections.deque, [1], [2]), (dict, {'a': 1}, {}), (list, [1], [2]), (set, [1], [2])):
    class Own(base):
        def __eq__(self, other):
            return True
    a, b = (Own(one), Own(two)) if base is not collections.defaultdict else (Own(int, x=1), Own())
    print(base.__name__, a != b, a == b, a != base(), base() != a, a != 5, 5 != a)

print('_UserList__cast' in dir(collections.UserList), collections.UserList([1]) < [2], collections.UserList([1]) == collections.UserList([1]))
class Slots(collections.defaultdict):
    __slots__ = 'x', '__weakref__'
class Free(collections.defaultdict):
    pass
print('__weakref__' in Free.__dict__, weakref.ref(Slots()) is not None)
try:
    weakref.ref(collections.defaultdict())
except TypeError as e:
    print(e)
class Queue(queue.SimpleQueue):
    __slots__ = '__dict__',
q = Queue()
q.x = 1
q.put(2)
print(q.x, q.get(), vars(q), hasattr(queue.SimpleQueue(), '__dict__'))
