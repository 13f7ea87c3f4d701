"""Keys that OrderedDict does not find: tuples, errors, what cannot be hashed."""
from collections import OrderedDict
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for d in (OrderedDict(), OrderedDict(a=1)):
    for k in ((None,), (1, 2), KeyError('k'), [], 5, 'a'):
        sh(lambda: d.pop(k)); sh(lambda: d.pop(k, 'default')); sh(lambda: d.move_to_end(k))
class M(OrderedDict):
    def __missing__(self, k): return 'missing'
sh(lambda: M().pop('x')); sh(lambda: M(a=1).pop('a')); sh(lambda: M()['q'])
