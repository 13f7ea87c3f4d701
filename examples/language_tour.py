"""A tour of the language: run with `./dev run examples/language_tour.py`."""
from collections import Counter, deque
from dataclasses import dataclass, field
from contextlib import contextmanager


# --- functions: every kind of parameter, closures, decorators ---
def trace(fn):
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        shown = [repr(a) for a in args] + [f'{k}={v!r}' for k, v in kwargs.items()]
        print(f'{fn.__name__}({", ".join(shown)}) -> {result!r}')
        return result
    return wrapper


@trace
def area(width, /, height=1, *, scale=1.0):
    return width * height * scale


area(3)
area(3, 4, scale=0.5)


def counter(start=0):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n
    return step


tick = counter(10)
print(tick(), tick(5), tick())


# --- classes ---
class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __repr__(self):
        return f'Vector({self.x}, {self.y})'


print(Vector(1, 2) + Vector(2, 2), abs(Vector(3, 4)))


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    tags: list = field(default_factory=list, compare=False)


print(sorted([Task(3, 'rest'), Task(1, 'wake'), Task(2, 'work', ['day'])]))


# --- generators ---
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


def take(n, it):
    return [x for x, _ in zip(it, range(n))]


print(take(10, primes()))


def flatten(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4]], 5]])))


# --- pattern matching ---
def describe(shape):
    match shape:
        case {'kind': 'circle', 'r': r}:
            return f'circle of radius {r}'
        case [x, y, *rest] if not rest:
            return f'point at {x}, {y}'
        case str() | int() as plain:
            return f'plain {plain!r}'
        case Vector(x=0):
            return 'vertical vector'
        case _:
            return 'something else'


for s in ({'kind': 'circle', 'r': 2}, (3, 4), 'text', Vector(0, 1), 2.5):
    print(describe(s))


# --- context managers and exceptions ---
@contextmanager
def step(name):
    print('begin', name)
    try:
        yield name.upper()
    except ZeroDivisionError as e:
        print('absorbed:', e)
    finally:
        print('end', name)


with step('one') as label:
    print(label)
with step('two'):
    1 / 0

try:
    try:
        {}['missing']
    except KeyError as e:
        raise ValueError('no such entry') from e
except ValueError as e:
    print(type(e).__name__, e, '<-', repr(e.__cause__))

# --- numbers and text ---
print(2 ** 100, -7 // 2, -7 % 2, 0.1 + 0.2, 10 / 4, divmod(17, 5))
print(f'{1234567.891:,.2f} {255:#x} {0.25:.0%} {"mid":^9}|', 'Grüße'.upper(), len('naïve'))
print(Counter('mississippi').most_common(2), deque([1, 2, 3], maxlen=2))
words = 'the quick brown fox jumps over the lazy dog'.split()
print({w: len(w) for w in words if len(w) > 4}, sorted(set(map(len, words))))
if (n := len(words)) > 5:
    print(f'{n = }')
