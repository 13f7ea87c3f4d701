"""The pages of help(): modules, classes, functions, methods, properties and values of a script's own."""
import contextlib
import enum
import io
import pydoc
import sys
import types

SOURCE = '''
"""A module of mine.

It has things."""
__version__ = '1.2'
__author__ = 'me'
__all__ = ['add', 'nothing', 'Base', 'Derived', 'Failure', 'NUMBERS']
NUMBERS = [1, 2]
def add(a, b=2, *args, c: int = 3, **kw) -> str:
    """Adds.

    And more.
    """
def nothing(): pass
class Base:
    """A base."""
    attr = 5
    def __init__(self, x):
        "makes it"
        self.x = x
    def method(self, y=1):
        """a method"""
    @staticmethod
    def static(q):
        "a static one"
    @classmethod
    def of(cls):
        "one of the class"
    @property
    def prop(self):
        "a property"
        return 1
    def _hidden(self): pass
class Derived(Base):
    def method(self): "overridden"
    __slots__ = ('z',)
class Failure(ValueError):
    """an error"""
'''


def page(thing):
    """The page of thing, without the lines on what every instance has: its dictionary and its weak references."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        help(thing)
    skipped = ('dictionary for instance variables', 'list of weak references', 'The attributes of the instance,', 'The first of the weak')
    return '\n'.join(line for line in out.getvalue().split('\n') if not any(text in line for text in skipped))


mine = types.ModuleType('mine')
sys.modules['mine'] = mine
exec(SOURCE, mine.__dict__)

for thing in (mine.add, mine.nothing, mine.Base, mine.Base.method, mine.Base(1).method, mine.Base.of, mine.Base.static,
              mine.Base.prop, mine.Derived, 'mine.add', 'mine.Base.prop', 'nosuchthing', mine.NUMBERS):
    print('=====', thing if isinstance(thing, str) else getattr(thing, '__qualname__', type(thing).__name__))
    if isinstance(thing, list):
        print(page(thing).split('\n')[0])
    else:
        print(page(thing))

print(repr(pydoc.getdoc(mine.Base)), repr(pydoc.getdoc(mine.nothing)))
