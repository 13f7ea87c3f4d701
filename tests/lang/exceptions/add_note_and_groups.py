e = ValueError('v'); e.add_note('one'); e.add_note('two'); print(e.__notes__)
try: e.add_note(5)
except TypeError as x: print(x)
g = ExceptionGroup('msg', [ValueError(1), ExceptionGroup('in', [KeyError('k'), TypeError()])])
print(g, repr(g), g.message, g.exceptions[0], g.split(KeyError), g.subgroup(lambda e: isinstance(e, TypeError)), g.derive([OSError()]))
for a in (('m', []), ('m', [5]), (5, [ValueError()]), ('m', ValueError()), ('m',), ('m', [KeyboardInterrupt()])):
    try: ExceptionGroup(*a)
    except (ValueError, TypeError) as x: print(type(x).__name__, x)
print(type(BaseExceptionGroup('m', [ValueError()])).__name__, type(BaseExceptionGroup('m', [KeyboardInterrupt()])).__name__)
try:
    try: raise g
    except* KeyError as k: print('key', k.exceptions)
    except* ValueError as v: print('value', v.exceptions); raise RuntimeError('new')
except ExceptionGroup as left: print(left.exceptions)
try:
    try: raise KeyError('plain')
    except* KeyError as k: print(repr(k))
    try: raise ValueError
    except* KeyError: pass
except ValueError as v: print('through', repr(v))
try:
    try: pass
    except* ExceptionGroup: pass
    else: print('else')
    raise ValueError
except* (ValueError, TypeError): print('tuple')
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as t: print(t)
