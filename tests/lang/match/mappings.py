def f(v):
    match v:
        case {'a': 1}: return 'a is 1'
        case {'a': x, 'b': y}: return x, y
        case {'a': {'c': z}, **rest}: return z, rest
        case {1: _, None: w}: return w
        case {**rest}: return 'rest', rest
        case _: return 'no mapping'
import collections, types
for v in {}, {'a': 1, 'z': 0}, {'a': 2, 'b': 3, 'q': 4}, {'a': {'c': 5}, 'd': 6}, {1: 2, None: 3}, {'x': 1}, [], types.MappingProxyType({'a': 1}), collections.ChainMap({'a': 1}): print(f(v))
class D(dict):
    def __missing__(self, k): return 'made'
print(f(D(x=1)), f(collections.defaultdict(int)))
k = 'a'
class K: key = 'a'
match {'a': 7}:
    case {K.key: v}: print(v)
