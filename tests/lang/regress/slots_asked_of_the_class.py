"""The names of slots are found once for a class, which its metaclass notices."""
import copy
import pickle


class Meta(type):
    def __getattr__(cls, name):
        print('  asked for', name)
        raise AttributeError(name)


class Plain(metaclass=Meta):
    pass


class Slots(metaclass=Meta):
    __slots__ = ('a', '__b', '__dict__')

    def fill(self):
        self.a, self.__b, self.c = 1, [2], 3
        return self


for make in (Plain, Slots):
    v = make()
    if make is Slots:
        v.fill()
    for use in (copy.copy, copy.deepcopy, pickle.dumps, lambda v: v.__reduce_ex__(2)[2], lambda v: v.__getstate__()):
        print(make.__name__)
        got = use(v)
        print(got if type(got) in (tuple, dict) else type(got).__name__)
    print(vars(make).get('__slotnames__'))


class Wrong:
    __slotnames__ = 5


try:
    print(Wrong().__reduce_ex__(2))
except TypeError as e:
    print(e)
