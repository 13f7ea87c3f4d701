# repr of a partial whose keywords change meanwhile.
from functools import partial


def capture(*args, **kw):
    return args, kw


p = partial(capture)


class ReplacesValue:
    def __str__(self):
        p.keywords[self] = ['sth2']
        return 'astr'


p.keywords[ReplacesValue()] = ['sth']
print(repr(p).split(' ', 1)[1].split(', ', 1)[1])

