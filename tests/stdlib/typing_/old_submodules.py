# typing.io and typing.re, which are deprecated.
import sys
import typing
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print(category.__name__, message, lineno)
print(typing.io, typing.re, typing.io.__name__, typing.re.__name__, type(typing.io))
print(typing.io.__all__, typing.re.__all__)
from typing.io import TextIO, IO
from typing.re import Match
import typing.io
import typing.re
print(TextIO is typing.TextIO, IO is typing.IO, Match is typing.Match, typing.re.Pattern is typing.Pattern)
for name in 'x', 'Pattern':
    try:
        print(getattr(typing.io, name))
    except AttributeError as e:
        print(e)
print('io' in typing.__all__, sys.modules['typing.io'] is typing.io)
