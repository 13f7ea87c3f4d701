# Functions of library modules before and after their first call: calls of every form, code
# attributes, copies, tracing.
import inspect
import shlex
import string
import sys
import textwrap
import types

import bisect
import fnmatch
import heapq
import reprlib

# first calls: by keyword, with defaults, too few, too many, an unknown name
print(textwrap.shorten(text='one two three four', width=11, placeholder='...'))
for call in (lambda: textwrap.fill(), lambda: textwrap.indent('a', 'b', 'c', 'd'),
             lambda: textwrap.dedent(txt='a')):
    try:
        call()
    except TypeError as e:
        print(e)
print(textwrap.dedent(' a\n b'), textwrap.indent('a\nb', '> '))

# attributes of code that never ran
code = shlex.join.__code__
print(code.co_name, code.co_argcount, code.co_varnames[:1], code.co_kwonlyargcount, code.co_freevars)
print(inspect.signature(fnmatch.filter), inspect.signature(heapq.merge))
print(len(list(code.co_lines())) > 0, len(list(code.co_positions())) > 0, len(code.co_code) > 0)
print(isinstance(fnmatch.translate.__code__.co_consts, tuple), 're' in fnmatch.translate.__code__.co_names)

# copies of code that never ran
renamed = shlex.join.__code__.replace(co_name='other')
print(renamed.co_name, types.FunctionType(renamed, vars(shlex))(['a b', 'c']))
again = types.FunctionType(shlex.quote.__code__, {'_find_unsafe': lambda s: None})
print(again(''), again('plain'))

# two functions of one code; a generator; a method
one, two = (types.FunctionType(string.capwords.__code__, {}, None, (None,)) for _ in range(2))
print(one('a b'), two('c d'), string.capwords('e f'))
print(list(heapq.merge([1, 4], [2, 3])), reprlib.repr(list(range(100))))


# tracing enters code that never ran
class Box(string.Formatter):
    pass


events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno >= frame.f_code.co_firstlineno))
    return tracer


sys.settrace(tracer)
Box().check_unused_args([], (), {})
sys.settrace(None)
print(events)
