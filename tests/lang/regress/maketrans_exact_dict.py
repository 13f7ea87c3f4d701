"""str.maketrans() of one argument takes a dict, not an instance of a subclass."""
from collections import OrderedDict, defaultdict


class D(dict):
    pass


for x in D(a=1), OrderedDict(a=1), defaultdict(int), {'a': 1}, 3, None, {'ab': 1}, {1.5: 1}:
    try:
        print(str.maketrans(x))
    except Exception as e:
        print(type(e).__name__, e)
