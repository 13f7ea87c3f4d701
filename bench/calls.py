"""calls.py [PART...]: nanoseconds of the calls and displays that every program is made of.

A row per statement: the statement, number, "ns", the best of ROUNDS; a PART keeps the rows that contain it. The time
of an empty loop is taken off. `run.py KUKRI calls` runs it in both interpreters and prints the table.
"""
import sys
from itertools import repeat
from time import process_time_ns

ROUNDS = 7
COPIES = 10  # of the statement in the body of the loop
TURNS = 400
STATEMENTS = '''
[1, 2, 3]
[x, y]
(items, word)
{'a': 1}
{1, 2}
[*items]
{**table}
lambda: 0
[i for i in items]
items[1:3]
items[::-1]
text[1:3]
word in text
x < y
x ** 2
items == same_items
table == same_table
pair == same_pair
text + word
text * 2
f'{y:.2f}'
f'{word}: {x}'
'%d' % x
'%s=%r' % (word, x)
'{} {}'.format(word, x)
abs(x)
all(items)
any(items)
bool(items)
callable(function)
chr(65)
dict(table)
divmod(7, 2)
enumerate(items)
float('1.5')
float(x)
getattr(text, 'upper')
getattr(text, 'nothing', None)
hasattr(text, 'nothing')
hash(text)
id(text)
int('12')
int(y)
isinstance(x, int)
isinstance(x, (str, bytes))
issubclass(bool, int)
iter(items)
len(items)
list(items)
list(map(function, items))
list(pair)
map(function, items)
max(items)
max(x, 2)
min(items)
min(x, 2)
next(iter(items))
ord(word)
pow(x, 3)
print(end='')
range(10)
repr(text)
repr(x)
reversed(items)
round(y)
round(y, 2)
set(items)
slice(1, 3)
sorted(items)
sorted(items, reverse=True)
str(x)
str(y)
sum(items)
tuple(items)
type(x)
zip(items, items)
bytes(8)
items.append(1); items.pop()
items.copy()
items.count(2)
items.extend(pair); del items[-3:]
items.index(2)
items.insert(0, 1); items.pop(0)
items.reverse()
items.sort()
table.copy()
table.get(word)
table.get(word, 0)
table.get(text)
table.items()
table.keys()
table.pop(text, None)
table.setdefault(word, 1)
table.update(same_table)
for key, value in table.items(): pass
numbers.add(3)
numbers.discard(9)
numbers | same_numbers
text.count('c')
text.encode()
text.endswith(word)
text.find('b')
text.isdigit()
text.join(words)
text.lower()
text.lstrip()
text.replace('q', 'z')
text.split()
text.split(',')
text.startswith(word)
text.strip()
text.upper()
text.zfill(20)
math.sqrt(y)
math.floor(y)
math.gcd(12, 18)
random()
randint(1, 6)
choice(items)
perf_counter()
function(x)
function(a=x)
default(x)
star(x, y)
star(*pair)
Point(x, y)
Named(x, y)
point.norm()
point.x
point.x = 1
point.doubled
opened.norm()
opened.x
Point.make()
list(generator())
raise_and_catch()
with_statement()
nested(x)
Counter(items)
defaultdict(list)
deque(items)
'''
LOOP = '''
def run(times, clock, {names}):
    start = clock()
    for _ in times:
{body}
    return clock() - start
'''
SETUP = '''
import math
from collections import Counter, defaultdict, deque, namedtuple
from random import choice, randint, random
from time import perf_counter

items, same_items = [3, 1, 2] * 5, [3, 1, 2] * 5
table, same_table = {'a': 1, 'b': 2}, {'a': 1, 'b': 2}
pair, same_pair = (1, 2, 3), tuple([1, 2, 3])
numbers, same_numbers = {1, 2, 3}, {1, 2, 3, 4}
x, y, word, text, words = 3, 3.5, 'a', 'quick brown', ['a', 'bc', 'd']
Named = namedtuple('Named', 'x y')

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def norm(self):
        return self.x
    @property
    def doubled(self):
        return 2
    @staticmethod
    def make():
        return None

class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        return False

point, opened, manager = Point(1, 2), Point(1, 2), Manager()
vars(opened)

def function(a):
    return a

def default(a, b=1, *, c=2):
    return a

def star(*args):
    return args

def generator():
    yield 1
    yield 2

def raise_and_catch():
    try:
        raise KeyError
    except KeyError:
        pass

def with_statement():
    with manager:
        pass

def nested(n):
    def inner():
        return n
    return inner()
'''


def fastest(statement, names, copies):
    body = f'        {statement}\n' * copies or '        pass\n'
    scope = {}
    exec(LOOP.format(names=', '.join(names), body=body), scope)
    return min(scope['run'](repeat(None, TURNS), process_time_ns, **names) / TURNS for _ in range(ROUNDS))


def main():
    names = {}
    exec(SETUP, names)
    names = {name: value for name, value in names.items() if not name.startswith('__')}
    empty = fastest('', names, 0)
    for statement in STATEMENTS.strip().split('\n'):
        if sys.argv[1:] and not any(part in statement for part in sys.argv[1:]):
            continue
        print(f'{statement}\t{(fastest(statement, names, COPIES) - empty) / COPIES:.2f}\tns', flush=True)


main()
