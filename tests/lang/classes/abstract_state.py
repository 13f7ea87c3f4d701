"""What an abstract class keeps, and the functions that abc asks about it."""
import _abc
import abc
import collections
import copy
import pickle
import weakref


def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass


class Square(Shape):
    def area(self):
        return 1


state = Shape._abc_impl
print(type(state), type(state).__mro__, type(state).__flags__ >> 10 & 1, repr(state).split(' at ')[0])
tell(lambda: state())
tell(lambda: state.x)
tell(lambda: setattr(state, 'x', 1))
tell(lambda: copy.copy(state))
tell(lambda: pickle.dumps(state))
tell(lambda: len(state))
tell(lambda: state + 1)
tell(lambda: weakref.ref(state))
tell(lambda: type('Sub', (type(state),), {}))

for name in '_abc_instancecheck', '_abc_register', '_abc_subclasscheck', '_get_dump', '_reset_caches', '_reset_registry', 'get_cache_token':
    function = getattr(_abc, name)
    print(function, function.__text_signature__, function.__module__)
    for args in (), (Shape,), (Shape, int), (Shape, 1), (Shape, 1, 2):
        if len(args) == 2 or name != 'get_cache_token' and not name.startswith('_') or len(args) == 3:
            tell(lambda: function(*args))
print([type(part).__name__ for part in _abc._get_dump(Shape)])
tell(lambda: _abc._get_dump(int))
print(isinstance(5, Shape), isinstance(Square(), Shape), isinstance('a', Shape), isinstance('a', Shape), issubclass(str, Shape))
Shape.register(str)
print(isinstance('a', Shape), isinstance('a', Shape), isinstance(5.5, Shape), isinstance(5.5, Shape))
Shape._abc_registry_clear()
Shape._abc_caches_clear()
print(isinstance('a', Shape), isinstance(5, Shape), isinstance(Square(), Shape))


class Pretends:
    __class__ = Square


print(isinstance(Pretends(), Shape), isinstance(Pretends(), Shape), issubclass(Pretends, Shape))


class Class:
    __class__ = 5


tell(lambda: isinstance(Class(), Shape))
Shape._abc_impl = 5
tell(lambda: isinstance(5, Shape))
tell(lambda: issubclass(int, Shape))
tell(lambda: Shape.register(int))
backwards = reversed(collections.UserString('ab'))
print(backwards.__qualname__, backwards.gi_running, list(backwards))
