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


# attributes of a partial travel with it
import copy
import pickle

p = partial(capture, 1, a=2)
p.attr = ['x']
for twin in copy.copy(p), copy.deepcopy(p), pickle.loads(pickle.dumps(p)):
    print(twin.args, twin.keywords, vars(twin))
p.__setstate__((capture, (1,), None, None))
print(p.args, p.keywords, vars(p))
