# __init_subclass__, __set_name__, __class_getitem__, __mro_entries__, class keyword arguments.
class Field:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, 'unset')

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print('init_subclass', cls.__name__, tag)
        cls.registry.append(cls)
        cls.tag = tag


class One(Base, tag='one'):
    f = Field()
    g = Field()


class Two(One):
    pass


print([k.__name__ for k in Base.registry], One.tag, Two.tag)
o = One()
print(o.f)
o.f = 5
print(o.f, o.__dict__)
try:
    class Bad(object, x=1):
        pass
except TypeError as e:
    print(e)


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError('no')


try:
    class X:
        b = Broken()
except RuntimeError as e:
    print(e, repr(e.__cause__))


class G:
    def __class_getitem__(cls, item):
        return f'{cls.__name__}[{item}]'


print(G[int], G['x'])
try:
    Base[int]
except TypeError as e:
    print(e)


class Entries:
    def __mro_entries__(self, bases):
        print('mro_entries', len(bases))
        return (Base,)


class M(Entries()):
    pass


print(M.__bases__[0].__name__, len(M.__orig_bases__))
print(list[int], dict[str, int], tuple[int, ...], list[int] == list[int], list[int].__origin__, list[int].__args__)
print(int | None, int | str | int, isinstance(5, int | str), isinstance(None, int | None), issubclass(bool, int | str))
