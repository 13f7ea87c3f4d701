"""What PyTorch kept from the time of two Pythons, and scripts still import."""
from math import inf, nan

string_classes = str, bytes


def with_metaclass(meta, *bases):
    """A base for a class statement that makes a class of the metaclass meta with these bases."""
    class Between(type):
        def __new__(cls, name, _, namespace):
            return meta(name, bases, namespace)

        @classmethod
        def __prepare__(cls, name, _):
            return meta.__prepare__(name, bases)
    return type.__new__(Between, 'temporary_class', (), {})
