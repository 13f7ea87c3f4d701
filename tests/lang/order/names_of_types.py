"""The order of names in the dicts of built-in types: __new__, then what stands for slots; __doc__ is the last."""
for t in (type, object, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, slice, enumerate, zip, map, filter, reversed, property, classmethod,
          staticmethod, super, memoryview, type(len), type((lambda: 0).__get__(1)), type(x for x in ()), type(NotImplemented), type(...), ValueError, KeyError, OSError, LookupError):
    names = list(vars(t))
    print(t.__name__, *names[:9 if t is type else 14 if t is object else 15 if len(names) > 20 else 3])
print([list(vars(t)).index('__doc__') == len(vars(t)) - 1 for t in (list, tuple, dict, ValueError, KeyError, OSError, zip, map)])
