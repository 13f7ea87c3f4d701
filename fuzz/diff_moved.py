"""Which differences are rounding that a later step blows up, so that no implementation with another order of sums agrees.

1/x of a sum that cancels, or the spread of what would be equal numbers, says nothing that can be compared. Whether a
difference is of that sort is asked of the original alone, which runs the statement again:
- as it was, which must give the same text once more;
- with its random inputs moved, every number by an ulp or so, up or down (MOVES times in other ways);
- as it was, but rounding up, down, toward zero, or with a direction drawn for every operation (DIRECTIONS times in all).
A difference is accepted only if the texts are the same but for numbers of float tensors and plain floats (kinds, types,
shapes, names of nodes, integers, bools, strings and errors never differ), and
- at each number that differs the moved inputs move the original's by more than the comparison allows for the coarsest
  type named in the statement, and by at least a quarter (1 / FACTOR) of what the other side differs from it;
- where one is nan or infinite and the other is not, the moved runs show both;
- the runs with other rounding show the same. Without this, a statement that is exact but on an edge (round of 0.5, a tie
  of max, the end of a clamp) would be accepted: there moved inputs jump, and a wrong answer is a bug.

A prelude that takes part defines start(pattern): what follows runs with inputs moved by that pattern (0: not moved) and
with its random streams at their start; and steps(change), a context in which change() is called before operations. A
statement that draws numbers it did not seed gives another text then, and its difference stays.
"""
import math
import re

from diff_program import Program, apart, tolerance

MOVES, DIRECTIONS, FACTOR = 8, 12, 4
PRELUDE = r'''
import ctypes, platform, random
_rounding = {'x86_64': (0x800, 0x400, 0xc00, 0), 'aarch64': (0x400000, 0x800000, 0xc00000, 0)}.get(platform.machine())
def _again(number, f):
    start(number if number <= MOVES else 0)
    if number <= MOVES:
        return f()
    if _rounding is None:
        raise NotImplementedError('rounding modes of this machine')
    fesetround, k, r = ctypes.CDLL('libm.so.6').fesetround, number - MOVES - 1, random.Random(number)
    try:
        with steps(lambda: fesetround(_rounding[k] if k < 3 else r.choice(_rounding))):
            return f()
    finally:
        fesetround(0)   # before the numbers become text
'''.replace('MOVES', str(MOVES))
TENSOR = re.compile(r'(T\((?:b?float|complex)\d+ \([\d, ]*\) \S+ \[)([^\]]*)')
FLOAT = re.compile(r'[-+]?(?:\d+\.\d*(?:e[-+]?\d+)?|\d+e[-+]?\d+|nan|inf)')


class Again(Program):
    """A statement to be run again in all those ways, each a statement of its own: 0 as it was, then moved, then rounded."""

    def __init__(self, number, tag, body):
        super().__init__(number)
        self.statements = [(tag, body)] * (1 + MOVES + DIRECTIONS)

    def function(self, i):
        return f'lambda: _again({i}, {super().function(i)})'


def values(text):
    """The numbers that rounding may change, those of float tensors and of nothing but floats, and the text around them."""
    found = []

    def take(m):
        numbers = [float(t) for t in m[2].split()]
        found.extend(numbers)
        return f'{m[1]}{len(numbers)} numbers'
    words = TENSOR.sub(take, text)
    if not found and re.fullmatch(r'(?:[-+.,() \de]|nan|inf)*', text):
        found = [float(t) for t in FLOAT.findall(text)]
        words = FLOAT.sub('number', text)
    return words, found


def may_be(wanted, got):
    """Do the two differ in nothing but such numbers?"""
    return got is not None and not wanted.startswith('!') and values(wanted)[0] == values(got)[0]


def sort(x):
    return 'finite' if math.isfinite(x) else str(x)


def shown(i, x, y, runs, allowed):
    """Do the runs of the original move number i of x about as far as y has it?"""
    if sort(x[i]) != sort(y[i]):
        return {sort(x[i]), sort(y[i])} <= {sort(r[i]) for r in runs}
    distance = max((abs(r[i] - x[i]) for r in runs if math.isfinite(r[i]) and i in apart(x, r, allowed)), default=0)
    return abs(y[i] - x[i]) <= FACTOR * distance


def accepted(wanted, got, texts, body):
    """texts: what the original gave when it ran the statement again, None where it gave nothing."""
    if not may_be(wanted, got) or texts[0] != wanted:
        return False
    words, x = values(wanted)
    y = values(got)[1]
    runs = [v if w == words else None for w, v in (values(t or '') for t in texts)]
    moved, rounded = ([r for r in part if r] for part in (runs[1:1 + MOVES], runs[1 + MOVES:]))
    differ = list(apart(x, y, tolerance(wanted)))
    allowed = tolerance(' '.join(body) + wanted)
    return bool(differ) and all(shown(i, x, y, moved, allowed) and shown(i, x, y, rounded, allowed) for i in differ)
