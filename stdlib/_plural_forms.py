"""The expressions that say in catalogues of messages which plural form belongs to a number: C with a single variable, n."""
import operator
import re
import warnings

_TOKEN = re.compile(r'[ \t]*(?:(\d+\b|n\b|[-*/%+?:()!]=?|[<>=]=?|&&|\|\|)|(\w+|.))?', re.ASCII | re.DOTALL)
_BINARY = ({'||': None}, {'&&': None}, {'==': operator.eq, '!=': operator.ne},
           {'<': operator.lt, '>': operator.gt, '<=': operator.le, '>=': operator.ge},
           {'+': operator.add, '-': operator.sub}, {'*': operator.mul, '/': operator.floordiv, '%': operator.mod})
_OPERATORS = {'n', '?', ':', '(', ')', '!'}.union(*_BINARY)
_COMPARISONS = 2                        # the level of _BINARY at which an operand of ! stands
_MAX_DEPTH = 20


class _Parser:
    """Recursive descent; every method gives a function of n."""

    def __init__(self, text):
        self.text, self.at, self.depth = text, 0, 0
        self.advance()

    def advance(self):
        m = _TOKEN.match(self.text, self.at)
        self.at = m.end()
        known, other = m.groups()
        if known and len(known) == 2 and known not in _OPERATORS and not known.isdigit():
            self.at -= 1                # '-=' and its like are two tokens
            known = known[0]
        if known and not known.isdigit() and known not in _OPERATORS:
            other = known
        if other:
            raise ValueError('invalid token in plural form: %s' % other)
        self.token = known

    def refuse(self):
        if not self.token:
            raise ValueError('unexpected end of plural form')
        raise ValueError('unexpected token in plural form: %s' % self.token)

    def whole(self):
        result = self.condition()
        if self.token:
            self.refuse()
        return result

    def condition(self):
        test = self.binary(0)
        if self.token != '?':
            return test
        self.advance()
        true = self.condition()
        if self.token != ':':
            self.refuse()
        self.advance()
        false = self.condition()
        return lambda n: true(n) if test(n) else false(n)

    def binary(self, level):
        if level == len(_BINARY):
            return self.operand()
        result = self.binary(level + 1)
        while self.token in _BINARY[level]:
            name = self.token
            self.advance()
            result = _join(name, _BINARY[level][name], result, self.binary(level + 1))
        return result

    def operand(self):
        token = self.token
        if token == '!':
            self.advance()
            inner = self.binary(_COMPARISONS)
            return lambda n: not inner(n)
        if token == '(':
            return self.parenthesized()
        if token != 'n' and not (token and token.isdigit()):
            self.refuse()
        self.advance()
        if token == 'n':
            return lambda n: n
        return lambda n, value=int(token): value

    def parenthesized(self):
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise ValueError('plural form expression is too complex')
        self.advance()
        inner = self.condition()
        if self.token != ')':
            raise ValueError('unbalanced parenthesis in plural form')
        self.depth -= 1
        self.advance()
        return inner


def _join(name, function, left, right):
    if name == '||':
        return lambda n: left(n) or right(n)
    if name == '&&':
        return lambda n: left(n) and right(n)
    return lambda n: function(left(n), right(n))


def _number(n):
    """n, which should be an int."""
    try:
        round(n)
    except TypeError:
        raise TypeError('Plural value must be an integer, got %s' % type(n).__name__) from None
    warnings.warn('Plural value must be an integer, got %s' % type(n).__name__, DeprecationWarning, stacklevel=4)
    return n


def compile_expression(text):
    """The expression as a function of n."""
    if len(text) > 1000:
        raise ValueError('plural form expression is too long')
    expression = _Parser(text).whole()

    def func(n):
        return int(expression(n if isinstance(n, int) else _number(n)))
    return func
