# A key that is no str may, when it is compared, give the object other attributes or its class
# other bases: the lookup goes on in what it has begun with, or begins again.


class Key:
    def __init__(self, name, act):
        self.name, self.act = name, act

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        self.act()
        return False


class C:
    def method(self):
        return 'method'


def with_key(name):
    o = C()

    def replace():
        o.__dict__ = {}

    o.__dict__ = {i: i for i in range(40)} | {Key(name, replace): 1}
    return o


def loop(what):
    for name in 'attr', 'method':
        o = with_key(name)
        try:
            print(what.__name__, name, what(o, name))
        except AttributeError as e:
            print(what.__name__, e)
        print(o.__dict__)


def read(o, name):
    return o.attr if name == 'attr' else o.method.__name__


def call(o, name):
    return o.attr() if name == 'attr' else o.method()


def store(o, name):
    setattr(o, name, 5)


def drop(o, name):
    delattr(o, name)


def ask(o, name):
    return hasattr(o, name)


for turn in range(2):
    for what in read, call, store, drop, ask:
        loop(what)


def function():
    pass


def replace():
    function.__dict__ = {}


function.__dict__ = {i: i for i in range(40)} | {Key('attr', replace): 1}
print(hasattr(function, 'attr'), function.__dict__)


def rebased():
    class First:
        late = 'first' * 20

    class Second:
        late = 'second' * 20

    def rebase():
        if X.__bases__ == (First,):
            X.__bases__ = (Second,)

    X = type('X', (First,), {Key('late', rebase): 1})
    return X()


for turn in range(3):
    x = rebased()
    x.late
    print(x.late in ('first' * 20, 'second' * 20), getattr(x, 'late') == type(x).late)
