"""The expressions that say in catalogues of messages which plural form belongs to a number: C with a single variable, n.

They become functions of Python: both languages bind these operators alike, but for ! and chains of comparisons.
"""
import re
import warnings

_TOKEN = re.compile(r'[ \t]*(?:(\d+\b|n\b|[-*/%+?:()!]=?|[<>=]=?|&&|\|\|)|(\w+|.))?', re.ASCII | re.DOTALL)
_BINARY = ({'||': 'or'}, {'&&': 'and'}, {'==': '==', '!=': '!='}, {'<': '<', '>': '>', '<=': '<=', '>=': '>='},
           {'+': '+', '-': '-'}, {'*': '*', '/': '//', '%': '%'})
_OPERATORS = {'n', '?', ':', '(', ')', '!'}.union(*_BINARY)
_COMPARISONS = 2, 3                     # levels of _BINARY; an operand of ! stands at the first
_MAX_DEPTH = 20


class _Parser:
    """Recursive descent; every method gives an expression of Python."""

    def __init__(self, text):
        self.text, self.at = text, 0
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

    def refuse(self, *cause):
        """Raises for the token at hand; with a cause, from that."""
        e = ValueError('unexpected token in plural form: %s' % self.token if self.token else
                       'unexpected end of plural form')
        if cause:
            raise e from cause[0]
        raise e

    def whole(self):
        result = self.condition()
        if self.token:
            self.refuse()
        depth = 0
        for c in result:
            depth += (c == '(') - (c == ')')
            if depth > _MAX_DEPTH:
                raise ValueError('plural form expression is too complex')
        return result

    def condition(self, inner=False):
        """A condition; one that is the first choice of another stands in parentheses."""
        test = self.binary(0)
        if self.token != '?':
            return test
        self.advance()
        true = self.condition(inner=True)
        if self.token != ':':
            self.refuse()
        self.advance()
        result = f'{true} if {test} else {self.condition()}'
        return f'({result})' if inner else result

    def binary(self, level):
        if level == len(_BINARY):
            result = self.operand()
            self.compared = False
            return result
        result = self.binary(level + 1)
        while self.token in _BINARY[level]:
            name = _BINARY[level][self.token]
            if self.compared:           # Python would compare neighbours with each other
                result = f'({result})'
            self.advance()
            right = self.binary(level + 1)
            if self.compared:
                right = f'({right})'
            result = f'{result} {name} {right}'
            self.compared = level in _COMPARISONS
        return result

    def operand(self):
        negations = ''
        while self.token == '!':
            negations += 'not '
            self.advance()
        if negations:
            return negations + self.binary(_COMPARISONS[0])
        token = self.token
        if token == '(':
            return self.parenthesized()
        if token != 'n':
            try:
                token = str(int(token or ''))
            except ValueError:
                self.refuse(None)
        self.advance()
        return token

    def parenthesized(self):
        self.advance()
        inner = self.condition()
        if self.token != ')':
            raise ValueError('unbalanced parenthesis in plural form')
        self.advance()
        return f'({inner})'


def _number(n):
    """n, which should be an int."""
    try:
        round(n)
    except TypeError:
        raise TypeError('Plural value must be an integer, got %s' % type(n).__name__) from None
    warnings.warn('Plural value must be an integer, got %s' % type(n).__name__, DeprecationWarning, stacklevel=4)
    return n


_FUNCTION = """
def func(n):
    if not isinstance(n, int):
        n = number(n)
    return int(%s)
"""


def compile_expression(text):
    """The expression as a function of n."""
    if len(text) > 1000:
        raise ValueError('plural form expression is too long')
    space = {'number': _number}
    exec(_FUNCTION % _Parser(text).whole(), space)
    return space['func']
