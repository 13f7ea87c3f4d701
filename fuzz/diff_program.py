"""What diff_tensor.py and its rules share: a program as a list of statements, and when two numbers count as the same."""
import random
import re

NUMBER = re.compile(r'[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf)j?')
TOLERANCES = (('bfloat16', 2e-2), ('float16', 2e-3), ('complex64', 2e-5), ('float32', 2e-5))
COMPUTED = (('f2 i1 u1 ?', 2e-3), ('f4 c8 i2 u2', 2e-5))


class Program:
    """The statements of one seed; a generator's functions add to it."""

    def __init__(self, seed):
        self.seed = seed
        self.r = random.Random(seed)
        self.statements = []    # (tag, source of a function's body, the last line an expression)

    def pick(self, items):
        return self.r.choice(items)

    def chance(self, p):
        return self.r.random() < p

    def add(self, tag, *body):
        try:
            compile('\n'.join(body), tag, 'exec')
        except SyntaxError:
            return
        self.statements.append((tag, body))

    def function(self, i):
        """The expression that show() calls for statement i, whose body is f if it has several lines."""
        body = self.statements[i][1]
        return 'f' if len(body) > 1 else f'lambda: {body[0]}'

    def text(self):
        lines = []
        for i, (tag, body) in enumerate(self.statements):
            if len(body) > 1:
                lines.append('def f():')
                lines += ['    ' + line for line in body[:-1]]
                lines.append('    return ' + body[-1])
            lines.append(f'show({self.seed}, {i}, {tag!r}, {self.function(i)})')
        return '\n'.join(lines) + '\n'


def tolerance(text, body=''):
    """What the precision named in the text allows; with `out=` in the statement, what it was computed with, too: NumPy's codes
    of types tell, as small integers are taken for small floats."""
    found = [t for name, t in TOLERANCES if name in text][:1]
    if 'out=' in body:
        found += [t for codes, t in COMPUTED if any(repr(c) in body for c in codes.split())]
    return max(found, default=1e-9)


def step(number):
    """The worth of a number's last printed digit, as text gives it; 0 for nan and inf."""
    digits, _, exponent = number.rstrip('j').lower().partition('e')
    if not digits[-1:].isdigit() and digits[-1:] != '.':
        return 0.0
    return 10.0 ** (int(exponent or 0) - len(digits.partition('.')[2]))


def apart(x, y, close, steps=None):
    """The places where two rows of numbers differ by more than the tolerance `close` allows at that number alone, and more
    than `steps` has there: one that is small beside the others because a sum cancelled is for diff_moved.py to judge."""
    for i, (p, q) in enumerate(zip(x, y)):
        if p == q or (p != p and q != q):
            if p == q and repr(p) != repr(q):   # a zero of the other sign
                yield i
            continue
        if not abs(p - q) <= max(close * max(abs(p), 1e-3), steps[i] if steps else 0):
            yield i
