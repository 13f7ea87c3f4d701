# _generate_next_value_ stays what the class says; _simple_enum wants a static method.
import enum
@enum._simple_enum(enum.Enum)
class Simple:
    a = 1
class Plain(enum.Enum):
    a = 1
class Function(enum.Enum):
    def _generate_next_value_(name, start, count, last): return name, start, count, last
    a = enum.auto()
    b = enum.auto()
class Static(enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name * 2
    a = enum.auto()
for e in Simple, Plain, Function, Static, enum.Enum, enum.Flag, enum.IntEnum, enum.StrEnum, enum.IntFlag:
    print(e.__name__, type(e.__dict__.get('_generate_next_value_')).__name__, list(e), e._generate_next_value_('x', 1, 0, []))
for wrong in lambda: enum._simple_enum(enum.Enum)(Simple), lambda: enum._simple_enum(int)(Simple):
    try:
        print(wrong())
    except AttributeError as e:
        print(e)
