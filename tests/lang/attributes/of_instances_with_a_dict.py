"""Attributes and methods of instances whose __dict__ somebody has: what comes first, and what is found anew."""


class Data:
    def __get__(self, obj, cls=None):
        return 'data' if obj is not None else self

    def __set__(self, obj, value):
        raise AttributeError('fixed')


class Plain:
    def __get__(self, obj, cls=None):
        return 'plain' if obj is not None else self


class A:
    kind = 'class'
    data = Data()
    plain = Plain()

    def method(self, n=0):
        return 'method', n

    @staticmethod
    def static():
        return 'static'

    @classmethod
    def of_class(cls):
        return cls.__name__

    @property
    def prop(self):
        return 'prop'


class Hooked(A):
    def __getattr__(self, name):
        return 'hook ' + name


def look(o):
    print(o.method(), o.method(1), o.static(), o.of_class(), o.prop, o.kind, o.data, o.plain)
    for name in ('missing', 'x'):
        try:
            print(getattr(o, name), o.missing if name == 'missing' else o.x)
        except AttributeError as e:
            print(e)


for cls in (A, Hooked):
    o = cls()
    for step in range(3):
        look(o)
        d = vars(o)
    d.update(x=1, kind='own', data='hidden', plain='own plain')
    look(o)
    d['method'] = lambda n=0: ('own', n)
    look(o)
    del d['method']
    look(o)
    d['prop'] = d['static'] = d['of_class'] = lambda: 'own'
    look(o)
    A.method = lambda self, n=0: ('changed', n)
    look(o)
    A.method = lambda self, n=0: ('method', n)
    o.__dict__ = {'x': 2, 3: 4}
    look(o)


class Key(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        if str.__eq__(self, other) and hasattr(A, 'gone'):
            del A.gone
        return str.__eq__(self, other) and not armed


def call():
    try:
        return o.gone()
    except AttributeError as e:
        return str(e)


armed = True
A.gone = lambda self: 'gone'
o = A()
vars(o)[Key('gone')] = lambda: 'own'
print(call(), hasattr(A, 'gone'))
armed = False
print(call())


def reduce(e):
    try:
        e.__reduce__(3)
    except TypeError as x:
        print(x)


for e in (ValueError(1), KeyError()):
    reduce(e)
    try:
        del e.missing
    except AttributeError as x:
        print(x)
    reduce(e)


def many():
    o = A()
    for i in range(200):
        setattr(o, f'a{i}', i)
    return o


o = many()
print(o.method(), o.a7, o.a199, sum(getattr(o, f'a{i}') for i in range(200)))
del o.a7
try:
    o.a7
except AttributeError as e:
    print(e)
try:
    o.a7()
except AttributeError as e:
    print(e)


# what the class had when it was asked counts, even if comparing the keys of the dict takes it away
for value in 'text', Plain(), lambda self: 'called':
    armed = True
    A.gone = value
    o = A()
    vars(o)[Key('gone')] = 'own'
    got = eval('o.gone')
    print(got() if callable(got) else got, hasattr(A, 'gone'))
    try:
        print(eval('o.gone'))
    except AttributeError as e:
        print(e)
    armed = False
    print(eval('o.gone'))
