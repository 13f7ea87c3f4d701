"""Arguments that do not fit methods of exception groups; text with surrogates is no source."""
group = ExceptionGroup('g', [ValueError(1)])
for text in ('group.split()', 'group.split(1, 2)', 'group.subgroup()', 'group.derive()', 'group.derive(1, 2)', 'group.derive([KeyError(1)])', 'group.split(ValueError)',
             'group.subgroup(KeyError)', "eval('\\ud800')", "exec(' \\ud800')", "compile('a = \"\\udc80\"', 'f', 'exec')",
             "eval('1', 'x')", "eval('1', 5)", "eval('1', [])"):
    try:
        print(ascii(text), repr(eval(text)))
    except Exception as e:
        print(ascii(text), type(e).__name__, ascii(str(e)))


class Suppresses:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True


async def generator():
    with Suppresses():
        yield 1


import sys
g = generator()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print(e.value)
sys.unraisablehook = lambda u: print('unraisable', repr(u.exc_value))
del g
