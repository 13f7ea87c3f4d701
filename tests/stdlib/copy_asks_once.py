# copy.copy looks for the class once: a metaclass may see what its classes are compared with
import copy


class Meta(type):
    def __hash__(cls):
        print('hash')
        return 5

    def __eq__(cls, other):
        print('eq', other)
        return NotImplemented


class B(bytes, metaclass=Meta):
    pass


class C(list, metaclass=Meta):
    pass


for v in (B(b'ab'), C([1, 2])):
    print(copy.copy(v) == v)
for v in ([1], {1: 2}, {3}, bytearray(b'a'), (1,), 'text', frozenset([1]), int, len, None):
    w = copy.copy(v)
    print(w, w is v)
