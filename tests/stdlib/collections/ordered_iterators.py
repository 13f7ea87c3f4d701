"""The iterators of OrderedDict: one type for all, and what they say of changes while they run."""
from collections import OrderedDict
import pickle, copy
d = OrderedDict(a=1,b=2,c=3)
for f in (iter, lambda d: iter(d.keys()), lambda d: iter(d.values()), lambda d: iter(d.items()), reversed, lambda d: reversed(d.keys()), lambda d: reversed(d.values()), lambda d: reversed(d.items())):
    it = f(d)
    print(type(it), type(it).__module__, hasattr(it,'__length_hint__'), repr(it).split(' at ')[0])
    next(it)
    print(it.__reduce__())
    try: print(list(copy.copy(it)))
    except Exception as e: print(type(e), e)
    try: print(list(pickle.loads(pickle.dumps(it))))
    except Exception as e: print(type(e), e)
    print(list(it))
    print(it.__reduce__())
    print(next(it, None))
for mut in ("d['z']=1","del d['b']","d.clear()","d.move_to_end('a')","d['a']=5","del d['b'];d['q']=1","d.popitem()", "d.__init__(a=4)", "d.move_to_end('c')", "d.update(z=3)", "d.pop('a')", "d.setdefault('n',1)","dict.clear(d)"):
  for f in (iter, lambda d: iter(d.items()), lambda d: iter(d.values()), reversed):
    d = OrderedDict(a=1,b=2,c=3)
    it = f(d); next(it)
    exec(mut)
    for k in range(3):
        try: print(mut, next(it))
        except Exception as e: print(mut, type(e).__name__, e)
class S(OrderedDict): pass
print(type(iter(S(a=1))), type(iter(S(a=1).items())))
t = type(iter(d))
try: t()
except TypeError as e: print(e)
print([n for n in dir(t) if n not in dir(object)])
print(t.__doc__, t.__mro__)
d = OrderedDict()
print(next(iter(d),1), list(reversed(d)), list(d.items()))
print(type(d.keys()), type(d.values()), type(d.items()), repr(S(a=1).items()))
