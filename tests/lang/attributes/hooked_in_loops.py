# Classes with __getattr__: what is there is found without it, again and again at the same place.


class Hooked:
    shared = 'shared'

    def __init__(self, x):
        self.x = x

    def __getattr__(self, name):
        if name.startswith('no'):
            raise AttributeError(f'none: {name}')
        return f'hook({name})'

    def method(self):
        return 'method'

    @property
    def good(self):
        return 'good'

    @property
    def bad(self):
        raise AttributeError('inside bad')


class Slotted:
    __slots__ = 'a', 'b'

    def __getattr__(self, name):
        return f'slot hook({name})'


class Other(Hooked):
    def method(self):
        return 'other ' + super().method()


def read(o):
    return o.x, o.shared, o.good, o.bad, o.y, o.method() if isinstance(o, Hooked) else o.method


h = Hooked(1)
for i in range(5):
    print(read(h))
    h.x += 1
    if i == 2:
        h.shared = 'own'
        h.method = lambda: 'own method'
print(read(Other(9)))
del h.x, h.shared
print(read(h))


def slots(s):
    return s.a, s.b


s = Slotted()
for i in range(3):
    print(slots(s))
    s.a = i
del s.a
print(slots(s))


def fails(o):
    try:
        return o.nothing
    except AttributeError as e:
        return str(e)


print([fails(h) for _ in range(3)])

# The class changes under the loop.
h = Hooked(1)
for i in range(6):
    print(h.x, h.shared, h.method())
    if i == 1:
        Hooked.shared = 'changed'
    elif i == 2:
        Hooked.__getattribute__ = lambda self, name: f'all({name})' if name != 'method' else lambda: 'all'
    elif i == 3:
        del Hooked.__getattribute__
    elif i == 4:
        Hooked.x = property(lambda self: self.none)
        try:
            h.x
        except AttributeError as e:
            print(e)
        del Hooked.x
del Hooked.__getattr__
print(fails(h), h.x)
