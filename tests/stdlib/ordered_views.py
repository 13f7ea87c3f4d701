"""The views of OrderedDict: their names, and that they are views of a dict otherwise."""
import copy
import json
import pickle
from collections import OrderedDict

d = OrderedDict(a=1, b=2)
print(d.keys(), d.values(), d.items())
print(type(d.keys()), type(d.items()).__mro__, isinstance(d.keys(), type({}.keys())))
print(list(d.keys()), list(reversed(d.items())), 'a' in d.keys(), ('a', 1) in d.items(), len(d.values()))
print(d.keys() & {'a'}, d.keys() == {'a', 'b'}, d.items() == {'a': 1, 'b': 2}.items(), d.keys() - ['a'], sorted({'c'} | d.keys()))
for k, v in d.items():
    print(k, v)
keys = d.keys()
d['c'] = 3
print(keys, keys.isdisjoint([1]), keys.mapping)
print(dict(d.items()), sorted(d.values()), max(d.values()), *d.keys(), list(zip(d.keys(), d.values())))


class Own(OrderedDict):
    pass


print(Own(x=1).keys(), Own(x=1), bool(Own().keys()), repr(Own().values()))
print(json.dumps(d), d | {'z': 1}, OrderedDict(d.items()), copy.deepcopy(d), pickle.loads(pickle.dumps(d)))
for wrong in (lambda: hash(d.keys()), lambda: d.keys()[0]):
    try:
        wrong()
    except TypeError as e:
        print(e)
