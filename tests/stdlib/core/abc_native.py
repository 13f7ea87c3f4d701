"""What abstract classes know of others, as the module _abc shows it, and what makes them forget it."""
import _abc
import abc
import collections.abc as c
import gc
import sys


def told(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def dump(cls):
    registry, yes, no, version = _abc._get_dump(cls)
    names = lambda refs: sorted(r().__name__ for r in refs)
    return names(registry), names(yes), names(no), version - start


start = abc.get_cache_token()
print(sorted(n for n in vars(_abc) if not n.startswith('__')))
print([n for n in dir(abc) if not n.startswith('__')])


class A(abc.ABC):
    pass


class B:
    pass


class C(B):
    pass


print(type(A._abc_impl), dump(A))
print(type(type(A._abc_impl)(1, a=2)) is type(A._abc_impl))
print(isinstance(B(), A), isinstance(3, A), issubclass(C, A), dump(A))
print(A.register(B) is B, dump(A), isinstance(B(), A), issubclass(C, A), dump(A))
print(isinstance(3, A), dump(A), issubclass(B, A), dump(A))
A._abc_caches_clear()
print(dump(A), isinstance(C(), A), dump(A))
A._abc_registry_clear()
print(dump(A), isinstance(C(), A), isinstance(B(), A))
_abc._reset_caches(A)
print(isinstance(C(), A), isinstance(B(), A), dump(A))

for f, *args in ((_abc._get_dump, int), (_abc._abc_init, 5), (_abc._abc_register, A, 5), (A.register, 5), (_abc._abc_subclasscheck, A, 5),
                 (issubclass, 5, A), (_abc._abc_instancecheck, int, 5), (_abc._reset_caches,), (_abc._abc_register, A)):
    told(f, *args)


class Wrong(abc.ABC):
    _abc_impl = 5


Wrong._abc_impl = 5
told(issubclass, int, Wrong)


class D(A):
    pass


told(D.register, A)


# Classes go away, and others may come to stand where they were.
def many(n):
    for i in range(n):
        answers.add(isinstance(type('T', (B,) if i % 2 else (A,), {})(), A))


answers = set()
many(200)
gc.collect()
print(answers, len(_abc._get_dump(A)[1]), len(_abc._get_dump(A)[2]))

# Hooks are asked when nothing is known, and only then; others than those of ABCMeta always.
asked = []


class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, sub):
        asked.append(sub.__name__)
        return {'int': True, 'str': False, 'list': NotImplemented}.get(sub.__name__, 5)


for i in range(3):
    print(isinstance(3, Hooked), isinstance('', Hooked), isinstance([], Hooked), issubclass(int, (Hooked, str)), isinstance([], (Hooked, A)))
print(asked)
told(issubclass, dict, Hooked)


class Meta(abc.ABCMeta):
    def __instancecheck__(cls, x):
        asked.append(x)
        return super().__instancecheck__(x)


class M(metaclass=Meta):
    pass


del asked[:]
print(isinstance(1, M), isinstance(1, M), isinstance(M(), M), isinstance(1, (M, A)), asked[:2], len(asked))


class Claims:
    __class__ = property(lambda self: list)


class Lists:
    def __getattribute__(self, name):
        return list if name == '__class__' else object.__getattribute__(self, name)


for turn in range(3):
    print([isinstance(x(), c.Sequence) for x in (Claims, Lists, list, dict)], isinstance(5, (c.Sequence, c.Mapping)),
          issubclass(dict, (c.Sequence, (c.Mapping,))))

original = abc.ABCMeta.__instancecheck__
abc.ABCMeta.__instancecheck__ = lambda cls, x: 'patched'
print(isinstance([], c.Sequence))
abc.ABCMeta.__instancecheck__ = original
print(isinstance([], c.Mapping))
events = []
sys.setprofile(lambda f, e, a: events.append((e, f.f_code.co_name)) if e == 'call' else None)
isinstance([], c.Sequence)
sys.setprofile(None)
print(events)


class Base(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def g(self): pass


class Part(Base):
    def f(self): pass


print(sorted(Base.__abstractmethods__), sorted(Part.__abstractmethods__))
told(Part)
Part.g = 1
print(abc.update_abstractmethods(Part) is Part, Part.__abstractmethods__, type(Part()))
for flags in 1 << 5, 1 << 6, 1 << 5 | 1 << 6, 'x', 0:
    def make():
        return type(abc.ABC)('F', (), {'__abc_tpflags__': flags})
    told(lambda: [make().__flags__ >> 5 & 3, hasattr(make(), '__abc_tpflags__')])


class Seq(metaclass=abc.ABCMeta):
    __abc_tpflags__ = 1 << 5


class Registered:
    pass


Seq.register(Registered)
print(Registered.__flags__ >> 5 & 3)
match Registered():
    case [*_]:
        print('a sequence')
